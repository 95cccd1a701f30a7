import { z } from 'zod';
import { author } from './messages.ts';
import { cursor, page, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** A message that a plugin wants looked at before it is stored. */
export const heldMessage = z
  .object({
    id: uuid.meta({ description: 'Of the message, made by its author; released, it is stored under it' }),
    conversationId: uuid.nullable().meta({ description: 'Null: it would be the first of a new conversation' }),
    channel: z.object({ id: z.string(), name: z.string() }),
    skillGroup: z.object({ id: z.int(), name: z.string() }),
    author,
    kind: z.enum(['text', 'image', 'file']),
    text: z.string().nullable(),
    pluginId: z.string(),
    pluginName: z
      .object({ 'zh-CN': z.string(), en: z.string() })
      .meta({ description: 'Its id, where it does not run any more' }),
    reason: z.string(),
    heldAt: timestamp,
  })
  .meta({ id: 'HeldMessage' });
export type HeldMessage = z.infer<typeof heldMessage>;

const byId = z.object({ id: uuid });
const scope = { item: 'held-message', param: 'id' } as const;
const done = z.object({ ok: z.literal(true) });

export const heldMessageRoutes = {
  list: route({
    method: 'GET',
    path: '/api/held-messages',
    summary: 'Messages that plugins want looked at before they are sent, the one that has waited longest first',
    access: ['supervision:read'],
    scope: 'list',
    query: z.object({ cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(30) }),
    response: page(heldMessage).extend({ waiting: z.int().meta({ description: 'How many there are, on all pages' }) }),
  }),
  release: route({
    method: 'POST',
    path: '/api/held-messages/:id/release',
    summary: 'Send a held message as its author; a second time changes nothing',
    access: ['supervision:intervene'],
    scope,
    params: byId,
    response: done,
    errors: [
      'not_found',
      'conflict',
      'conversation_closed',
      'busy',
      'blocked',
      'channel_unavailable',
      'id_taken',
      'refused_by_plugin',
    ],
  }),
  discard: route({
    method: 'POST',
    path: '/api/held-messages/:id/discard',
    summary: 'A held message is never sent; a second time changes nothing',
    access: ['supervision:intervene'],
    scope,
    params: byId,
    response: done,
    errors: ['not_found', 'conflict'],
  }),
} as const;
