import type { Conversation, ConversationEvent, EventPage, ServerFrame } from '@cskefu/contract';
import { applyEventToConversation, type ConversationSeed, conversationBeforeEvents, forward } from './conversation.ts';

/** A contiguous stretch of one conversation's stream, up to the newest event known, and the head that goes with it. */
export interface Thread {
  readonly conversation: Conversation;
  /** Ascending by `seq`, without holes; events of types not known here are among them. */
  readonly events: readonly ConversationEvent[];
  /** There are events before the first one. */
  readonly hasEarlier: boolean;
  /** Of the last event applied: subscribe and resume after it. */
  readonly seq: number;
}

/**
 * The start: the head and its newest page. They may have been fetched one after the other, in any order: the newer one
 * completes the other. A page that lies wholly beyond the head is left out, and comes again by subscribing.
 */
export function threadFromSnapshot(conversation: Conversation, { events, hasEarlier }: EventPage): Thread {
  const { seq } = conversation;
  const first = events[0]?.seq ?? (hasEarlier ? Infinity : 1);
  if (first > seq + 1) return { conversation, events: [], hasEarlier: seq > 0, seq };
  return {
    conversation: events.reduce(applyEventToConversation, conversation),
    events,
    hasEarlier,
    seq: first - 1 + events.length,
  };
}

/** The start of a conversation that has just begun, before its first event: what follows comes by `applyEvent`. */
export function emptyThread(seed: ConversationSeed): Thread {
  return { conversation: conversationBeforeEvents(seed), events: [], hasEarlier: false, seq: 0 };
}

/** The thread after this event; the same object if it is a repetition, comes after a hole, or belongs elsewhere. */
export function applyEvent(thread: Thread, event: ConversationEvent): Thread {
  return applyEvents(thread, [event]);
}

/** The same for several events, in ascending order, as a page after `thread.seq` has them. */
export function applyEvents(thread: Thread, events: readonly ConversationEvent[]): Thread {
  let { conversation, seq } = thread;
  const fresh: ConversationEvent[] = [];
  for (const event of events) {
    if (event.conversationId !== conversation.id || event.seq !== seq + 1) continue;
    conversation = applyEventToConversation(conversation, event);
    seq = event.seq;
    fresh.push(event);
  }
  if (fresh.length === 0) return thread;
  return withUnread({ ...thread, conversation, seq, events: fresh.reduce(forget, [...thread.events, ...fresh]) });
}

/** After a recall nothing is left of what was said. */
function forget(events: readonly ConversationEvent[], told: ConversationEvent): readonly ConversationEvent[] {
  if (told.type !== 'message.recalled') return events;
  return events.map((event) => {
    if (event.type !== 'message.created' || event.seq !== told.messageSeq) return event;
    return { ...event, message: { ...event.message, kind: told.kind, text: null, file: null } };
  });
}

/** Events are missing between the thread and this one: subscribe again after `thread.seq`. */
export function needsCatchUp(thread: Thread, event: ConversationEvent): boolean {
  return event.conversationId === thread.conversation.id && event.seq > thread.seq + 1;
}

/** The thread with the page before its first event; the same object if the page does not reach it or brings nothing. */
export function prependPage(thread: Thread, page: EventPage): Thread {
  const start = thread.events[0]?.seq ?? thread.seq + 1;
  const earlier = page.events.filter((event) => event.seq < start);
  const end = earlier.at(-1)?.seq;
  if (end === start - 1) {
    // The page may be older than what is known by now.
    const events = thread.events.reduce(forget, [...earlier, ...thread.events]);
    return withUnread({ ...thread, events, hasEarlier: page.hasEarlier });
  }
  const nothingBefore = page.events.length === 0 && !page.hasEarlier && thread.hasEarlier;
  return nothingBefore ? { ...thread, hasEarlier: false } : thread;
}

/** One side has read up to `seq`; the same object if that was known. */
export function applyRead(thread: Thread, { by, seq }: { by: 'visitor' | 'agent'; seq: number }): Thread {
  const { conversation } = thread;
  const reads = forward(conversation.reads, by, seq);
  return reads === conversation.reads ? thread : withUnread({ ...thread, conversation: { ...conversation, reads } });
}

/**
 * Counts the visitor's messages after the agent's mark. Where the events held do not reach back to the mark, or not up to the
 * head, the count stays as it is.
 */
function withUnread(thread: Thread): Thread {
  const { conversation, events, seq } = thread;
  const mark = conversation.reads.agent;
  const first = events[0]?.seq ?? seq + 1;
  if (mark < conversation.seq && (seq < conversation.seq || first > mark + 1)) return thread;
  let unread = 0;
  for (let index = events.length - 1; (events[index]?.seq ?? 0) > mark; index--) {
    if (isFromVisitor(events[index])) unread++;
  }
  return unread === conversation.unread ? thread : { ...thread, conversation: { ...conversation, unread } };
}

const isFromVisitor = (event: ConversationEvent | undefined): boolean =>
  event?.type === 'message.created' && event.message.author.kind === 'visitor';

/** The thread after a frame of the server: `event`, `read` and `subscribed` concern it, all others change nothing. */
export function applyFrameToThread(thread: Thread, frame: ServerFrame): Thread {
  if (frame.type === 'event') return applyEvent(thread, frame.event);
  if (frame.type !== 'read' && frame.type !== 'subscribed') return thread;
  if (frame.conversationId !== thread.conversation.id) return thread;
  if (frame.type === 'read') return applyRead(thread, frame);
  const agentRead = applyRead(thread, { by: 'agent', seq: frame.reads.agent });
  return applyRead(agentRead, { by: 'visitor', seq: frame.reads.visitor });
}
