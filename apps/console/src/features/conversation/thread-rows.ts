import type { Thread } from '@cskefu/client';
import type { Author, ConversationEvent, ErrorCode, FileInfo, Message, ReadMarks } from '@cskefu/contract';
import type { PendingMessage } from '../../app/realtime/pending.ts';
import { daysBetween } from '../../lib/moment.ts';

/** How far a message of ours has come. */
export type Delivery = 'waiting' | 'sending' | 'sent' | 'read' | 'failed';

/** A message as the screen shows it, stored or still on its way. */
export interface ShownMessage {
  id: string;
  at: string;
  author: Author;
  kind: Message['kind'];
  text: string | null;
  fileId: string | null;
  file: FileInfo | null;
  error?: ErrorCode;
}

export type NoticeEvent = Exclude<ConversationEvent, { type: 'message.created' }>;

export type ThreadRow =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | { kind: 'notice'; key: string; event: NoticeEvent }
  | {
      kind: 'message';
      key: string;
      message: ShownMessage;
      /** Written by our side. */
      ours: boolean;
      /** First and last of a group of one author. */
      first: boolean;
      last: boolean;
      /** Of our messages only. */
      delivery: Delivery | null;
    };

type MessageRow = Extract<ThreadRow, { kind: 'message' }>;

interface Context {
  me: Author;
  /** Messages of the visitor after this position were new when the thread was opened; null when none was. */
  unreadAfter: number | null;
}

const GROUP_MS = 2 * 60_000;

/** Events that say nothing to a reader beside the one that follows them. */
const isSilent = (event: ConversationEvent) => event.type === 'conversation.waiting' && event.reason === 'opened';

const deliveryOf = ({ author, seq }: Message, reads: ReadMarks): Delivery | null => {
  if (author.kind === 'visitor') return null;
  return seq <= reads.visitor ? 'read' : 'sent';
};

const storedRow = (message: Message, reads: ReadMarks): MessageRow => ({
  kind: 'message',
  key: message.id,
  message: { ...message, fileId: message.file?.id ?? null },
  ours: message.author.kind !== 'visitor',
  first: true,
  last: true,
  delivery: deliveryOf(message, reads),
});

const pendingRow = ({ item, seq }: PendingMessage, me: Author): MessageRow => ({
  kind: 'message',
  key: item.id,
  message: {
    id: item.id,
    at: item.createdAt,
    author: me,
    kind: item.message.kind,
    text: item.message.text ?? null,
    fileId: item.message.kind === 'text' ? null : item.message.fileId,
    file: null,
    ...(item.error && { error: item.error }),
  },
  ours: true,
  first: true,
  last: true,
  delivery: seq === null ? item.state : 'sent',
});

const sameAuthor = (one: Author, other: Author) => one.kind === other.kind && one.id === other.id;

const belongTogether = (earlier: MessageRow, later: MessageRow) =>
  sameAuthor(earlier.message.author, later.message.author) &&
  Date.parse(later.message.at) - Date.parse(earlier.message.at) <= GROUP_MS;

/** Joins a message with the one before it, if both are of one author and close in time. */
const join = (rows: ThreadRow[], row: MessageRow): MessageRow => {
  const before = rows.at(-1);
  if (before?.kind !== 'message' || !belongTogether(before, row)) return row;
  rows[rows.length - 1] = { ...before, last: false };
  return { ...row, first: false };
};

const startsDay = (before: string | null, at: string, isBeginning: boolean) =>
  before === null ? isBeginning : daysBetween(Date.parse(before), Date.parse(at)) !== 0;

/**
 * Everything that a thread shows, in order. Keys stay the same when older pages are put before: the day of the first row is
 * told only at the very beginning, because until then it may have begun further up.
 */
export const threadRows = (
  thread: Thread,
  pending: readonly PendingMessage[],
  { me, unreadAfter }: Context,
): ThreadRow[] => {
  const rows: ThreadRow[] = [];
  const stored = new Set<string>();
  const { reads } = thread.conversation;
  let before: string | null = null;
  let unreadShown = unreadAfter === null;

  const separate = (key: string, at: string) => {
    if (startsDay(before, at, !thread.hasEarlier)) rows.push({ kind: 'day', key: `day-${key}`, at });
    before = at;
  };

  for (const event of thread.events) {
    if (isSilent(event)) continue;
    const key = event.type === 'message.created' ? event.message.id : `event-${event.seq}`;
    separate(key, event.at);
    if (event.type !== 'message.created') {
      rows.push({ kind: 'notice', key, event });
      continue;
    }
    const { message } = event;
    stored.add(message.id);
    if (!unreadShown && message.author.kind === 'visitor' && event.seq > (unreadAfter ?? 0)) {
      rows.push({ kind: 'unread', key: 'unread' });
      unreadShown = true;
    }
    rows.push(join(rows, storedRow(message, reads)));
  }
  for (const waiting of pending) {
    if (stored.has(waiting.item.id)) continue;
    separate(waiting.item.id, waiting.item.createdAt);
    rows.push(join(rows, pendingRow(waiting, me)));
  }
  return rows;
};
