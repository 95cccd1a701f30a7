import type { Thread } from '@cskefu/client';
import type { RouteTable } from '@cskefu/contract';
import { infiniteQueryOptions, keepPreviousData } from '@tanstack/react-query';
import { http } from '../../app/http.ts';
import { midnight } from '../../lib/midnight.ts';
import type { HistorySearch } from './history-search.ts';

type HistoryQuery = NonNullable<RouteTable['GET /api/history']['input']['query']>;
export type Transcript = RouteTable['GET /api/history/:id']['output'];

/** What the server is asked with. */
export const queryOf = ({
  text,
  visitor,
  channel,
  group,
  agent,
  stage,
  reason,
  origin,
  satisfaction,
  tag,
  contact,
  service,
  from,
  to,
}: HistorySearch): HistoryQuery => ({
  text,
  visitor,
  channelId: channel,
  skillGroupId: group,
  agentId: agent,
  state: stage,
  closeReason: reason,
  origin,
  satisfaction,
  tagId: tag,
  contactId: contact,
  serviceTypeId: service,
  from: from && midnight(from),
  to: to && midnight(to, 1),
});

export const historyQuery = (search: HistorySearch) =>
  infiniteQueryOptions({
    queryKey: ['history', 'list', search],
    queryFn: ({ pageParam, signal }) =>
      http.request(
        'GET /api/history',
        { query: { limit: 50, ...queryOf(search), ...(pageParam && { cursor: pageParam }) } },
        { signal },
      ),
    initialPageParam: null as string | null,
    getNextPageParam: (page) => page.nextCursor,
    placeholderData: keepPreviousData,
  });

export const transcriptQuery = (id: string) =>
  infiniteQueryOptions({
    queryKey: ['history', 'transcript', id],
    queryFn: ({ pageParam, signal }) =>
      http.request('GET /api/history/:id', { params: { id }, query: { after: pageParam, limit: 200 } }, { signal }),
    initialPageParam: 0,
    getNextPageParam: ({ hasLater, events }) => (hasLater ? events.at(-1)?.seq : undefined),
  });

/** The pages of a transcript as one thread, from the beginning on. */
export const threadOf = (pages: readonly Transcript[]): Thread | null => {
  const conversation = pages.at(-1)?.conversation;
  if (!conversation) return null;
  const events = pages.flatMap((page) => page.events);
  return { conversation, events, hasEarlier: false, seq: events.at(-1)?.seq ?? 0 };
};
