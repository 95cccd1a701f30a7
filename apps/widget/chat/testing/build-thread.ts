import { emptyThread, type Thread, threadFromSnapshot } from '@cskefu/client';
import type { Conversation, ConversationEvent, Message } from '@cskefu/contract';

const START = Date.parse('2026-11-23T01:00:00.000Z');

/** The n-th second of the test. */
export const at = (second: number): string => new Date(START + second * 1_000).toISOString();

export const buildMessage = (change: Partial<Message> = {}): Message => ({
  id: `message-${change.seq ?? 1}`,
  conversationId: 'c1',
  seq: 1,
  at: at(change.seq ?? 1),
  author: { kind: 'agent', id: 'a1', name: '张三' },
  kind: 'text',
  text: '您好',
  file: null,
  ...change,
});

export const visitorAuthor = { kind: 'visitor', id: 'v1', name: '访客 7F3A' } as const;

type Body = ConversationEvent extends infer E
  ? E extends ConversationEvent
    ? Omit<E, 'conversationId' | 'seq' | 'at'> & { at?: string }
    : never
  : never;

/** What happened, in order; numbers and times follow from the place in the list. */
export const buildEvents = (bodies: Body[], conversationId = 'c1'): ConversationEvent[] =>
  bodies.map((body, index) => {
    const head = { conversationId, seq: index + 1, at: at(index + 1) };
    const event = { ...head, ...body };
    return event.type === 'message.created'
      ? { ...event, message: { ...event.message, ...head, id: event.message.id, at: event.at } }
      : event;
  });

export const said = (text: string, change: Partial<Message> = {}): Body => ({
  type: 'message.created',
  message: buildMessage({ id: `id of ${text}`, text, ...change }),
});

export const wrote = (text: string): Body => said(text, { author: visitorAuthor });

export const began: Body = { type: 'conversation.created', origin: 'visitor' };
export const waits: Body = { type: 'conversation.waiting', reason: 'opened', since: at(2) };
export const taken: Body = { type: 'conversation.assigned', agent: { id: 'a1', name: '张三' }, by: 'routing' };
export const ended: Body = { type: 'conversation.closed', reason: 'agent', by: null };

export const buildConversation = (change: Partial<Conversation> = {}): Conversation => ({
  ...emptyThread({
    id: 'c1',
    channel: { id: 'demo', name: '官网', type: 'web' },
    skillGroup: { id: 2, name: '售前坐席A组' },
    visitor: { id: 'v1', name: '访客 7F3A', identified: false },
  }).conversation,
  ...change,
});

export const buildThread = (bodies: Body[], change: Partial<Conversation> & { hasEarlier?: boolean } = {}): Thread => {
  const { hasEarlier = false, ...head } = change;
  const conversation = buildConversation(head);
  return threadFromSnapshot(conversation, {
    events: buildEvents(bodies, conversation.id),
    hasEarlier,
    hasLater: false,
  });
};
