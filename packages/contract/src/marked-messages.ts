import { z } from 'zod';
import { conversationState } from './conversation.ts';
import { message } from './messages.ts';
import { cursor, page, seq, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** A message that I keep in sight, with where it stands. */
export const markedMessage = z
  .object({
    message,
    conversation: z.object({ id: uuid, state: conversationState, visitor: z.string(), channel: z.string() }),
    markedAt: timestamp,
  })
  .meta({ id: 'MarkedMessage' });
export type MarkedMessage = z.infer<typeof markedMessage>;

const one = z.object({ id: uuid, messageId: uuid });
const done = z.object({ ok: z.literal(true) });

export const markedMessageRoutes = {
  mark: route({
    method: 'PUT',
    path: '/api/conversations/:id/marks/:messageId',
    summary: 'Mark a message for myself; nobody else sees it; marking it again changes nothing',
    access: ['conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: one,
    response: done,
    errors: ['not_found'],
  }),
  unmark: route({
    method: 'DELETE',
    path: '/api/conversations/:id/marks/:messageId',
    summary: 'Take a mark of mine away; without one nothing changes',
    access: ['conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: one,
    response: done,
    errors: ['not_found'],
  }),
  ofConversation: route({
    method: 'GET',
    path: '/api/conversations/:id/marks',
    summary: 'Which messages of a conversation I have marked, from the first on; at most 500',
    access: ['conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: z.object({ id: uuid }),
    response: z.object({ items: z.array(z.object({ messageId: uuid, seq })) }),
    errors: ['not_found'],
  }),
  list: route({
    method: 'GET',
    path: '/api/me/marked-messages',
    summary: 'My marked messages in conversations that I may see, the last marked first',
    access: ['conversations:read'],
    scope: 'own',
    query: z.object({ cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
    response: page(markedMessage),
  }),
} as const;
