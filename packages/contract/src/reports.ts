import { z } from 'zod';
import { orgUnitId, timestamp, timeZone, uuid } from './primitives.ts';
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

export const reportRoutes = {
  satisfaction: route({
    method: 'GET',
    path: '/api/reports/satisfaction',
    summary:
      'Ratings given in a time (the last 30 days unless told otherwise, a year at most): by day, skill group, agent',
    access: ['reports:read'],
    scope: 'list',
    query: z.object({ from: timestamp.optional(), to: timestamp.optional(), timeZone: timeZone.default('UTC') }),
    response: satisfactionReport,
  }),
} as const;
