import {
  applyEventToInbox,
  applyInboxFrame,
  applyInboxPage,
  emptyInbox,
  type Inbox,
  type InboxFrame,
  type Me,
} from '@cskefu/client';
import type { Conversation, ConversationEvent, InboxView } from '@cskefu/contract';
import { type QueryClient, queryOptions } from '@tanstack/react-query';
import { http } from '../http.ts';
import { inboxKey } from './keys.ts';

/** The rows of all lists together, and how far each list was fetched. */
export interface InboxData {
  inbox: Inbox;
  /** Absent: never fetched. Null: there is no more. */
  next: Partial<Record<InboxView, string | null>>;
}

export interface InboxCache {
  applyFrame: (frame: InboxFrame) => void;
  applyEvent: (event: ConversationEvent) => void;
  /** A whole row that an act of ours was answered with. */
  put: (row: Conversation) => void;
  loadMore: (view: InboxView) => Promise<void>;
  refetch: () => void;
  query: ReturnType<typeof inboxQuery>;
}

interface Options {
  queryClient: QueryClient;
  me: Me;
  onChange: (before: Inbox, after: Inbox) => void;
}

const PAGE = 50;
const firstViews: InboxView[] = ['mine', 'waiting'];

const fetchPage = (view: InboxView, cursor?: string) =>
  http.request('GET /api/conversations', { query: { view, limit: PAGE, ...(cursor && { cursor }) } });

const inboxQuery = (fetchInbox: () => Promise<InboxData>) =>
  queryOptions({
    queryKey: inboxKey,
    queryFn: fetchInbox,
    staleTime: Number.POSITIVE_INFINITY,
    structuralSharing: false,
  });

export const createInboxCache = ({ queryClient, me, onChange }: Options): InboxCache => {
  /** Frames that came while a page was on its way; the page may not know of them yet. */
  const recordings = new Set<InboxFrame[]>();

  const recording = async <T>(fetch: () => Promise<T>): Promise<{ answer: T; since: InboxFrame[] }> => {
    const since: InboxFrame[] = [];
    recordings.add(since);
    try {
      return { answer: await fetch(), since };
    } finally {
      recordings.delete(since);
    }
  };

  const current = () => queryClient.getQueryData<InboxData>(inboxKey);

  const change = (apply: (inbox: Inbox) => Inbox) => {
    const data = current();
    if (!data) return;
    const inbox = apply(data.inbox);
    if (inbox === data.inbox) return;
    queryClient.setQueryData<InboxData>(inboxKey, { ...data, inbox });
    onChange(data.inbox, inbox);
  };

  let connection = 0;
  const refetch = () => {
    connection += 1;
    void queryClient.invalidateQueries({ queryKey: inboxKey });
  };

  const fetchInbox = async (): Promise<InboxData> => {
    const startedOn = connection;
    const known = Object.keys(current()?.next ?? {}) as InboxView[];
    const views = [...new Set([...firstViews, ...known])];
    const { answer, since } = await recording(() => Promise.all(views.map((view) => fetchPage(view))));
    const inbox = answer.reduce((state, page) => applyInboxPage(state, page, [], me), emptyInbox);
    // A change between this answer and the start of the connection would have been told to nobody.
    if (startedOn !== connection) setTimeout(refetch);
    const next = Object.fromEntries(views.map((view, at) => [view, answer[at]?.nextCursor ?? null]));
    return { inbox: since.reduce((state, frame) => applyInboxFrame(state, frame, me), inbox), next };
  };

  const loadMore = async (view: InboxView) => {
    const cursor = current()?.next[view] ?? undefined;
    const { answer, since } = await recording(() => fetchPage(view, cursor));
    const data = current();
    if (!data || (data.next[view] ?? undefined) !== cursor) return;
    queryClient.setQueryData<InboxData>(inboxKey, {
      inbox: applyInboxPage(data.inbox, answer, since, me),
      next: { ...data.next, [view]: answer.nextCursor },
    });
  };

  const frameOf = (rows: Conversation[]): InboxFrame => ({ type: 'inbox', rows, patches: [], removed: [] });

  return {
    applyFrame: (frame) => {
      for (const since of recordings) since.push(frame);
      change((inbox) => applyInboxFrame(inbox, frame, me));
    },
    applyEvent: (event) => change((inbox) => applyEventToInbox(inbox, event, me)),
    put: (row) => change((inbox) => applyInboxFrame(inbox, frameOf([row]), me)),
    loadMore,
    refetch,
    query: inboxQuery(fetchInbox),
  };
};
