import { z } from 'zod';
import { cursor, MAX_INTEGER, orgUnitId, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** Words kept for the next time. `{visitor}`, `{agent}` and `{channel}` in the text stand for what they are when it is used. */
export const quickReply = z
  .object({
    id: uuid,
    orgUnit: z
      .object({ id: orgUnitId, name: z.string() })
      .nullable()
      .meta({ description: 'Shared by this unit with all below it; null: personal' }),
    category: z.string(),
    title: z.string(),
    text: z.string(),
    updatedAt: timestamp,
  })
  .meta({ id: 'QuickReply' });
export type QuickReply = z.infer<typeof quickReply>;

const fields = z.object({
  category: storableText(40).trim().default(''),
  title: storableText(60).trim().min(1),
  text: storableText(2_000).refine((text) => text.trim().length > 0, { message: 'must not be blank' }),
});
const changes = z.object({
  category: storableText(40).trim().optional(),
  title: fields.shape.title.optional(),
  text: fields.shape.text.optional(),
});

const listQuery = z.object({
  search: storableText(60).optional().meta({ description: 'Words, pinyin or initials: `退款`, `tuikuan`, `tk`' }),
  cursor: cursor.optional(),
  limit: z.coerce.number().int().min(1).max(100).default(50),
});
const byId = z.object({ id: uuid });
const done = z.object({ ok: z.literal(true) });

export const quickReplyRoutes = {
  listOwn: route({
    method: 'GET',
    path: '/api/me/quick-replies',
    summary: 'What I can use: my own, then what my unit and those above it share',
    access: ['conversations:serve'],
    scope: 'own',
    query: listQuery.extend({ personal: z.enum(['0', '1']).default('0').meta({ description: '1: only my own' }) }),
    response: page(quickReply),
  }),
  createOwn: route({
    method: 'POST',
    path: '/api/me/quick-replies',
    summary: 'Keep one for myself',
    access: ['conversations:serve'],
    scope: 'own',
    body: fields,
    response: quickReply,
    errors: ['conflict'],
  }),
  updateOwn: route({
    method: 'PATCH',
    path: '/api/me/quick-replies/:id',
    summary: 'Change one of my own; what is absent stays',
    access: ['conversations:serve'],
    scope: 'own',
    params: byId,
    body: changes,
    response: quickReply,
    errors: ['not_found'],
  }),
  deleteOwn: route({
    method: 'DELETE',
    path: '/api/me/quick-replies/:id',
    summary: 'Delete one of my own',
    access: ['conversations:serve'],
    scope: 'own',
    params: byId,
    response: done,
    errors: ['not_found'],
  }),
  list: route({
    method: 'GET',
    path: '/api/quick-replies',
    summary: 'The shared ones of the units within reach',
    access: ['quick-replies:write'],
    scope: 'list',
    query: listQuery,
    response: page(quickReply),
  }),
  create: route({
    method: 'POST',
    path: '/api/quick-replies',
    summary: 'Share one in a unit within reach, with all below it',
    access: ['quick-replies:write'],
    scope: 'list',
    body: fields.extend({ orgUnitId: orgUnitId.max(MAX_INTEGER) }),
    response: quickReply,
    errors: ['not_found', 'conflict'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/quick-replies/:id',
    summary: 'Change a shared one; what is absent stays',
    access: ['quick-replies:write'],
    scope: { item: 'quick-reply', param: 'id' },
    params: byId,
    body: changes,
    response: quickReply,
    errors: ['not_found'],
  }),
  delete: route({
    method: 'DELETE',
    path: '/api/quick-replies/:id',
    summary: 'Delete a shared one',
    access: ['quick-replies:write'],
    scope: { item: 'quick-reply', param: 'id' },
    params: byId,
    response: done,
    errors: ['not_found'],
  }),
} as const;
