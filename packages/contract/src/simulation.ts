import { z } from 'zod';
import { MAX_INTEGER, orgUnitId, timestamp, timeZone } from './primitives.ts';
import { route } from './route.ts';
import { routingSettings } from './routing.ts';

/** Bounds of one simulation: what fits is done in seconds. */
const MOST_CONVERSATIONS = 50_000;
const MOST_AGENTS = 1_000;
const MOST_GROUPS = 500;

const seconds = z.number().min(0).max(10_000_000);
const factor = z.number().min(0.1).max(10);
const level = z.number().min(1).max(86_400);

const overflow = z
  .object({ afterSeconds: seconds, toGroupId: orgUnitId })
  .meta({ description: 'What has waited so long goes on waiting in another group' });

/** A stretch in which an agent is there. Outside of all of them they are offline. */
const shift = z.object({ from: seconds, to: seconds, state: z.enum(['ready', 'away', 'busy']).default('ready') });

export const simulatedConversation = z.object({
  at: seconds.meta({ description: 'When it began to wait' }),
  groupId: orgUnitId,
  handling: seconds
    .nullable()
    .meta({ description: 'From assignment to end; null: drawn from the others of its group' }),
  visitor: z.int().min(0).nullable().default(null).meta({ description: 'The same number is the same person' }),
  lastAgentId: z.string().max(64).nullable().default(null).meta({ description: 'Who served them before this day' }),
  boundAgentId: z.string().max(64).nullable().default(null),
  priority: z.int().min(0).max(9).default(0),
  patience: seconds
    .nullable()
    .default(null)
    .meta({ description: 'How long its visitor waits; null: as the record shows, else for ever' }),
  happened: z
    .object({
      waited: seconds.meta({ description: 'Until somebody served it, until it was left, or until the record ends' }),
      agentId: z.string().max(64).nullable(),
      end: z.enum(['served', 'abandoned', 'unserved']),
    })
    .nullable()
    .default(null)
    .meta({ description: 'What became of it in reality; null: nobody knows, or the day was made up' }),
});
export type SimulatedConversation = z.infer<typeof simulatedConversation>;

/** A day to be replayed: the FILE of `npm run simulate`. All times are seconds since `begin`. */
export const simulationDay = z
  .object({
    version: z.literal(1),
    begin: timestamp,
    seconds: z
      .number()
      .min(60)
      .max(7 * 86_400),
    timeZone: timeZone.default('UTC'),
    groups: z
      .array(
        z.object({
          id: orgUnitId,
          name: z.string().max(200),
          settings: routingSettings,
          overflow: overflow.nullable().default(null),
        }),
      )
      .max(MOST_GROUPS),
    agents: z
      .array(
        z.object({
          id: z.string().max(64),
          name: z.string().max(200),
          groupId: orgUnitId,
          capacity: z.int().min(0).max(999),
          shifts: z.array(shift).max(2_000),
        }),
      )
      .max(MOST_AGENTS),
    conversations: z.array(simulatedConversation).max(MOST_CONVERSATIONS),
  })
  .meta({ id: 'SimulationDay' });
export type SimulationDay = z.infer<typeof simulationDay>;

/** What would be otherwise. Absent: as it was. */
export const simulationChange = z
  .object({
    arrivals: factor.default(1).meta({ description: 'Times as many conversations' }),
    handling: factor.default(1).meta({ description: 'Times as long' }),
    patience: z
      .discriminatedUnion('kind', [
        z.object({ kind: z.literal('recorded') }),
        z.object({ kind: z.literal('endless') }),
        z.object({ kind: z.literal('mean'), seconds: level }),
      ])
      .default({ kind: 'recorded' })
      .meta({
        description:
          'How long visitors wait before they leave: as they did (who was served would have stayed for a while yet), for ever, or exponentially distributed',
      }),
    groups: z
      .array(
        z.object({
          id: orgUnitId,
          settings: routingSettings.partial().default({}),
          capacity: z.int().min(1).max(999).optional().meta({ description: 'Of each of its agents' }),
          overflow: overflow.nullable().optional(),
        }),
      )
      .max(MOST_GROUPS)
      .default([]),
    removeAgents: z.array(z.string().max(64)).max(MOST_AGENTS).default([]),
    addAgents: z
      .array(
        z.object({
          groupId: orgUnitId,
          count: z.int().min(1).max(100),
          capacity: z.int().min(1).max(999),
          from: seconds,
          to: seconds,
        }),
      )
      .max(50)
      .default([]),
  })
  .meta({ id: 'SimulationChange' });
export type SimulationChange = z.infer<typeof simulationChange>;

/** A day that is made up: arrivals by chance, handling times from a distribution. */
export const generatedDay = z.object({
  arrivalsPerHour: z.array(z.number().min(0).max(2_000)).length(24),
  handlingSeconds: level,
  spread: z.enum(['exponential', 'lognormal', 'constant']).default('lognormal'),
  agents: z.int().min(0).max(500),
  capacity: z.int().min(1).max(999),
  patienceSeconds: level
    .nullable()
    .default(null)
    .meta({ description: 'Mean, exponentially distributed; null: nobody leaves' }),
  shift: z.object({ from: seconds, to: seconds }),
});
export type GeneratedDay = z.infer<typeof generatedDay>;

const share = z.number().min(0).max(1).nullable();
const figures = {
  offered: z.int().meta({ description: 'Conversations that began to wait' }),
  served: z.int(),
  abandoned: z.int().meta({ description: 'Left before anybody served them' }),
  unserved: z.int().meta({ description: 'Neither: nobody came any more' }),
  averageWait: z.number().nullable().meta({ description: 'Of the served, in seconds' }),
  serviceLevel: share.meta({ description: 'Served within the target, of all offered' }),
};

export const simulationFigures = z
  .object({
    ...figures,
    medianWait: z.number().nullable(),
    p80Wait: z.number().nullable(),
    p95Wait: z.number().nullable(),
    longestWait: z.number().nullable(),
    waited: share.meta({ description: 'Of the served, those that did not get an agent at once' }),
    abandonment: share.meta({ description: 'Abandoned, of all offered' }),
    occupancy: share.meta({
      description: 'Time with a conversation, of the time in which agents were ready or served',
    }),
    concurrency: z.number().nullable().meta({ description: 'Conversations at a time, in the time with one' }),
  })
  .meta({ id: 'SimulationFigures' });
export type SimulationFigures = z.infer<typeof simulationFigures>;

export const simulationOutcome = z
  .object({
    total: simulationFigures,
    groups: z.array(z.object({ id: orgUnitId, name: z.string(), figures: simulationFigures })),
    hours: z.array(z.object({ hour: z.int(), ...figures, occupancy: share })).meta({
      description: 'By the hour in which it began to wait, counted from the beginning of the day',
    }),
    waits: z
      .array(z.object({ upTo: z.number().nullable(), count: z.int() }))
      .meta({ description: 'The served by how long they waited; the last one has no end' }),
  })
  .meta({ id: 'SimulationOutcome' });
export type SimulationOutcome = z.infer<typeof simulationOutcome>;

export const simulation = z
  .object({
    day: simulationDay.pick({ begin: true, seconds: true, timeZone: true, groups: true }).extend({
      conversations: z.int(),
      agents: z.array(
        z.object({
          id: z.string(),
          name: z.string(),
          groupId: orgUnitId,
          capacity: z.int(),
          readySeconds: z.number(),
        }),
      ),
    }),
    targetSeconds: z.number(),
    happened: simulationOutcome.nullable().meta({ description: 'Null for a day that was made up' }),
    replayed: simulationOutcome.meta({
      description: 'The same day with nothing changed: how near the simulation comes',
    }),
    changed: simulationOutcome.nullable().meta({ description: 'With the change; null without one' }),
  })
  .meta({ id: 'Simulation' });
export type Simulation = z.infer<typeof simulation>;

const unit = { item: 'org-unit', param: 'id' } as const;
const byUnit = z.object({ id: z.coerce.number().int().positive().max(MAX_INTEGER) });
const recorded = z.object({ date: z.iso.date(), timeZone: timeZone.default('UTC') });

export const simulationRequest = z.object({
  day: z.discriminatedUnion('kind', [
    recorded.extend({ kind: z.literal('recorded') }),
    generatedDay.extend({ kind: z.literal('generated') }),
  ]),
  change: simulationChange.nullable().default(null),
  targetSeconds: z.number().min(1).max(86_400).default(30).meta({ description: 'Of the service level' }),
  seed: z.int().min(0).max(MAX_INTEGER).default(1).meta({ description: 'The same seed gives the same answer' }),
});
export type SimulationRequest = z.infer<typeof simulationRequest>;

export const simulationRoutes = {
  day: route({
    method: 'GET',
    path: '/api/org-units/:id/simulation-days/:date',
    summary:
      'A day of a unit and everything below it, to be replayed by `npm run simulate`; visitors are numbers in it',
    access: ['reports:export'],
    scope: unit,
    params: byUnit.extend({ date: z.iso.date() }),
    query: z.object({ timeZone: timeZone.default('UTC') }),
    response: simulationDay,
    errors: ['not_found', 'too_large'],
  }),
  run: route({
    method: 'POST',
    path: '/api/org-units/:id/simulations',
    summary:
      'What if: replays a day of a unit, or a made-up one, through the rules of routing, as it was and changed; nothing is stored',
    access: ['reports:read'],
    scope: unit,
    params: byUnit,
    body: simulationRequest,
    response: simulation,
    errors: ['not_found', 'too_large', 'busy'],
  }),
} as const;
