import type { Inbox } from '@cskefu/client';
import type { Conversation } from '@cskefu/contract';

/**
 * Something that may want a person's attention: new words of a visitor, a conversation that has begun to wait, or one that came into one's
 * hands from somebody else's, or back after it was put aside; also one that was offered to somebody who has not taken it.
 */
export interface Arrival {
  kind: 'message' | 'waiting' | 'handed' | 'woken' | 'notTaken';
  conversation: Conversation;
}

const arrivalOf = (before: Conversation | undefined, after: Conversation): Arrival | null => {
  if (after.state === 'waiting' && before?.state !== 'waiting') return { kind: 'waiting', conversation: after };
  if (after.state !== 'active') return null;
  if (before?.transferOffer && !after.transferOffer && after.agent?.id === before.agent?.id)
    return { kind: 'notTaken', conversation: after };
  if (before?.snooze && !after.snooze && after.unread === before.unread) return { kind: 'woken', conversation: after };
  if (!before && after.unread === 0) return { kind: 'handed', conversation: after };
  if (after.unread === 0) return null;
  const isNew = !before || after.unread > before.unread || before.state !== 'active';
  return isNew ? { kind: 'message', conversation: after } : null;
};

/** What is new between two states of the inbox. */
export const arrivalsBetween = (before: Inbox, after: Inbox): Arrival[] =>
  Object.values(after.rows).flatMap((row) => {
    const held = before.rows[row.id];
    const arrival = held === row ? null : arrivalOf(held, row);
    return arrival ? [arrival] : [];
  });

export const createArrivals = () => {
  const listeners = new Set<(arrival: Arrival) => void>();
  return {
    compare: (before: Inbox, after: Inbox) => {
      for (const arrival of arrivalsBetween(before, after)) for (const listener of listeners) listener(arrival);
    },
    on: (listener: (arrival: Arrival) => void) => {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
  };
};
