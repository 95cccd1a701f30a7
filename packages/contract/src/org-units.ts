import { z } from 'zod';
import { cursor, orgUnitId, page, storableText, timestamp } from './primitives.ts';
import { route } from './route.ts';

/** National code of an administrative division (GB/T 2260), 6 digits: `440000` 省, `440300` 市, `440305` 区. */
export const regionCode = z.string().regex(/^\d{6}$/);

export const region = z
  .object({
    code: regionCode,
    name: z.string(),
    fullName: z.string().meta({ description: 'With what it lies in: 广东省 深圳市 南山区' }),
    hasChildren: z.boolean(),
  })
  .meta({ id: 'Region' });
export type Region = z.infer<typeof region>;

const unitRef = z.object({ id: orgUnitId, name: z.string() });

/** A node of the organization tree. */
export const orgUnit = z
  .object({
    id: orgUnitId,
    name: z.string(),
    parentId: orgUnitId
      .nullable()
      .meta({ description: 'Null for the root, and for the highest unit that the caller sees' }),
    ancestors: z.array(unitRef).meta({ description: 'From the highest unit that the caller sees down to the parent' }),
    isSkillGroup: z.boolean().meta({ description: 'Takes conversations' }),
    maxConversations: z
      .int()
      .min(1)
      .max(999)
      .meta({ description: 'Most conversations that one agent of this skill group serves at a time' }),
    regions: z.array(region.omit({ hasChildren: true })),
    childCount: z.int().min(0),
    accountCount: z.int().min(0).meta({ description: 'In this unit itself' }),
    channelCount: z.int().min(0).meta({ description: 'In this unit itself' }),
    createdAt: timestamp,
  })
  .meta({ id: 'OrgUnit' });
export type OrgUnit = z.infer<typeof orgUnit>;

const params = z.object({ id: orgUnitIdParam() });
function orgUnitIdParam() {
  return z.coerce.number().int().positive().max(2_147_483_647);
}

const name = storableText(60).trim().min(1);
const item = { item: 'org-unit', param: 'id' } as const;

export const orgUnitRoutes = {
  list: route({
    method: 'GET',
    path: '/api/org-units',
    summary: 'Org units within reach: the children of one, or those whose name contains a word',
    access: ['org-units:read'],
    scope: 'list',
    query: z.object({
      parentId: orgUnitIdParam()
        .optional()
        .meta({ description: 'Children of this unit; without it and without search: the highest units in reach' }),
      search: storableText(60).optional().meta({ description: 'Part of the name, anywhere below' }),
      skillGroups: z.stringbool().optional().meta({ description: 'Only skill groups' }),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(100),
    }),
    response: page(orgUnit),
    errors: ['not_found'],
  }),
  get: route({
    method: 'GET',
    path: '/api/org-units/:id',
    summary: 'One org unit',
    access: ['org-units:read'],
    scope: item,
    params,
    response: orgUnit,
    errors: ['not_found'],
  }),
  create: route({
    method: 'POST',
    path: '/api/org-units',
    summary: 'Create an org unit below one in reach',
    access: ['org-units:write'],
    scope: 'list',
    body: z.object({
      parentId: orgUnitId,
      name,
      isSkillGroup: z.boolean().default(false),
      maxConversations: z.int().min(1).max(999).default(10),
      regions: z.array(regionCode).max(200).default([]),
    }),
    response: orgUnit,
    errors: ['not_found', 'taken'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/org-units/:id',
    summary: 'Rename a unit, switch its skill group, set its regions; what is absent stays',
    access: ['org-units:write'],
    scope: item,
    params,
    body: z.object({
      name: name.optional(),
      isSkillGroup: z.boolean().optional(),
      maxConversations: z.int().min(1).max(999).optional(),
      regions: z.array(regionCode).max(200).optional(),
    }),
    response: orgUnit,
    errors: ['not_found', 'taken', 'in_use'],
  }),
  move: route({
    method: 'POST',
    path: '/api/org-units/:id/move',
    summary: 'Move a unit with everything below it to another parent',
    access: ['org-units:write'],
    scope: item,
    params,
    body: z.object({ parentId: orgUnitId }),
    response: orgUnit,
    errors: ['not_found', 'taken', 'cycle', 'forbidden'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/org-units/:id',
    summary: 'Delete a unit; refused while it has children, accounts, channels or open conversations',
    access: ['org-units:write'],
    scope: item,
    params,
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'in_use', 'forbidden'],
  }),
  regions: route({
    method: 'GET',
    path: '/api/regions',
    summary: 'Administrative divisions: the provinces, those within one, or those whose name contains a word',
    access: ['org-units:read'],
    scope: 'none',
    query: z.object({
      within: regionCode.optional(),
      search: storableText(30).optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(500).default(200),
    }),
    response: page(region),
  }),
} as const;
