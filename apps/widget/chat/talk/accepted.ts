import type { OutboxItem } from '@cskefu/client';
import type { ServerFrame } from '@cskefu/contract';
import type { Accepted } from './talk-state.ts';
import { findThread, type Threads } from './threads.ts';

/** Keeps a message on screen between its acknowledgement, when it leaves the outbox, and its event. */
export const keepAccepted = (
  accepted: readonly Accepted[],
  frame: ServerFrame,
  outbox: readonly OutboxItem[],
): readonly Accepted[] => {
  if (frame.type !== 'ack') return accepted;
  const item = outbox.find(({ id }) => id === frame.id);
  return item ? [...accepted, { item, conversationId: frame.conversationId, seq: frame.seq }] : accepted;
};

/** Without those whose event is on screen now. */
export const dropArrived = (accepted: readonly Accepted[], threads: Threads): readonly Accepted[] => {
  const rest = accepted.filter(({ conversationId, seq }) => (findThread(threads, conversationId)?.seq ?? 0) < seq);
  return rest.length < accepted.length ? rest : accepted;
};
