import { z } from 'zod';
import { cursor, locale, orgUnitId, page, storableText, timestamp, uuid } from './primitives.ts';
import { roleId, roleRef } from './roles.ts';
import { route } from './route.ts';

/** 2–64 letters, digits, `.`, `_`, `-`; case does not count. */
export const username = storableText(64)
  .trim()
  .min(2)
  .regex(/^[\p{L}\p{N}._-]+$/u);
export const email = storableText(254)
  .overwrite((text) => text.normalize('NFKC').trim())
  .pipe(z.email());
/** Digits with an optional country code: `13800138000`, `+44 20 7946 0958`. Stored without spaces, dashes and full-width forms. */
export const mobile = storableText(32)
  .trim()
  .regex(/^[+＋]?[\d０-９][\d０-９ ()-]{4,30}$/);

const maxConversations = z.int().min(1).max(999);

/** An account as administrators see it. */
export const accountProfile = z
  .object({
    id: uuid,
    username: z.string(),
    name: z.string(),
    email: z.string().nullable(),
    mobile: z.string().nullable(),
    avatarUrl: z.string().nullable(),
    locale,
    orgUnit: z.object({ id: orgUnitId, name: z.string() }),
    roles: z.array(roleRef),
    superAdministrator: z.boolean(),
    administrator: z.boolean().meta({ description: 'Governs their unit and below' }),
    agent: z.boolean().meta({ description: 'Serves conversations' }),
    extension: z.string().nullable().meta({ description: 'A SIP agent has one' }),
    maxConversations: maxConversations
      .nullable()
      .meta({ description: 'Most conversations at a time; null: as the unit says, or no agent' }),
    disabled: z.boolean(),
    twoFactor: z.boolean(),
    createdAt: timestamp,
    lastSeenAt: timestamp.nullable(),
  })
  .meta({ id: 'AccountProfile' });
export type AccountProfile = z.infer<typeof accountProfile>;

const params = z.object({ id: uuid });
const item = { item: 'account', param: 'id' } as const;
const name = storableText(60).trim().min(1);
const extension = z.string().regex(/^\d{2,12}$/);
const password = z.string().max(128);
const flags = { administrator: z.boolean(), agent: z.boolean() };

const importRow = z.object({
  line: z.int().positive().meta({ description: 'Of the file; the heading is line 1' }),
  username: z.string(),
  name: z.string(),
  problems: z.array(
    z.object({
      field: z.string(),
      code: z.enum(['missing', 'invalid', 'taken', 'repeated', 'unknown', 'ambiguous', 'beyond_own_rights', 'weak']),
    }),
  ),
});

export const accountImport = z
  .object({
    rows: z.array(importRow),
    problems: z.int().min(0).meta({ description: 'Rows with problems' }),
    created: z.int().min(0),
  })
  .meta({ id: 'AccountImport' });
export type AccountImport = z.infer<typeof accountImport>;

export const accountRoutes = {
  list: route({
    method: 'GET',
    path: '/api/accounts',
    summary: 'Accounts of the own unit and below',
    access: ['accounts:read'],
    scope: 'list',
    query: z.object({
      search: storableText(60).optional().meta({ description: 'Part of user name, name, e-mail or mobile' }),
      orgUnitId: z.coerce.number().int().positive().optional().meta({ description: 'This unit and below' }),
      exactUnit: z.stringbool().optional().meta({ description: 'With orgUnitId: only the unit itself' }),
      roleId: z.coerce.number().int().positive().optional(),
      kind: z.enum(['administrator', 'agent', 'sip_agent', 'ordinary', 'without_role']).optional(),
      state: z.enum(['enabled', 'disabled']).optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(accountProfile).extend({
      total: z.int().min(0).meta({ description: 'How many fit, over all pages; counted up to 10 000' }),
    }),
    errors: ['not_found'],
  }),
  get: route({
    method: 'GET',
    path: '/api/accounts/:id',
    summary: 'One account',
    access: ['accounts:read'],
    scope: item,
    params,
    response: accountProfile,
    errors: ['not_found'],
  }),
  create: route({
    method: 'POST',
    path: '/api/accounts',
    summary: 'Create an account in a unit within reach; it chooses a password of its own at the first sign-in',
    access: ['accounts:write'],
    scope: 'list',
    body: z.object({
      username,
      name,
      email,
      mobile: mobile.nullable().default(null),
      password,
      locale: locale.default('zh-CN'),
      orgUnitId,
      roleIds: z.array(roleId).max(20).default([]),
      administrator: flags.administrator.default(false),
      agent: flags.agent.default(false),
      extension: extension.nullable().default(null),
    }),
    response: accountProfile,
    errors: ['not_found', 'taken', 'weak_password', 'beyond_own_rights'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/accounts/:id',
    summary: 'Change an account; what is absent stays. Nobody changes their own unit, flags or roles',
    access: ['accounts:write'],
    scope: item,
    params,
    body: z.object({
      username: username.optional(),
      name: name.optional(),
      email: email.optional(),
      mobile: mobile.nullable().optional(),
      locale: locale.optional(),
      orgUnitId: orgUnitId.optional(),
      roleIds: z.array(roleId).max(20).optional().meta({ description: 'Needs roles:assign' }),
      administrator: flags.administrator.optional(),
      agent: flags.agent.optional(),
      extension: extension.nullable().optional(),
      maxConversations: maxConversations
        .nullable()
        .optional()
        .meta({ description: 'Of an agent; null: as the unit says' }),
    }),
    response: accountProfile,
    errors: ['not_found', 'taken', 'beyond_own_rights', 'own_rights', 'super_administrator'],
  }),
  disable: route({
    method: 'POST',
    path: '/api/accounts/:id/disable',
    summary: 'Switch an account off: its sessions end at once, its conversations go back to the queue',
    access: ['accounts:write'],
    scope: item,
    params,
    response: accountProfile,
    errors: ['not_found', 'own_rights', 'super_administrator', 'beyond_own_rights'],
  }),
  enable: route({
    method: 'POST',
    path: '/api/accounts/:id/enable',
    summary: 'Switch an account on again',
    access: ['accounts:write'],
    scope: item,
    params,
    response: accountProfile,
    errors: ['not_found', 'beyond_own_rights'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/accounts/:id',
    summary: 'Delete an account; the history keeps its name, user name, e-mail and mobile become free',
    access: ['accounts:write'],
    scope: item,
    params,
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'own_rights', 'super_administrator', 'beyond_own_rights'],
  }),
  resetPassword: route({
    method: 'POST',
    path: '/api/accounts/:id/reset-password',
    summary: 'Give a new password: it must be changed at the next sign-in, and all sessions end',
    access: ['accounts:write'],
    scope: item,
    params,
    body: z.object({ password }),
    response: accountProfile,
    errors: ['not_found', 'weak_password', 'own_rights', 'super_administrator', 'beyond_own_rights'],
  }),
  resetTwoFactor: route({
    method: 'POST',
    path: '/api/accounts/:id/reset-two-factor',
    summary: 'Switch the second factor of somebody off who has lost it',
    access: ['accounts:write'],
    scope: item,
    params,
    response: accountProfile,
    errors: ['not_found', 'own_rights', 'super_administrator', 'beyond_own_rights'],
  }),
  moveToUnit: route({
    method: 'POST',
    path: '/api/org-units/:id/accounts',
    summary: 'Move accounts within reach to this unit, all or none',
    access: ['accounts:write'],
    scope: { item: 'org-unit', param: 'id' },
    params: z.object({ id: z.coerce.number().int().positive().max(2_147_483_647) }),
    body: z.object({ accountIds: z.array(uuid).min(1).max(500) }),
    response: z.object({ moved: z.int().min(0) }),
    errors: ['not_found', 'own_rights', 'super_administrator', 'beyond_own_rights'],
  }),
  importCsv: route({
    method: 'POST',
    path: '/api/accounts/import',
    summary: 'Create accounts from CSV, all or none; dryRun only tells what would be wrong',
    access: ['accounts:write'],
    scope: 'list',
    body: z.object({
      csv: z.string().max(200_000).meta({
        description:
          'Heading: username,name,email,mobile,password,unit,roles,administrator,agent,extension. Names of units (or the end of the path: `A/B`; empty: the current unit) and of roles, several by |. At most 1 000 rows; 1 000 take up to a minute',
      }),
      dryRun: z.boolean().default(true),
    }),
    response: accountImport,
    errors: ['taken', 'not_found', 'beyond_own_rights'],
  }),
  offerSuperAdministration: route({
    method: 'POST',
    path: '/api/super-administration/offer',
    summary: 'The super administrator offers the role to another account, confirmed by password; valid for a day',
    access: ['roles:write'],
    scope: 'desk',
    body: z.object({ accountId: uuid, password }),
    response: z.object({ expiresAt: timestamp }),
    errors: ['not_found', 'wrong_credentials', 'conflict'],
  }),
  withdrawSuperAdministration: route({
    method: 'DELETE',
    path: '/api/super-administration/offer',
    summary: 'Take the offer back',
    access: ['roles:write'],
    scope: 'desk',
    response: z.object({ ok: z.literal(true) }),
  }),
  superAdministrationOffer: route({
    method: 'GET',
    path: '/api/super-administration/offer',
    summary: 'The open offer, for the one who made it and the one who got it; else null',
    access: ['account'],
    scope: 'own',
    response: z.object({
      offer: z
        .object({
          from: z.string(),
          to: z.string(),
          mine: z.boolean().meta({ description: 'I am the one who may accept' }),
          expiresAt: timestamp,
        })
        .nullable(),
    }),
  }),
  acceptSuperAdministration: route({
    method: 'POST',
    path: '/api/super-administration/accept',
    summary:
      'Become the super administrator, confirmed by password; the one before becomes an administrator of the root unit',
    access: ['account'],
    scope: 'own',
    body: z.object({ password }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'wrong_credentials', 'conflict'],
  }),
} as const;
