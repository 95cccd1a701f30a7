import { z } from 'zod';
import { cursor, orgUnitId, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** Groups of acts, for filters. */
export const auditCategory = z.enum([
  'sign_in',
  'accounts',
  'roles',
  'organization',
  'channels',
  'access',
  'export',
  'supervision',
  'system',
]);
export type AuditCategory = z.infer<typeof auditCategory>;

/** One administrative act, as the event log holds it. */
export const auditEntry = z
  .object({
    position: z.string().meta({ description: 'Of the event log' }),
    at: timestamp,
    type: z.string().meta({ description: 'As in the event log: `account.disabled`' }),
    category: auditCategory,
    actor: z.object({
      kind: z.enum(['account', 'visitor', 'system']),
      id: uuid.nullable(),
      name: z.string().nullable(),
    }),
    address: z.string().nullable().meta({ description: 'Network address that the request came from' }),
    orgUnit: z.object({ id: orgUnitId, name: z.string() }).nullable(),
    subject: z.object({ kind: z.string(), id: z.string(), name: z.string().nullable() }).nullable(),
    names: z.record(z.string(), z.string()).meta({
      description: 'Of what `before`, `after` and `details` mention: `role:3` → 主管. Ids without a name are absent',
    }),
    before: z.record(z.string(), z.unknown()).nullable().meta({ description: 'Only what changed' }),
    after: z.record(z.string(), z.unknown()).nullable(),
    details: z.record(z.string(), z.unknown()).meta({ description: 'What else is known of it; secrets are left out' }),
  })
  .meta({ id: 'AuditEntry' });
export type AuditEntry = z.infer<typeof auditEntry>;

const filter = z.object({
  category: auditCategory.optional(),
  type: storableText(64).optional(),
  actorId: uuid.optional(),
  subject: storableText(80)
    .regex(/^[a-z-]+:.+$/)
    .optional()
    .meta({ description: 'What it was done to: `account:…`, `role:3`, `org-unit:4`, `channel:demo`' }),
  from: timestamp.optional(),
  to: timestamp.optional(),
});

export const auditRoutes = {
  list: route({
    method: 'GET',
    path: '/api/audit',
    summary: 'Administrative acts and sign-ins within reach, newest first',
    access: ['audit:read'],
    scope: 'list',
    query: filter.extend({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(auditEntry),
  }),
  exportCsv: route({
    method: 'GET',
    path: '/api/audit/export',
    summary: 'The same as CSV, at most 50 000 rows; itself an act of the log',
    access: ['audit:export'],
    scope: 'list',
    query: filter,
    response: z.string(),
  }),
} as const;
