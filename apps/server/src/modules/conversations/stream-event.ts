import type { ConversationEvent } from '@cskefu/contract';
import { sql } from 'kysely';
import type { CommittedEvent, NewEvent } from '../../platform/events/index.ts';

type Payload<T extends ConversationEvent['type']> = Omit<
  Extract<ConversationEvent, { type: T }>,
  'type' | 'conversationId' | 'seq' | 'at'
>;

/** Set in the row of a conversation it gives so many numbers of the stream, and with them the place in the log that events under them have. */
export const nextInStream = (count = 1) => ({
  last_seq: sql<number>`last_seq + ${count}`,
  last_transaction_id: sql<string>`greatest(last_transaction_id, pg_current_xact_id())`,
});

/** A new event of a conversation's stream; its position comes from the row that was just updated under its lock. */
export function streamEvent<T extends Exclude<ConversationEvent['type'], 'message.created' | 'internal'>>(
  type: T,
  row: { id: string; last_seq: number; skill_group_id: number },
  payload: Payload<T>,
): NewEvent {
  return { type, conversationId: row.id, seq: row.last_seq, orgUnitId: row.skill_group_id, payload };
}

const INSIDE: ReadonlySet<ConversationEvent['type']> = new Set([
  'conversation.answer_mailed',
  'conversation.transfer_offered',
  'conversation.transfer_declined',
  'conversation.snoozed',
  'conversation.woken',
  'conversation.tagged',
  'conversation.wrapped_up',
  'conversation.followed_up',
]);

/**
 * What the visitor of a conversation is told of an event: everything but what never leaves the house. The same object where nothing is
 * held back.
 */
export function forVisitor(event: ConversationEvent): ConversationEvent {
  if (event.type === 'conversation.transferred' && (event.memo !== null || event.by)) {
    const { by: _by, ...rest } = event;
    return { ...rest, memo: null };
  }
  const isNote =
    event.type === 'message.created'
      ? event.message.kind === 'note'
      : event.type === 'message.recalled' && event.kind === 'note';
  if (isNote || INSIDE.has(event.type) || isQueueWork(event)) {
    const { conversationId, seq, at } = event;
    return { type: 'internal', conversationId, seq, at };
  }
  return event;
}

/** Where somebody waits is the business of those who arrange the queue. */
const isQueueWork = (event: ConversationEvent) =>
  event.type === 'conversation.moved' ||
  event.type === 'conversation.prioritized' ||
  (event.type === 'conversation.waiting' && (event.reason === 'moved' || event.reason === 'overflow'));

/** The event as clients get it; null for events that belong to no stream. */
export function toConversationEvent(event: CommittedEvent): ConversationEvent | null {
  if (event.conversationId === undefined || event.seq === undefined) return null;
  return {
    type: event.type,
    conversationId: event.conversationId,
    seq: event.seq,
    at: event.at.toISOString(),
    ...event.payload,
    ...event.announced,
  } as ConversationEvent;
}
