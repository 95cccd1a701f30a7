import { z } from 'zod';
import { permissions } from './permissions.ts';
import { cursor, orgUnitId, page, storableText, uuid } from './primitives.ts';
import { roleRef } from './roles.ts';
import { route } from './route.ts';

/** Things of which one may ask who can see them. */
export const accessSubject = z.enum(['conversation', 'channel', 'org-unit', 'account', 'visitor']);
export type AccessSubject = z.infer<typeof accessSubject>;

/** Where a right comes from. */
export const grantSource = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('super_administrator') }),
  z.object({ kind: z.literal('administrator') }),
  z.object({ kind: z.literal('role'), role: roleRef }),
  z.object({ kind: z.literal('serves') }).meta({ description: 'Serves this conversation' }),
]);
export type GrantSource = z.infer<typeof grantSource>;

const unitRef = z.object({ id: orgUnitId, name: z.string() });

export const seer = z
  .object({
    account: z.object({ id: uuid, name: z.string(), username: z.string() }),
    throughUnit: unitRef.meta({ description: 'The unit of the account: the thing lies in it or below' }),
    sources: z.array(grantSource),
    owesPassword: z.boolean().meta({ description: 'Gets in only after choosing a new password' }),
  })
  .meta({ id: 'Seer' });
export type Seer = z.infer<typeof seer>;

/** Why somebody cannot see something. */
export const refusalReason = z.enum(['disabled', 'other_unit', 'no_permission', 'password_change_required']);

const subjectQuery = z.object({ subject: accessSubject, id: storableText(64).min(1) });

export const explainAccessRoutes = {
  seers: route({
    method: 'GET',
    path: '/api/access/seers',
    summary: "Who can see this, and why: accounts in the caller's reach, and how many above it",
    access: ['access:explain'],
    scope: 'list',
    query: subjectQuery.extend({
      search: storableText(60).optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(seer).extend({
      permission: z.enum(permissions).meta({ description: 'What is needed to see it' }),
      unit: unitRef.meta({ description: 'Where the thing lies' }),
      above: z
        .int()
        .min(0)
        .meta({ description: "Accounts outside of the caller's reach who can see it, too: those of units above" }),
    }),
    errors: ['not_found'],
  }),
  why: route({
    method: 'GET',
    path: '/api/access/why',
    summary: 'Can this person see this, and why or why not',
    access: ['access:explain'],
    scope: 'list',
    query: subjectQuery.extend({ accountId: uuid }),
    response: z.object({
      can: z.boolean(),
      permission: z.enum(permissions),
      accountUnit: unitRef,
      unit: unitRef,
      sources: z.array(grantSource),
      reasons: z.array(refusalReason).meta({ description: 'Empty if they can' }),
    }),
    errors: ['not_found'],
  }),
  rightsOf: route({
    method: 'GET',
    path: '/api/accounts/:id/rights',
    summary: 'What an account can do, over which unit, and where each right comes from',
    access: ['access:explain'],
    scope: { item: 'account', param: 'id' },
    params: z.object({ id: uuid }),
    response: z.object({
      unit: unitRef,
      active: z.boolean().meta({ description: 'False while disabled: then nothing of it counts' }),
      rights: z.array(z.object({ permission: z.enum(permissions), sources: z.array(grantSource) })),
    }),
    errors: ['not_found'],
  }),
} as const;
