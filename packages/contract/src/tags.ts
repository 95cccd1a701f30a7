import { z } from 'zod';
import { cursor, MAX_INTEGER, orgUnitId, page, storableText, uuid } from './primitives.ts';
import { route } from './route.ts';

export const tagColor = z.enum(['grey', 'red', 'orange', 'yellow', 'green', 'teal', 'blue', 'purple', 'pink']);
export type TagColor = z.infer<typeof tagColor>;

/** A coloured word on a conversation or a contact. */
export const tagRef = z.object({ id: uuid, name: z.string(), color: tagColor }).meta({ id: 'TagRef' });
export type TagRef = z.infer<typeof tagRef>;

export const tag = tagRef
  .extend({
    orgUnit: z
      .object({ id: orgUnitId, name: z.string() })
      .meta({ description: 'Shared by this unit with all below it' }),
    conversations: z.int().meta({ description: 'How many conversations bear it' }),
    contacts: z.int(),
  })
  .meta({ id: 'Tag' });
export type Tag = z.infer<typeof tag>;

/** Most that one conversation or contact bears. */
const MOST_TAGS = 20;

/** Adds and takes away, so that two people at once do not undo each other. */
export const tagChange = z.object({
  add: z.array(uuid).max(MOST_TAGS).default([]),
  remove: z.array(uuid).max(MOST_TAGS).default([]),
});
export type TagChange = z.infer<typeof tagChange>;

const tagName = storableText(30).trim().min(1);
const searchQuery = storableText(30).optional().meta({ description: 'Words, pinyin or initials' });
const byId = z.object({ id: uuid });

export const tagRoutes = {
  listUsable: route({
    method: 'GET',
    path: '/api/me/tags',
    summary:
      'The tags that I can use or filter by: of my unit, those above and those below; with `orgUnitId` those that fit a thing of that unit',
    access: ['conversations:read', 'history:read', 'contacts:read'],
    scope: 'own',
    query: z.object({
      search: searchQuery,
      orgUnitId: z.coerce.number().pipe(orgUnitId.max(MAX_INTEGER)).optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: z.object({ items: z.array(tagRef) }),
  }),
  list: route({
    method: 'GET',
    path: '/api/tags',
    summary: 'The tags of the units within reach, and how often they are used',
    access: ['tags:write'],
    scope: 'list',
    query: z.object({
      search: searchQuery,
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(tag),
  }),
  create: route({
    method: 'POST',
    path: '/api/tags',
    summary: 'A new tag of a unit within reach; no unit above or below may have one of this name',
    access: ['tags:write'],
    scope: 'list',
    body: z.object({ name: tagName, color: tagColor.default('grey'), orgUnitId: orgUnitId.max(MAX_INTEGER) }),
    response: tag,
    errors: ['not_found', 'taken', 'conflict'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/tags/:id',
    summary: 'Another name or colour; whatever bears it keeps it',
    access: ['tags:write'],
    scope: { item: 'tag', param: 'id' },
    params: byId,
    body: z.object({ name: tagName.optional(), color: tagColor.optional() }),
    response: tag,
    errors: ['not_found', 'taken'],
  }),
  merge: route({
    method: 'POST',
    path: '/api/tags/:id/merge',
    summary: 'Becomes one with another tag of the same unit or one above: whatever bore this bears that',
    access: ['tags:write'],
    scope: { item: 'tag', param: 'id' },
    params: byId,
    body: z.object({ intoId: uuid }),
    response: tag,
    errors: ['not_found', 'conflict'],
  }),
  delete: route({
    method: 'DELETE',
    path: '/api/tags/:id',
    summary: 'Deletes a tag and takes it from whatever bears it',
    access: ['tags:write'],
    scope: { item: 'tag', param: 'id' },
    params: byId,
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found'],
  }),
} as const;
