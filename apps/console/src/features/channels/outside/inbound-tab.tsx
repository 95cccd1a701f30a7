import type { Channel, InboundRequest, InboundState } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { Inbox, RotateCw } from 'lucide-react';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Notice } from '../../../components/notice.tsx';
import { OnDemand } from '../../../components/on-demand.tsx';
import { Moment, useFutureText } from '../../../components/time.tsx';
import { toast } from '../../../components/toaster.tsx';
import { fileSize } from '../../../lib/file-size.ts';
import { oneOf } from '../../../lib/one-of.ts';
import { type ChannelSearch, inboundStates } from '../channel-search.ts';
import { InboundStateTag } from './inbound-state-tag.tsx';
import { inboundQuery, useReplay } from './outside-channels.ts';
import { useReasonWords } from './reason-words.ts';

const InboundDrawer = lazy(() => import('./inbound-drawer.tsx').then((part) => ({ default: part.InboundDrawer })));

interface InboundTabProps {
  channel: Channel;
  stage: ChannelSearch['stage'];
  writes: boolean;
  onOpen: (search: ChannelSearch) => void;
}

/** The ledger: every request as it came in, what became of it, and why. */
export const InboundTab = ({ channel, stage, writes, onOpen }: InboundTabProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const state = oneOf(inboundStates, stage);
  const list = useInfiniteQuery(inboundQuery(channel.id, state));
  const [opened, setOpened] = useState<string | null>(null);
  const replay = useReplay(channel.id);
  const rows = list.data?.pages.flatMap((page) => page.items);
  const columns = useColumns(writes ? setOpened : null);
  const replayFailed = () =>
    replay.mutate('failed', {
      onSuccess: (count) => toast('good', t('inbound.replayed', { count })),
      onError: (error) => toast('bad', errorText(error)),
    });
  return (
    <>
      <div className="outside-bar">
        <Select<InboundState | 'all'>
          aria-label={t('inbound.filter')}
          value={state ?? 'all'}
          onChange={(next) => onOpen({ tab: 'inbound', ...(next !== 'all' && { stage: next }) })}
          options={[
            { value: 'all', label: t('inbound.all') },
            ...inboundStates.map((value) => ({ value, label: t(`inbound.states.${value}`) })),
          ]}
        />
        <Button icon={<RotateCw size={14} />} loading={list.isFetching} onClick={() => void list.refetch()}>
          {t('inbound.refresh')}
        </Button>
        {writes && state === 'failed' && rows && rows.length > 0 ? (
          <Button loading={replay.isPending} onClick={replayFailed}>
            {t('inbound.replayFailed')}
          </Button>
        ) : null}
      </div>
      {list.isError && !list.data ? (
        <Failure title={t('inbound.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : rows?.length === 0 ? (
        <Notice
          icon={Inbox}
          title={t(state ? 'inbound.emptyFiltered' : 'inbound.empty')}
          text={state ? '' : t(channel.webhookUrl ? 'inbound.emptyText' : 'inbound.emptyTextPulled')}
        >
          {!state && channel.webhookUrl ? (
            <Button onClick={() => onOpen({ tab: 'settings' })}>{t('inbound.toAddress')}</Button>
          ) : null}
        </Notice>
      ) : (
        <DataTable label={t('outsideChannel.tabs.inbound')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {opened ? (
        <OnDemand>
          <InboundDrawer channelId={channel.id} requestId={opened} onClose={() => setOpened(null)} />
        </OnDemand>
      ) : null}
    </>
  );
};

const useColumns = (onOpen: ((id: string) => void) | null): Column<InboundRequest>[] => {
  const { t, i18n } = useTranslation();
  const reasonWords = useReasonWords();
  const futureText = useFutureText();
  return [
    { key: 'at', title: t('inbound.columns.at'), render: ({ receivedAt }) => <Moment at={receivedAt} /> },
    {
      key: 'state',
      title: t('inbound.columns.state'),
      render: ({ state, nextAttemptAt }) => <InboundStateTag state={state} again={nextAttemptAt !== null} />,
    },
    {
      key: 'what',
      title: t('inbound.columns.what'),
      render: ({ error, reason, outcomes, nextAttemptAt, attempts }) => (
        <span className="inbound-what">
          {error ?? (reason ? reasonWords(reason) : t('inbound.events', { count: outcomes.length }))}
          {nextAttemptAt ? (
            <small>
              {t('inbound.next', { attempts })} {futureText(Date.parse(nextAttemptAt), Date.now())}
            </small>
          ) : null}
        </span>
      ),
    },
    {
      key: 'request',
      title: t('inbound.columns.request'),
      render: ({ method, path, bytes }) => (
        <span className="inbound-request">
          <code>
            {method} {path}
          </code>
          <small>{fileSize(bytes, i18n.language)}</small>
        </span>
      ),
    },
    ...(onOpen
      ? [
          {
            key: 'acts',
            title: t('inbound.columns.acts'),
            quiet: true,
            render: ({ id }: InboundRequest) => (
              <Button size="small" onClick={() => onOpen(id)}>
                {t('inbound.open')}
              </Button>
            ),
          },
        ]
      : []),
  ];
};
