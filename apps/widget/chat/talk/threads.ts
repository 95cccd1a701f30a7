import {
  applyEvent,
  applyFrameToThread,
  applyRead,
  type ConversationSeed,
  emptyThread,
  needsCatchUp,
  type OutgoingFrame,
  type Thread,
} from '@cskefu/client';
import type { ServerFrame } from '@cskefu/contract';

/** The conversations on screen, oldest first. The last one is the one that is open, or was last. */
export type Threads = readonly Thread[];

export const findThread = (threads: Threads, id: string): Thread | undefined =>
  threads.find((thread) => thread.conversation.id === id);

/** Puts a thread in the place of the one it follows, or behind all others. */
export const putThread = (threads: Threads, thread: Thread): Threads =>
  findThread(threads, thread.conversation.id)
    ? threads.map((held) => (held.conversation.id === thread.conversation.id ? thread : held))
    : [...threads, thread];

type Seed = (conversationId: string) => ConversationSeed;

/** The threads after a frame; a conversation that begins, here or on another device, becomes the last one. */
export const applyFrame = (threads: Threads, frame: ServerFrame, seed: Seed): Threads => {
  if (frame.type === 'event' && frame.event.seq === 1 && !findThread(threads, frame.event.conversationId))
    return [...threads, applyEvent(emptyThread(seed(frame.event.conversationId)), frame.event)];
  const next = threads.map((thread) => applyFrameToThread(thread, frame));
  return next.some((thread, index) => thread !== threads[index]) ? next : threads;
};

/** The visitor has seen everything up to `seq`. */
export const markRead = (threads: Threads, conversationId: string, seq: number): Threads => {
  const thread = findThread(threads, conversationId);
  return thread ? putThread(threads, applyRead(thread, { by: 'visitor', seq })) : threads;
};

/** A frame that says what the server should send again: what a hole swallowed, or read marks that it never got. */
export const findRequest = (threads: Threads, frame: ServerFrame): OutgoingFrame | null => {
  if (frame.type === 'event') {
    const thread = findThread(threads, frame.event.conversationId);
    if (!thread || !needsCatchUp(thread, frame.event)) return null;
    return { type: 'subscribe', conversationId: thread.conversation.id, after: thread.seq };
  }
  if (frame.type !== 'subscribed') return null;
  const seq = findThread(threads, frame.conversationId)?.conversation.reads.visitor ?? 0;
  return seq > frame.reads.visitor ? { type: 'read', conversationId: frame.conversationId, seq } : null;
};

/** The conversation of which a snapshot must be fetched: too much was missed, or it is not known here at all. */
export const findMissing = (threads: Threads, frame: ServerFrame): string | null => {
  if (frame.type === 'reset') return frame.conversationId;
  if (frame.type !== 'event' || frame.event.seq === 1) return null;
  return findThread(threads, frame.event.conversationId) ? null : frame.event.conversationId;
};
