import type { Thread } from '@cskefu/client';
import type { Author, ConversationEvent, Message } from '@cskefu/contract';
import type { PendingMessage } from '../../app/realtime/pending.ts';
import { addMessage, pendingRow, storedRow, type ThreadRow } from './thread-row.ts';

interface Context {
  me: Author;
  /** Messages of the visitor after this position were new when the thread was opened; null when none was. */
  unreadAfter: number | null;
}

/** The rows of a stretch of events, and what is needed to go on from its end. */
interface Built {
  events: readonly ConversationEvent[];
  hasEarlier: boolean;
  unreadAfter: number | null;
  rows: ThreadRow[];
  messageIds: Set<string>;
  /** The day of the last row lasts until this moment; null before the first row. */
  dayEnd: number | null;
  unreadShown: boolean;
}

type LetterEvent = Extract<ConversationEvent, { type: 'conversation.answer_mailed' }>;

/** Events that say nothing to a reader beside the one that follows them. */
const isSilent = (event: ConversationEvent) =>
  (event.type === 'conversation.waiting' && event.reason === 'opened') ||
  event.type === 'message.recalled' ||
  event.type === 'internal';

/** Of a recalled message only a quiet line is left. */
const isRecalled = ({ kind, text }: Message) => kind === 'recalled' || (kind === 'note' && text === null);

const endOfDay = (moment: number) => new Date(moment).setHours(24, 0, 0, 0);

/** The first row tells its day only at the very beginning: until then its day may have begun further up. */
const separateDays = (built: Built, key: string, at: string, moment: number) => {
  if (built.dayEnd !== null && moment < built.dayEnd) return;
  if (built.dayEnd !== null || !built.hasEarlier) built.rows.push({ kind: 'day', key: `day-${key}`, at });
  built.dayEnd = endOfDay(moment);
};

/** Told under the messages that the letter holds, not as a line of its own. */
const markMailed = (built: Built, { messageSeqs, state, reason }: LetterEvent) => {
  built.rows = built.rows.map((row) =>
    row.kind === 'message' && row.message.seq !== null && messageSeqs.includes(row.message.seq)
      ? { ...row, mailed: { state, reason } }
      : row,
  );
};

const addEvent = (built: Built, event: ConversationEvent) => {
  if (event.type === 'conversation.answer_mailed') {
    markMailed(built, event);
    return;
  }
  if (isSilent(event)) return;
  const moment = Date.parse(event.at);
  if (event.type !== 'message.created' || isRecalled(event.message)) {
    const key = `event-${event.seq}`;
    separateDays(built, key, event.at, moment);
    if (event.type === 'message.created') built.messageIds.add(event.message.id);
    built.rows.push({ kind: 'notice', key, event });
    return;
  }
  const { message } = event;
  separateDays(built, message.id, event.at, moment);
  built.messageIds.add(message.id);
  if (!built.unreadShown && message.author.kind === 'visitor' && event.seq > (built.unreadAfter ?? 0)) {
    built.rows.push({ kind: 'unread', key: 'unread' });
    built.unreadShown = true;
  }
  addMessage(built.rows, storedRow(message, moment));
};

/** Whether the thread is what was built, with new events at its end. */
const goesOn = (built: Built, { events, hasEarlier }: Thread, unreadAfter: number | null) =>
  built.hasEarlier === hasEarlier &&
  built.unreadAfter === unreadAfter &&
  built.events.length <= events.length &&
  !events.slice(built.events.length).some(({ type }) => type === 'message.recalled') &&
  built.events[0] === events[0] &&
  built.events.at(-1) === events[built.events.length - 1];

const begin = ({ hasEarlier }: Thread, unreadAfter: number | null): Built => ({
  events: [],
  hasEarlier,
  unreadAfter,
  rows: [],
  messageIds: new Set(),
  dayEnd: null,
  unreadShown: unreadAfter === null,
});

/**
 * Makes the rows of one thread, and remembers them: a thread of ten thousand messages gets a new one without going through
 * all of it again. Keys stay the same when older pages are put before.
 */
export const createThreadRows = () => {
  let last: Built | null = null;

  const build = (thread: Thread, unreadAfter: number | null): Built => {
    const built = last && goesOn(last, thread, unreadAfter) ? last : begin(thread, unreadAfter);
    for (let at = built.events.length; at < thread.events.length; at++) {
      const event = thread.events[at];
      if (event) addEvent(built, event);
    }
    built.events = thread.events;
    last = built;
    return built;
  };

  return (thread: Thread, pending: readonly PendingMessage[], { me, unreadAfter }: Context): ThreadRow[] => {
    const built = build(thread, unreadAfter);
    const shown = { ...built, rows: [...built.rows] };
    for (const message of pending) {
      if (shown.messageIds.has(message.item.id)) continue;
      const row = pendingRow(message, me);
      separateDays(shown, row.key, row.message.at, row.moment);
      addMessage(shown.rows, row);
    }
    return shown.rows;
  };
};
