import type { QueuedConversation } from '@cskefu/contract';
import { Link } from '@tanstack/react-router';
import { BadgeCheck, ChevronsUp, Clock } from 'lucide-react';
import { useTranslation } from 'react-i18next';
import type { Column } from '../../components/data-table.tsx';
import { Elapsed } from '../../components/time.tsx';
import { classNames } from '../../lib/class-names.ts';
import { useNow } from '../../lib/clock.ts';
import { usePreviewText } from '../inbox/preview-text.ts';
import { urgencyOf } from '../inbox/waiting-urgency.ts';
import { type QueueActs, RowActs } from './queue-acts.tsx';

const Who = ({ row }: { row: QueuedConversation }) => {
  const { t } = useTranslation();
  const preview = usePreviewText();
  return (
    <div className="queue-who">
      <Link
        to="/workbench/$conversationId"
        params={{ conversationId: row.id }}
        search={{ view: 'waiting' }}
        data-queued={row.id}
      >
        {row.visitor.name}
        {row.visitor.identified ? <BadgeCheck size={14} role="img" aria-label={t('panel.identified')} /> : null}
      </Link>
      <p dir="auto">{preview(row)}</p>
    </div>
  );
};

const Waiting = ({ row }: { row: QueuedConversation }) => {
  const now = useNow();
  const since = row.waitingSince ?? row.createdAt;
  return (
    <span className={classNames('queue-since', `queue-since-${urgencyOf('waiting', now - Date.parse(since))}`)}>
      <Clock size={14} aria-hidden="true" />
      <Elapsed since={since} />
    </span>
  );
};

const Priority = ({ priority }: { priority: number }) =>
  priority === 0 ? (
    <span className="queue-plain">0</span>
  ) : (
    <span className="queue-priority">
      <ChevronsUp size={14} aria-hidden="true" />
      {priority}
    </span>
  );

export const useQueueColumns = (acts: QueueActs, withGroup: boolean): Column<QueuedConversation>[] => {
  const { t } = useTranslation();
  return [
    { key: 'place', title: t('queue.columns.place'), render: ({ place }) => <b className="queue-place">{place}</b> },
    { key: 'visitor', title: t('queue.columns.visitor'), render: (row) => <Who row={row} /> },
    { key: 'since', title: t('queue.columns.since'), render: (row) => <Waiting row={row} /> },
    {
      key: 'priority',
      title: t('queue.columns.priority'),
      render: ({ priority }) => <Priority priority={priority} />,
    },
    ...(withGroup
      ? [
          {
            key: 'group',
            title: t('queue.columns.group'),
            render: ({ skillGroup }: QueuedConversation) => skillGroup.name,
          },
        ]
      : []),
    { key: 'channel', title: t('queue.columns.channel'), render: ({ channel }) => channel.name },
    {
      key: 'waitsFor',
      title: t('queue.columns.waitsFor'),
      render: ({ waitsFor, boundAgent }) => (
        <span className="queue-reason">{t(`assignment.waiting.${waitsFor}`, { name: boundAgent?.name ?? '' })}</span>
      ),
    },
    {
      key: 'acts',
      title: t('queue.columns.acts'),
      quiet: true,
      render: (row) => <RowActs row={row} acts={acts} />,
    },
  ];
};
