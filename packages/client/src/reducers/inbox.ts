import type {
  Conversation,
  ConversationEvent,
  InboxCounts,
  InboxPatch,
  InboxView,
  ServerFrame,
} from '@cskefu/contract';
import { applyEventToConversation, forward } from './conversation.ts';

/** The conversations of an account's lists, by id. Which list a row is in follows from the row: see `viewOf`. */
export interface Inbox {
  readonly rows: Readonly<Record<string, Conversation>>;
  /** As the server counts: lists may hold more rows than were fetched. */
  readonly counts: InboxCounts;
}

/** Whose inbox it is. */
export interface Me {
  accountId: string;
}

export type InboxFrame = Extract<ServerFrame, { type: 'inbox' }>;

/** What `GET /api/conversations` answers, as far as it is used here. */
export interface InboxPage {
  items: readonly Conversation[];
  counts: InboxCounts;
}

export const emptyInbox: Inbox = { rows: {}, counts: { mine: 0, snoozed: 0, waiting: 0 } };

/** The list a row stands in; null for those that are none of mine. */
export function viewOf(row: Conversation, me: Me): InboxView | null {
  if (row.state === 'waiting') return 'waiting';
  if (row.agent?.id !== me.accountId || row.state === 'bot') return null;
  if (row.state === 'closed') return 'closed';
  return row.snooze ? 'snoozed' : 'mine';
}

/** The inbox after a change of the server. */
export function applyInboxFrame(inbox: Inbox, frame: InboxFrame, me: Me): Inbox {
  const rows = { ...inbox.rows };
  for (const row of frame.rows) place(rows, merge(rows[row.id], row), me);
  for (const patch of frame.patches) {
    const held = rows[patch.id];
    if (held) place(rows, mergePatch(held, patch), me);
  }
  for (const id of frame.removed) delete rows[id];
  return { rows, counts: frame.counts ?? inbox.counts };
}

/**
 * Puts a fetched page in. `since` are the frames that came, in order, after the request had gone out: they are newer than
 * the page, and are applied after it. After each `welcome` begin with `emptyInbox` and the first page of each list.
 */
export function applyInboxPage(inbox: Inbox, page: InboxPage, since: readonly InboxFrame[], me: Me): Inbox {
  const rows = { ...inbox.rows };
  for (const row of page.items) place(rows, merge(rows[row.id], row), me);
  const start: Inbox = { rows, counts: page.counts };
  return since.reduce((state, frame) => applyInboxFrame(state, frame, me), start);
}

/** An event of a followed conversation reaches its row at once; the same object if it changes nothing. */
export function applyEventToInbox(inbox: Inbox, event: ConversationEvent, me: Me): Inbox {
  const held = inbox.rows[event.conversationId];
  const row = held && applyEventToConversation(held, event);
  if (!row || row === held) return inbox;
  const rows = { ...inbox.rows };
  place(rows, row, me);
  return { ...inbox, rows };
}

/** The rows of one list, sorted as the server sorts. */
export function inboxView(inbox: Inbox, view: InboxView, me: Me): Conversation[] {
  const rows = Object.values(inbox.rows).filter((row) => viewOf(row, me) === view);
  const direction = view === 'waiting' || view === 'snoozed' ? 1 : -1;
  return rows.sort((a, b) => direction * (compare(sortKey(a), sortKey(b)) || compare(a.id, b.id)));
}

/** `waiting` since when, `snoozed` until when, `closed` when, else the newest word. */
function sortKey(row: Conversation): string {
  if (row.state === 'waiting') return row.waitingSince ?? row.createdAt;
  if (row.state === 'closed') return row.closedAt ?? row.createdAt;
  return row.snooze?.until ?? row.lastMessage?.at ?? row.assignedAt ?? row.createdAt;
}

const compare = (a: string, b: string): number => (a === b ? 0 : a < b ? -1 : 1);

function place(rows: Record<string, Conversation>, row: Conversation, me: Me): void {
  if (viewOf(row, me)) rows[row.id] = row;
  else delete rows[row.id];
}

/** What is older than the row changes nothing; with the same `seq` it may. */
function merge(held: Conversation | undefined, row: Conversation): Conversation {
  if (!held) return row;
  return row.seq < held.seq ? held : { ...row, ...mergeMarks(held, row) };
}

function mergePatch(held: Conversation, patch: InboxPatch): Conversation {
  if (patch.seq < held.seq) return held;
  const { lastMessage = held.lastMessage } = patch;
  return { ...held, seq: patch.seq, lastMessage, ...mergeMarks(held, patch) };
}

/** Read marks have no number of their own: of two with the same `seq` the further one is the newer, and its count with it. */
function mergeMarks(held: Conversation, news: InboxPatch): Pick<Conversation, 'reads' | 'unread'> {
  const { visitor, agent } = news.reads ?? held.reads;
  const reads = forward(forward(held.reads, 'visitor', visitor), 'agent', agent);
  const isStale = news.seq === held.seq && agent < held.reads.agent;
  return { reads, unread: isStale ? held.unread : (news.unread ?? held.unread) };
}
