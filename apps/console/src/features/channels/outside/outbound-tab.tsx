import type { Channel, Delivery } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import {
  Check,
  CheckCheck,
  CircleQuestionMark,
  CircleSlash,
  CircleX,
  Clock,
  type LucideIcon,
  RotateCw,
  Send,
} from 'lucide-react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../../app/error-text.ts';
import { type Column, DataTable } from '../../../components/data-table.tsx';
import { Failure } from '../../../components/failure.tsx';
import { Notice } from '../../../components/notice.tsx';
import { Moment } from '../../../components/time.tsx';
import { type Tone, ToneTag } from '../../../components/tone-tag.tsx';
import { oneOf } from '../../../lib/one-of.ts';
import { type ChannelSearch, outboundStates } from '../channel-search.ts';
import { outboundQuery } from './outside-channels.ts';

interface OutboundTabProps {
  channel: Channel;
  stage: ChannelSearch['stage'];
  onOpen: (search: ChannelSearch) => void;
}

const looks: Record<Delivery['state'], [LucideIcon, Tone]> = {
  queued: [Clock, 'warn'],
  sending: [Clock, 'warn'],
  sent: [Check, 'good'],
  delivered: [CheckCheck, 'good'],
  read: [CheckCheck, 'good'],
  failed: [CircleX, 'bad'],
  unknown: [CircleQuestionMark, 'bad'],
  cancelled: [CircleSlash, 'quiet'],
};

const StateTag = ({ state }: { state: Delivery['state'] }) => {
  const { t } = useTranslation();
  const [icon, tone] = looks[state];
  return (
    <ToneTag tone={tone} icon={icon}>
      {t(`outboundLedger.states.${state}`)}
    </ToneTag>
  );
};

/** What went out over the channel and how far it has come. */
export const OutboundTab = ({ channel, stage, onOpen }: OutboundTabProps) => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const state = oneOf(outboundStates, stage);
  const list = useInfiniteQuery(outboundQuery(channel.id, state));
  const rows = list.data?.pages.flatMap((page) => page.items);
  const columns = useColumns();
  return (
    <>
      <div className="outside-bar">
        <Select<Delivery['state'] | 'all'>
          aria-label={t('inbound.filter')}
          value={state ?? 'all'}
          onChange={(next) => onOpen({ tab: 'outbound', ...(next !== 'all' && { stage: next }) })}
          options={[
            { value: 'all', label: t('inbound.all') },
            ...outboundStates.map((value) => ({ value, label: t(`outboundLedger.states.${value}`) })),
          ]}
        />
        <Button icon={<RotateCw size={14} />} loading={list.isFetching} onClick={() => void list.refetch()}>
          {t('inbound.refresh')}
        </Button>
      </div>
      {list.isError && !list.data ? (
        <Failure title={t('outboundLedger.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
      ) : rows?.length === 0 ? (
        <Notice
          icon={Send}
          title={t(state ? 'outboundLedger.emptyFiltered' : 'outboundLedger.empty')}
          text={state ? '' : t('outboundLedger.emptyText')}
        />
      ) : (
        <DataTable label={t('outsideChannel.tabs.outbound')} columns={columns} rows={rows} rowKey={({ id }) => id} />
      )}
      {list.hasNextPage ? (
        <Button className="table-more" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
    </>
  );
};

const useColumns = (): Column<Delivery>[] => {
  const { t } = useTranslation();
  return [
    { key: 'at', title: t('outboundLedger.columns.at'), render: ({ updatedAt }) => <Moment at={updatedAt} /> },
    {
      key: 'state',
      title: t('outboundLedger.columns.state'),
      render: ({ state }) => <StateTag state={state} />,
    },
    {
      key: 'why',
      title: t('outboundLedger.columns.why'),
      render: ({ code, detail }) =>
        code ? (
          <span className="inbound-what">
            {t(`outside.codes.${code}`)}
            {detail ? <small>{detail}</small> : null}
          </span>
        ) : (
          ''
        ),
    },
    { key: 'attempts', title: t('outboundLedger.columns.attempts'), render: ({ attempts }) => attempts },
    {
      key: 'conversation',
      title: t('outboundLedger.columns.conversation'),
      render: ({ conversationId }) => (
        <Link to="/workbench/$conversationId" params={{ conversationId }}>
          {t('inbound.toConversation')}
        </Link>
      ),
    },
  ];
};
