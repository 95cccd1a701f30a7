import { z } from 'zod';
import { presenceState } from './agents.ts';
import { cursor, orgUnitId, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** A stretch of an agent's presence. */
export const presencePeriod = z
  .object({
    id: z.string(),
    agent: z.object({ id: uuid, name: z.string() }),
    unit: z.object({ id: orgUnitId, name: z.string() }).meta({ description: 'Where the agent is now' }),
    state: presenceState,
    reason: z.string().nullable(),
    forcedBy: z.object({ id: uuid, name: z.string() }).nullable(),
    from: timestamp,
    to: timestamp.nullable().meta({ description: 'Null: it lasts' }),
    seconds: z.int().meta({ description: 'How long it lasted, or has lasted up to now' }),
    session: z
      .object({ id: uuid, device: z.string().nullable() })
      .nullable()
      .meta({ description: 'The sign-in on which it began; null where nobody did it on one' }),
  })
  .meta({ id: 'PresencePeriod' });
export type PresencePeriod = z.infer<typeof presencePeriod>;

const filter = z.object({
  agentId: uuid.optional(),
  state: presenceState.optional(),
  reason: storableText(60).optional(),
  from: timestamp.optional().meta({ description: 'Stretches that lasted after it' }),
  to: timestamp.optional().meta({ description: 'Stretches that began before it' }),
});

const sums = z.object({ ready: z.int(), away: z.int(), busy: z.int(), offline: z.int() });

export const presenceLogRoutes = {
  list: route({
    method: 'GET',
    path: '/api/presence-log',
    summary: 'Every stretch of presence of the agents within reach, the newest first',
    access: ['supervision:read'],
    scope: 'list',
    query: filter.extend({ cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) }),
    response: page(presencePeriod),
  }),
  sums: route({
    method: 'GET',
    path: '/api/presence-log/sums',
    summary:
      'Seconds in each state by day of the desk, newest first: the last week unless told otherwise, 31 days at most',
    access: ['supervision:read'],
    scope: 'list',
    query: filter.pick({ agentId: true, from: true, to: true }),
    response: z.object({ timeZone: z.string(), days: z.array(sums.extend({ day: z.iso.date() })) }),
  }),
  exportCsv: route({
    method: 'GET',
    path: '/api/presence-log/export',
    summary: 'The same as a CSV file, at most 50 000 stretches',
    access: ['reports:export'],
    scope: 'list',
    query: filter,
    response: z.string(),
  }),
} as const;
