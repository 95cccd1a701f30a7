import type { OutboxItem } from '@cskefu/client';
import type { Author, ConversationEvent, ErrorCode, FileInfo, Message } from '@cskefu/contract';
import type { PendingMessage } from '../../app/realtime/pending.ts';

/** How far a message of ours has come. */
export type Delivery = 'held' | 'waiting' | 'sending' | 'sent' | 'read' | 'failed';

/** A message as the screen shows it, stored or still on its way. */
export interface ShownMessage {
  id: string;
  /** Null until it is stored. */
  seq: number | null;
  at: string;
  author: Author;
  kind: Message['kind'];
  text: string | null;
  replyTo?: number | undefined;
  fileId: string | null;
  file: FileInfo | null;
  error?: ErrorCode;
  refusal?: NonNullable<OutboxItem['refusal']>;
  /** On its way, but not before this moment: it may be taken back. */
  notBefore?: number;
}

/** What happened to the conversation; also a message of which only that it was recalled is left. */
export type NoticeEvent = ConversationEvent;

/** What became of a message as a letter. */
export type Mailed = Pick<Extract<ConversationEvent, { type: 'conversation.answer_mailed' }>, 'state' | 'reason'>;

export interface MessageRow {
  kind: 'message';
  key: string;
  message: ShownMessage;
  /** Milliseconds since 1970. */
  moment: number;
  /** Written by our side. */
  ours: boolean;
  /** First and last of a group of one author. */
  first: boolean;
  last: boolean;
  /** Of our messages only; whether a stored one was read follows from the visitor's mark, see `deliveryOf`. */
  delivery: Exclude<Delivery, 'read'> | null;
  mailed?: Mailed;
}

export type ThreadRow =
  | { kind: 'day'; key: string; at: string }
  | { kind: 'unread'; key: string }
  | { kind: 'notice'; key: string; event: NoticeEvent }
  | MessageRow;

const GROUP_MS = 2 * 60_000;

export const storedRow = (message: Message, moment: number): MessageRow => {
  const ours = message.author.kind !== 'visitor';
  // Nobody outside reads a note; whether what the desk says by itself was read matters to nobody.
  const told = message.kind !== 'note' && message.author.kind !== 'system';
  return {
    kind: 'message',
    key: message.id,
    message: { ...message, fileId: message.file?.id ?? null },
    moment,
    ours,
    first: true,
    last: true,
    delivery: ours && told ? 'sent' : null,
  };
};

export const pendingRow = ({ item, seq }: PendingMessage, me: Author): MessageRow => ({
  kind: 'message',
  key: item.id,
  message: {
    id: item.id,
    seq,
    at: item.createdAt,
    author: me,
    kind: item.message.kind,
    text: item.message.text ?? null,
    replyTo: item.message.replyTo,
    ...(item.notBefore !== undefined && { notBefore: item.notBefore }),
    fileId: 'fileId' in item.message ? item.message.fileId : null,
    file: null,
    ...(item.error && { error: item.error }),
    ...(item.refusal && { refusal: item.refusal }),
  },
  moment: Date.parse(item.createdAt),
  ours: true,
  first: true,
  last: true,
  delivery:
    seq === null
      ? item.state === 'waiting' && item.notBefore
        ? 'held'
        : item.state
      : item.message.kind === 'note'
        ? null
        : 'sent',
});

/** How far the message of a row has come, given what the visitor has read. */
export const deliveryOf = ({ delivery, message }: MessageRow, readUpTo: number): Delivery | null =>
  delivery === 'sent' && message.seq !== null && message.seq <= readUpTo ? 'read' : delivery;

const sameAuthor = (one: Author, other: Author) => one.kind === other.kind && one.id === other.id;

/** Adds a message to the rows; it joins the one before it, if both are of one author and close in time. */
export const addMessage = (rows: ThreadRow[], row: MessageRow) => {
  const before = rows.at(-1);
  const joins =
    before?.kind === 'message' &&
    sameAuthor(before.message.author, row.message.author) &&
    (before.message.kind === 'note') === (row.message.kind === 'note') &&
    row.moment - before.moment <= GROUP_MS;
  if (joins) rows[rows.length - 1] = { ...before, last: false };
  rows.push(joins ? { ...row, first: false } : row);
};
