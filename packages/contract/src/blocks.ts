import { z } from 'zod';
import { channelId, cursor, orgUnitId, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

const ref = z.object({ id: uuid, name: z.string() });

/** Somebody who may not write to us. */
export const block = z
  .object({
    id: uuid,
    visitor: ref,
    contact: ref.nullable().meta({ description: 'Blocked on every channel, by whatever they are known' }),
    address: z.string().nullable().meta({ description: 'Network address that is blocked as well' }),
    channel: z.object({ id: channelId, name: z.string() }),
    orgUnit: z.object({ id: orgUnitId, name: z.string() }),
    conversationId: uuid.nullable(),
    reason: z.string(),
    createdAt: timestamp,
    by: ref,
    expiresAt: timestamp.nullable().meta({ description: 'null: for ever' }),
    lifted: z.object({ at: timestamp, by: ref }).nullable(),
    state: z.enum(['active', 'expired', 'lifted']),
  })
  .meta({ id: 'Block' });
export type Block = z.infer<typeof block>;

export const blockRoutes = {
  create: route({
    method: 'POST',
    path: '/api/conversations/:id/block',
    summary:
      'Blocks the visitor of a conversation: their open conversations end, and whatever they try after that is refused',
    access: ['block-list:write'],
    scope: { item: 'conversation', param: 'id' },
    params: z.object({ id: uuid }),
    body: z.object({
      hours: z.int().min(1).max(720).nullable().meta({ description: 'null: for ever' }),
      reason: storableText(200).trim().min(1),
      contact: z.boolean().default(false).meta({ description: 'The linked contact, on every channel' }),
      address: z.boolean().default(false).meta({ description: 'The address they came from last, too' }),
    }),
    response: block,
    errors: ['not_found', 'conflict'],
  }),
  list: route({
    method: 'GET',
    path: '/api/blocks',
    summary: 'The block list within reach, the newest first',
    access: ['block-list:read'],
    scope: 'list',
    query: z.object({
      state: z.enum(['active', 'past']).default('active'),
      search: storableText(60).optional().meta({ description: 'Part of a name, a reason or an address' }),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(block),
  }),
  lift: route({
    method: 'POST',
    path: '/api/blocks/:id/lift',
    summary: 'Unblocks; repeating it changes nothing',
    access: ['block-list:write'],
    scope: { item: 'block', param: 'id' },
    params: z.object({ id: uuid }),
    response: block,
    errors: ['not_found'],
  }),
} as const;
