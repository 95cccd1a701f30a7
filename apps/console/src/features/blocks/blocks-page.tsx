import type { Block } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Input, Popconfirm, Segmented } from 'antd';
import { Search, ShieldBan } from 'lucide-react';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { Page } from '../../components/page.tsx';
import { FullMoment, Moment } from '../../components/time.tsx';
import { toast } from '../../components/toaster.tsx';
import { useDebounced } from '../../lib/debounced.ts';
import { Forbidden } from '../administration/forbidden.tsx';
import { blocksQuery, useLift } from './blocks.ts';
import '../records/records-page.css';

/** Who may not write to us. */
export const BlocksPage = () => {
  const { t } = useTranslation();
  usePageTitle(`${t('blocks.page')} · ${t('app.name')}`);
  return may(useAccount(), 'block-list:read') ? <BlockList /> : <Forbidden page={t('blocks.page')} />;
};

const states = ['active', 'past'] as const;

const BlockList = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const [state, setState] = useState<(typeof states)[number]>('active');
  const [typed, setTyped] = useState('');
  const search = useDebounced(typed.trim());
  const list = useInfiniteQuery(blocksQuery(state, search));
  const rows = list.data?.pages.flatMap((page) => page.items);
  const columns = useColumns(state);
  return (
    <Page wide title={t('blocks.page')} lead={t('blocks.lead')}>
      <div className="records-bar">
        <Segmented
          value={state}
          onChange={setState}
          options={states.map((value) => ({ value, label: t(`blocks.states.${value}`) }))}
        />
        <Input
          allowClear
          maxLength={60}
          prefix={<Search size={14} aria-hidden="true" />}
          placeholder={t('blocks.search')}
          aria-label={t('blocks.search')}
          onChange={(event) => setTyped(event.target.value)}
        />
      </div>
      {list.isError && !list.data ? (
        <Failure title={t('blocks.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : rows?.length === 0 ? (
        <Notice
          icon={ShieldBan}
          title={t(search ? 'blocks.noHit' : `blocks.empty.${state}`)}
          text={t('blocks.emptyText')}
        />
      ) : (
        <DataTable label={t('blocks.page')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </Page>
  );
};

const useColumns = (state: 'active' | 'past'): Column<Block>[] => {
  const { t } = useTranslation();
  const writes = may(useAccount(), 'block-list:write');
  return [
    {
      key: 'who',
      title: t('blocks.who'),
      render: ({ visitor, contact, address, channel }) => (
        <span className="records-two">
          <span>{contact ? `${contact.name}（${visitor.name}）` : visitor.name}</span>
          <small>{[channel.name, address].filter(Boolean).join(' · ')}</small>
        </span>
      ),
    },
    {
      key: 'reason',
      title: t('blocks.reason'),
      render: ({ reason }) => <span className="records-words">{reason}</span>,
    },
    { key: 'unit', title: t('blocks.unit'), render: ({ orgUnit }) => orgUnit.name },
    {
      key: 'by',
      title: t('blocks.by'),
      render: ({ by, createdAt }) => (
        <span className="records-two">
          <span>{by.name}</span>
          <small>
            <Moment at={createdAt} />
          </small>
        </span>
      ),
    },
    {
      key: 'until',
      title: t('blocks.until'),
      render: ({ expiresAt, lifted }) =>
        lifted ? (
          <span className="records-two">
            <span>{t('blocks.liftedBy', { name: lifted.by.name })}</span>
            <small>
              <FullMoment at={lifted.at} />
            </small>
          </span>
        ) : expiresAt ? (
          <FullMoment at={expiresAt} />
        ) : (
          t('blocks.durations.forever')
        ),
    },
    ...(writes && state === 'active'
      ? [{ key: 'acts', title: t('blocks.acts'), quiet: true, render: (block: Block) => <LiftButton block={block} /> }]
      : []),
  ];
};

const LiftButton = ({ block: { id, visitor } }: { block: Block }) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const lift = useLift();
  return (
    <Popconfirm
      title={t('blocks.liftAsk', { name: visitor.name })}
      okText={t('blocks.lift')}
      cancelText={t('common.cancel')}
      onConfirm={() =>
        lift.mutate(id, {
          onSuccess: () => toast('good', t('blocks.lifted', { name: visitor.name })),
          onError: (error) => toast('bad', errorText(error)),
        })
      }
    >
      <Button size="small" loading={lift.isPending} aria-label={t('blocks.liftOne', { name: visitor.name })}>
        {t('blocks.lift')}
      </Button>
    </Popconfirm>
  );
};
