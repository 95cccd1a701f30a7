import { z } from 'zod';
import { cursor, MAX_INTEGER, orgUnitId, page, timestamp, timeZone, uuid } from './primitives.ts';
import { route } from './route.ts';

/** How content visitors were. */
const figures = {
  rated: z.int().meta({ description: 'Conversations with a rating' }),
  average: z.number().meta({ description: 'Mean of the levels, to two places' }),
  levels: z.array(z.int()).length(5).meta({ description: 'Ratings of level 1, 2, 3, 4, 5' }),
};

export const satisfactionReport = z
  .object({
    total: z.object({
      ...figures,
      average: z.number().nullable(),
      closed: z.int().meta({ description: 'Conversations with an agent that ended in this time, rated or not' }),
    }),
    days: z.array(z.object({ day: z.iso.date(), ...figures })),
    skillGroups: z.array(z.object({ id: orgUnitId, name: z.string(), ...figures })),
    agents: z.array(z.object({ id: uuid, name: z.string(), ...figures })),
  })
  .meta({ id: 'SatisfactionReport' });
export type SatisfactionReport = z.infer<typeof satisfactionReport>;

const seconds = z.number().nullable();

/**
 * What agents did. All figures of a service count in the moment in which the agent got the conversation; those of its words only once it has
 * ended. Averages are in seconds, null where there is nothing to average.
 */
export const agentFigures = z
  .object({
    conversations: z.int().meta({ description: 'Conversations that the agent got, each once' }),
    averageWait: seconds.meta({
      description: 'From beginning to wait until the agent had it; those out of the hands of a colleague are left out',
    }),
    firstResponse: seconds.meta({ description: 'From getting it to the first reply, where there was one' }),
    replyTime: seconds.meta({
      description:
        'From the first message of the visitor that is open to the reply; what was open before the agent got it, from then',
    }),
    length: seconds.meta({ description: 'From getting it until it ended, was handed on or went back to the queue' }),
    replies: z.int().meta({ description: 'Messages of the agent; notes do not count, recalled ones do' }),
    transferredIn: z.int().meta({ description: 'Got out of the hands of a colleague' }),
    transferredOut: z.int().meta({ description: 'Handed on, to a colleague or to a skill group' }),
    rated: z.int().meta({ description: 'Rated by the visitor; counted for who served it last' }),
    satisfaction: z.number().nullable().meta({ description: 'Mean of the levels, to two places' }),
    wrappedUp: z.int().meta({ description: 'With a wrap-up' }),
    presence: z
      .object({ ready: z.number(), away: z.number(), busy: z.number() })
      .nullable()
      .meta({ description: 'Seconds in each state, within the time; null for skill groups' }),
  })
  .meta({ id: 'AgentFigures' });
export type AgentFigures = z.infer<typeof agentFigures>;

export const agentReportRow = agentFigures
  .extend({
    agent: z.object({ id: uuid, name: z.string() }).nullable(),
    skillGroup: z.object({ id: orgUnitId, name: z.string() }).nullable(),
    day: z.iso.date().nullable(),
  })
  .meta({ id: 'AgentReportRow' });
export type AgentReportRow = z.infer<typeof agentReportRow>;

const agentReportQuery = z.object({
  from: timestamp.optional(),
  to: timestamp.optional(),
  timeZone: timeZone.default('UTC').meta({ description: 'Of the days' }),
  by: z.enum(['agent', 'day', 'skill_group']).default('agent'),
  agentId: uuid.optional(),
  skillGroupId: z.coerce.number().pipe(orgUnitId.max(MAX_INTEGER)).optional(),
});
export type AgentReportQuery = z.infer<typeof agentReportQuery>;

export const reportRoutes = {
  agents: route({
    method: 'GET',
    path: '/api/reports/agents',
    summary:
      'What agents did in a time (the last 30 days unless told otherwise, a year at most): by agent, day or skill group, and altogether',
    access: ['reports:read'],
    scope: 'list',
    query: agentReportQuery.extend({
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: page(agentReportRow).extend({ total: agentFigures }).meta({ id: 'AgentReport' }),
  }),
  exportAgents: route({
    method: 'GET',
    path: '/api/reports/agents/export',
    summary: 'The same as a file, all rows of it',
    access: ['reports:export'],
    scope: 'list',
    query: agentReportQuery.extend({ format: z.enum(['csv', 'xlsx']).default('xlsx') }),
    response: z.any().meta({ description: 'The file' }),
  }),
  satisfaction: route({
    method: 'GET',
    path: '/api/reports/satisfaction',
    summary:
      'Ratings given in a time (the last 30 days unless told otherwise, a year at most): by day, skill group, agent',
    access: ['reports:read'],
    scope: 'list',
    query: z.object({
      from: timestamp.optional(),
      to: timestamp.optional(),
      timeZone: timeZone.default('UTC'),
      agentId: uuid.optional(),
      skillGroupId: z.coerce.number().pipe(orgUnitId.max(MAX_INTEGER)).optional(),
    }),
    response: satisfactionReport,
  }),
} as const;
