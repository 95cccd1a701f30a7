import type { ConversationEvent } from '@cskefu/contract';
import type { CommittedEvent, NewEvent } from '../../platform/events/index.ts';

type Payload<T extends ConversationEvent['type']> = Omit<
  Extract<ConversationEvent, { type: T }>,
  'type' | 'conversationId' | 'seq' | 'at'
>;

/** A new event of a conversation's stream; its position comes from the row that was just updated under its lock. */
export function streamEvent<T extends Exclude<ConversationEvent['type'], 'message.created' | 'internal'>>(
  type: T,
  row: { id: string; last_seq: number; skill_group_id: number },
  payload: Payload<T>,
): NewEvent {
  return { type, conversationId: row.id, seq: row.last_seq, orgUnitId: row.skill_group_id, payload };
}

/**
 * What the visitor of a conversation is told of an event: everything but what never leaves the house. The same object where nothing is
 * held back.
 */
export function forVisitor(event: ConversationEvent): ConversationEvent {
  if (event.type === 'conversation.transferred' && event.memo !== null) return { ...event, memo: null };
  const isOfHouse = event.type === 'conversation.answer_mailed';
  const isNote =
    event.type === 'message.created'
      ? event.message.kind === 'note'
      : event.type === 'message.recalled' && event.kind === 'note';
  if (isNote || isOfHouse) {
    const { conversationId, seq, at } = event;
    return { type: 'internal', conversationId, seq, at };
  }
  return event;
}

/** The event as clients get it; null for events that belong to no stream. */
export function toConversationEvent(event: CommittedEvent): ConversationEvent | null {
  if (event.conversationId === undefined || event.seq === undefined) return null;
  return {
    type: event.type,
    conversationId: event.conversationId,
    seq: event.seq,
    at: event.at.toISOString(),
    ...event.payload,
  } as ConversationEvent;
}
