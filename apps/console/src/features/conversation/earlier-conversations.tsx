import type { Conversation } from '@cskefu/contract';
import { useInfiniteQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { lazy, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { http } from '../../app/http.ts';
import { may, useAccount } from '../../app/session.ts';
import { OnDemand } from '../../components/on-demand.tsx';
import { SkeletonLine } from '../../components/skeleton.tsx';
import { Moment } from '../../components/time.tsx';
import { usePreviewText } from '../inbox/preview-text.ts';

const TranscriptDrawer = lazy(() =>
  import('../history/transcript-drawer.tsx').then((module) => ({ default: module.TranscriptDrawer })),
);

/** What this visitor and the house have said to each other before; each one opens beside. */
export const EarlierConversations = ({ conversation }: { conversation: Conversation }) =>
  may(useAccount(), 'history:read') ? <Earlier conversation={conversation} /> : null;

const Earlier = ({ conversation: { id } }: { conversation: Conversation }) => {
  const { t } = useTranslation();
  const preview = usePreviewText();
  const [open, setOpen] = useState<string | null>(null);
  const list = useInfiniteQuery({
    queryKey: ['earlier', id],
    queryFn: ({ pageParam }) =>
      http.request('GET /api/conversations/:id/earlier', {
        params: { id },
        query: { limit: 5, ...(pageParam && { cursor: pageParam }) },
      }),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    staleTime: 60_000,
  });
  const rows = list.data?.pages.flatMap((page) => page.items);
  return (
    <section className="panel-section">
      <h4>{t('earlier.title')}</h4>
      {rows === undefined ? (
        list.isPending ? (
          <SkeletonLine width="80%" thin />
        ) : (
          <p className="panel-none">{t('earlier.failed')}</p>
        )
      ) : rows.length === 0 ? (
        <p className="panel-none">{t('earlier.none')}</p>
      ) : (
        <ul className="panel-list">
          {rows.map((row) => (
            <li key={row.id}>
              <button type="button" onClick={() => setOpen(row.id)}>
                <span>
                  <strong>{row.agent?.name ?? row.skillGroup.name}</strong>
                  <Moment at={row.createdAt} />
                </span>
                <small>{preview(row)}</small>
              </button>
            </li>
          ))}
        </ul>
      )}
      {list.hasNextPage ? (
        <Button size="small" type="text" loading={list.isFetchingNextPage} onClick={() => void list.fetchNextPage()}>
          {t('common.more')}
        </Button>
      ) : null}
      {open ? (
        <OnDemand>
          <TranscriptDrawer key={open} conversationId={open} onClose={() => setOpen(null)} />
        </OnDemand>
      ) : null}
    </section>
  );
};
