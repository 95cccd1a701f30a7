import type { QueuedConversation } from '@cskefu/contract';
import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button } from 'antd';
import { ChevronLeft, ChevronRight, Coffee } from 'lucide-react';
import { lazy, useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { useErrorText } from '../../app/error-text.ts';
import { usePageTitle } from '../../app/page-title.ts';
import { may, useAccount } from '../../app/session.ts';
import { DataTable } from '../../components/data-table.tsx';
import { Failure } from '../../components/failure.tsx';
import { Notice } from '../../components/notice.tsx';
import { OnDemand } from '../../components/on-demand.tsx';
import { Page } from '../../components/page.tsx';
import { Forbidden } from '../administration/forbidden.tsx';
import { useSteadyOrder } from '../inbox/steady-order.ts';
import { queueGroupsQuery, queueQuery, ROWS_PER_PAGE, useLiveQueue } from './queue.ts';
import { type Ask, useQueueActs } from './queue-acts.tsx';
import { useQueueColumns } from './queue-columns.tsx';
import { QueueGroups } from './queue-groups.tsx';
import { useQueueKeys } from './queue-keys.ts';
import type { QueueSearch } from './queue-search.ts';
import './queue-page.css';

const QueueDialog = lazy(() => import('./queue-dialogs.tsx').then((part) => ({ default: part.QueueDialog })));

export const QueuePage = () => {
  const { t } = useTranslation();
  if (!may(useAccount(), 'conversations:read')) return <Forbidden page={t('queue.title')} />;
  return <Queue />;
};

const none: readonly QueuedConversation[] = [];

/** Who waits, in the order in which they will be served. The address says of which skill group, and from where on. */
const Queue = () => {
  const { t } = useTranslation();
  const errorText = useErrorText();
  const navigate = useNavigate();
  const { group, page = 1 } = useSearch({ strict: false }) as QueueSearch;
  const [asking, setAsking] = useState<Ask | null>(null);
  const table = useRef<HTMLDivElement>(null);
  const groups = useQuery(queueGroupsQuery);
  const list = useQuery(queueQuery(group, page));
  const show = (next: QueueSearch) => void navigate({ to: '/queue', search: next });
  const rows = list.data?.items;
  const steady = useSteadyOrder(rows ?? none);
  const total = group
    ? (groups.data?.items.find(({ id }) => id === group)?.waiting ?? rows?.length ?? 0)
    : (groups.data?.waiting ?? 0);
  const acts = useQueueActs(setAsking);
  const columns = useQueueColumns(acts, group === undefined);
  useLiveQueue(rows ?? none);
  useQueueKeys(table, steady.rows, acts);
  usePageTitle(`${t('queue.title')} · ${t('app.name')}`);

  const beyondTheEnd = rows?.length === 0 && page > 1 && !list.isPlaceholderData;
  useEffect(() => {
    if (beyondTheEnd) void navigate({ to: '/queue', search: group ? { group } : {}, replace: true });
  }, [beyondTheEnd, group, navigate]);

  const turnTo = (next: number) => show({ ...(group && { group }), ...(next > 1 && { page: next }) });
  return (
    <>
      <Page wide title={t('queue.title')} lead={t('queue.lead')}>
        <QueueGroups
          groups={groups.data?.items}
          total={groups.data?.waiting}
          chosen={group}
          onChoose={(id) => show(id ? { group: id } : {})}
        />
        {list.isError && !list.data ? (
          <Failure title={t('queue.failed')} text={errorText(list.error)} onRetry={() => void list.refetch()} />
        ) : rows?.length === 0 ? (
          <Notice icon={Coffee} title={t('queue.empty')} text={t('queue.emptyText')} />
        ) : (
          <div
            ref={table}
            className="queue-table"
            // What is under the pointer stays there until it leaves.
            onPointerMove={(event) => event.pointerType === 'mouse' && steady.hold()}
            onPointerLeave={steady.release}
          >
            <DataTable
              label={t('queue.title')}
              columns={columns}
              rows={rows && steady.rows}
              rowKey={({ id }) => id}
              expect={8}
            />
          </div>
        )}
        {total > ROWS_PER_PAGE ? (
          <nav className="queue-pages" aria-label={t('queue.pages')}>
            <span>
              {t('queue.range', {
                from: (page - 1) * ROWS_PER_PAGE + 1,
                to: Math.min(total, page * ROWS_PER_PAGE),
                count: total,
              })}
            </span>
            <Button
              icon={<ChevronLeft size={16} />}
              aria-label={t('queue.before')}
              disabled={page === 1}
              onClick={() => turnTo(page - 1)}
            />
            <Button
              icon={<ChevronRight size={16} />}
              aria-label={t('queue.after')}
              disabled={page * ROWS_PER_PAGE >= total}
              onClick={() => turnTo(page + 1)}
            />
          </nav>
        ) : null}
      </Page>
      {asking ? (
        <OnDemand>
          <QueueDialog key={`${asking.what}${asking.row.id}`} ask={asking} onClose={() => setAsking(null)} />
        </OnDemand>
      ) : null}
    </>
  );
};
