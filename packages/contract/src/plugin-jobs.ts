import { z } from 'zod';
import { pluginId } from './plugin-packages.ts';
import { cursor, page, storableText, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/** One time that a job ran. */
export const pluginJobRun = z
  .object({
    id: uuid,
    name: z.string(),
    askedBy: z.object({ id: uuid, name: z.string() }).nullable().meta({ description: 'Null: by itself' }),
    startedAt: timestamp,
    endedAt: timestamp.nullable(),
    outcome: z.enum(['running', 'done', 'failed', 'late', 'lost']).meta({
      description: '`late`: no answer by its deadline; `lost`: the node that ran it is gone',
    }),
    error: z.string().nullable(),
  })
  .meta({ id: 'PluginJobRun' });
export type PluginJobRun = z.infer<typeof pluginJobRun>;

export const pluginJob = z
  .object({
    name: z.string(),
    schedule: z.string().meta({ description: '`every 15m`, `cron 0 3 * * * Asia/Shanghai`' }),
    nextAt: timestamp.nullable(),
    isRunning: z.boolean(),
    lastRun: pluginJobRun.nullable(),
  })
  .meta({ id: 'PluginJob' });
export type PluginJob = z.infer<typeof pluginJob>;

const manage = { access: ['plugins:write'], scope: 'desk' } as const;
const jobName = storableText(100);

export const pluginJobRoutes = {
  list: route({
    method: 'GET',
    path: '/api/plugins/:id/jobs',
    summary: 'The jobs of a plugin, when they run next and how they went last; at most 100',
    ...manage,
    params: z.object({ id: pluginId }),
    response: z.object({ items: z.array(pluginJob) }),
  }),
  runs: route({
    method: 'GET',
    path: '/api/plugins/:id/job-runs',
    summary: 'How the jobs of a plugin went, the last first; kept for a month',
    ...manage,
    params: z.object({ id: pluginId }),
    query: z.object({
      name: jobName.optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(30),
    }),
    response: page(pluginJobRun),
  }),
  run: route({
    method: 'POST',
    path: '/api/plugins/:id/jobs/:name/run',
    summary: 'Run a job now, on a node where its plugin runs; its times stay as they are',
    ...manage,
    params: z.object({ id: pluginId, name: jobName }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'conflict'],
  }),
} as const;
