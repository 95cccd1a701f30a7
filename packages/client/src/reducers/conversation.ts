import type { Conversation, ConversationEvent, Message } from '@cskefu/contract';

/** Characters of a message that a list shows. */
const EXCERPT_LENGTH = 100;

const NOTHING_PENDING = { snooze: undefined, transferOffer: undefined };

/** What a conversation is known by before its first event; for visitors it comes from their session. */
export type ConversationSeed = Pick<Conversation, 'id' | 'channel' | 'skillGroup' | 'visitor'>;

/** A conversation of which nothing has happened yet. */
export function conversationBeforeEvents(seed: ConversationSeed): Conversation {
  return {
    ...seed,
    state: 'waiting',
    origin: 'visitor',
    agent: null,
    createdAt: '',
    waitingSince: null,
    assignedAt: null,
    closedAt: null,
    closeReason: null,
    satisfaction: null,
    satisfactionRequestedAt: null,
    tags: [],
    wrappedUpAt: null,
    seq: 0,
    reads: { visitor: 0, agent: 0 },
    unread: 0,
    lastMessage: null,
  };
}

/**
 * The head or list row after this event. Only the very next event counts: a repetition changes nothing, and after a hole the
 * row waits for a whole one from the server rather than guess.
 */
export function applyEventToConversation(conversation: Conversation, event: ConversationEvent): Conversation {
  const isNext = event.conversationId === conversation.id && event.seq === conversation.seq + 1;
  return isNext ? { ...conversation, ...changes(conversation, event), seq: event.seq } : conversation;
}

function changes(conversation: Conversation, event: ConversationEvent): Partial<Conversation> {
  const { at } = event;
  switch (event.type) {
    case 'conversation.created':
      return { origin: event.origin, createdAt: at };
    case 'conversation.message_left':
      return { origin: 'left_message' };
    case 'conversation.waiting':
      return { state: 'waiting', waitingSince: event.since, assignedAt: null, agent: null, ...NOTHING_PENDING };
    case 'conversation.assigned':
      return { state: 'active', agent: event.agent, assignedAt: at, waitingSince: null, ...NOTHING_PENDING };
    case 'conversation.transfer_offered':
      return { transferOffer: { id: event.offerId, to: event.to, expiresAt: event.expiresAt } };
    case 'conversation.transfer_declined':
      return { transferOffer: undefined };
    case 'conversation.transferred':
    case 'conversation.moved':
      return { skillGroup: event.skillGroup };
    case 'conversation.closed':
      return { state: 'closed', closedAt: at, closeReason: event.reason, waitingSince: null, ...NOTHING_PENDING };
    case 'conversation.satisfaction_requested':
      return { satisfactionRequestedAt: at };
    case 'conversation.rated':
      return { satisfaction: { level: event.level, reasons: event.reasons, comment: event.comment, at } };
    case 'conversation.tagged':
      return { tags: event.tags };
    case 'conversation.wrapped_up':
      return { wrappedUpAt: at };
    case 'conversation.snoozed':
      return { snooze: { until: event.until, reason: event.reason } };
    case 'conversation.woken':
      return { snooze: undefined };
    case 'message.created':
      return messageChanges(conversation, event.message);
    case 'message.recalled':
      if (!event.last || !conversation.lastMessage) return {};
      return { lastMessage: { ...conversation.lastMessage, kind: 'recalled', text: null } };
    default:
      return {};
  }
}

/** The first characters, never half of one: an emoji is two units of a JavaScript string. */
function excerpt(text: string | undefined): string | null {
  return text === undefined
    ? null
    : Array.from(text.slice(0, 2 * EXCERPT_LENGTH))
        .slice(0, EXCERPT_LENGTH)
        .join('');
}

/** Who writes has read what came before. What the desk says by itself is nobody's last word. */
function messageChanges({ reads, unread }: Conversation, message: Message): Partial<Conversation> {
  const { kind, text, file, at, seq, author } = message;
  if (kind === 'note' || author.kind === 'system') return {};
  const lastMessage = {
    kind,
    text: excerpt(text || file?.name),
    authorKind: author.kind,
    at,
  };
  if (author.kind === 'visitor') {
    const unreadNow = unread + (seq > reads.agent ? 1 : 0);
    return { lastMessage, reads: forward(reads, 'visitor', seq), unread: unreadNow, snooze: undefined };
  }
  if (author.kind === 'agent') return { lastMessage, reads: forward(reads, 'agent', seq), unread: 0 };
  return { lastMessage };
}

/** Read marks only move forward; the same object when nothing moves. */
export function forward(
  reads: Conversation['reads'],
  by: keyof Conversation['reads'],
  seq: number,
): Conversation['reads'] {
  return seq > reads[by] ? { ...reads, [by]: seq } : reads;
}
