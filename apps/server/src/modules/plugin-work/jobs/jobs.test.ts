import { definePlugin, type Job } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { createLogger } from '../../../platform/logging/index.ts';
import { createMetrics } from '../../../platform/metrics/index.ts';
import { pluginsInMemory } from '../../../testing/plugins-in-memory.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';
import { createJobWorker } from './job-worker.ts';
import { removeOldWork } from './jobs.store.ts';

let desk: TestDesk;
let chief: TestAgent;
let running = 0;
let most = 0;
const ran: string[] = [];

const note = async (name: string, ms = 0) => {
  running += 1;
  most = Math.max(most, running);
  await new Promise((resolve) => setTimeout(resolve, ms));
  running -= 1;
  ran.push(name);
};
const plugin = (jobs: Record<string, Job>) =>
  definePlugin({ id: 'test.jobs', name: 'Jobs', version: '1.0.0', api: '^1.0', permissions: [], jobs });
const working = plugin({
  sync: { every: '1h', handler: () => note('sync') },
  slow: { every: '1h', handler: () => note('slow', 700) },
  throws: {
    every: '1h',
    handler: () => {
      throw new Error('out of order');
    },
  },
  hangs: { every: '1h', timeoutMs: 200, handler: () => new Promise(() => {}) },
});

beforeAll(async () => {
  desk = await startDesk({ builtInPlugins: [working] });
  chief = await desk.buildAgent({ superAdministrator: true });
  await vi.waitFor(async () => expect(await list()).toHaveLength(4), { timeout: 10_000 });
});
afterAll(() => desk.stop());

const params = { id: 'test.jobs' };
const list = async () => (await chief.http.request('GET /api/plugins/:id/jobs', { params })).items;
const runNow = (name: string, who = chief) =>
  who.http.request('POST /api/plugins/:id/jobs/:name/run', { params: { ...params, name } });
const runs = async (name: string) =>
  (await chief.http.request('GET /api/plugins/:id/job-runs', { params, query: { name } })).items;
const last = async (name: string) => (await list()).find((job) => job.name === name)?.lastRun;
const makeDue = (name: string) =>
  desk.db
    .updateTable('plugin_jobs')
    .set({ next_at: new Date(0) })
    .where('name', '=', name)
    .execute();

describe('a job', () => {
  test('runs when its time has come, and then an hour later', async () => {
    await makeDue('sync');
    await expect.poll(() => last('sync')).toMatchObject({ outcome: 'done', askedBy: null, error: null });
    const [job] = (await list()).filter(({ name }) => name === 'sync');
    expect(job?.schedule).toBe('every 1h');
    expect(Date.parse(job?.nextAt ?? '')).toBeGreaterThan(Date.now() + 59 * 60_000);
  });

  test('runs when somebody asks for it, which is told and does not move its time', async () => {
    const before = (await list()).find(({ name }) => name === 'sync')?.nextAt;
    await runNow('sync');
    await expect.poll(() => last('sync')).toMatchObject({ outcome: 'done', askedBy: { id: chief.id } });
    expect((await list()).find(({ name }) => name === 'sync')?.nextAt).toBe(before);
    const audit = await chief.http.request('GET /api/audit', { query: { limit: 20 } });
    expect(audit.items.map(({ type }) => type)).toContain('plugin.job_asked');
  });

  test('is not begun while it is under way', async () => {
    await runNow('slow');
    await expect.poll(async () => (await list()).find(({ name }) => name === 'slow')?.isRunning).toBe(true);
    await expect(runNow('slow')).rejects.toMatchObject({ code: 'conflict' });
    await expect.poll(() => last('slow')).toMatchObject({ outcome: 'done' });
  });

  test('that throws or takes too long is told as such, and its next time stands', async () => {
    await makeDue('throws');
    await runNow('hangs');
    await expect
      .poll(() => last('throws'))
      .toMatchObject({ outcome: 'failed', error: expect.stringMatching(/^[^:]*out of order/) });
    await expect.poll(() => last('hangs')).toMatchObject({ outcome: 'late' });
    expect((await list()).every(({ nextAt }) => nextAt !== null && Date.parse(nextAt) > Date.now())).toBe(true);
  });

  test('that nobody knows is not found, and only those may ask who manage plugins', async () => {
    await expect(runNow('nonsense')).rejects.toMatchObject({ code: 'not_found' });
    await expect(runNow('sync', await desk.buildAgent())).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('on several nodes', () => {
  test('a job runs once, and one whose node is gone runs again', async () => {
    const nodes = [1, 2, 3].map(() => {
      const plugins = pluginsInMemory(working);
      const worker = createJobWorker({
        db: desk.db,
        plugins,
        log: createLogger('fatal', { write: () => {} }),
        metrics: createMetrics(),
      });
      worker.start();
      return { worker, plugins };
    });
    most = 0;
    const before = (await runs('slow')).length;
    await makeDue('slow');
    await expect.poll(async () => (await runs('slow'))[0]?.outcome, { timeout: 10_000 }).toBe('done');
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    expect([(await runs('slow')).length - before, most]).toEqual([1, 1]);

    // As a node leaves it that was killed.
    const lost = crypto.randomUUID();
    await desk.db
      .insertInto('plugin_job_runs')
      .values({ id: lost, plugin_id: 'test.jobs', name: 'sync', started_at: new Date(), outcome: 'running' })
      .execute();
    await desk.db
      .updateTable('plugin_jobs')
      .set({ lease: lost, lease_until: new Date(Date.now() - 1_000), next_at: new Date(0) })
      .where('name', '=', 'sync')
      .execute();
    await expect.poll(async () => (await runs('sync')).find(({ id }) => id === lost)?.outcome).toBe('lost');
    await expect.poll(async () => (await last('sync'))?.outcome).toBe('done');
    for (const { worker, plugins } of nodes) {
      await worker.stop();
      plugins.stop();
    }
  });
});

test('the history is bounded', async () => {
  await desk.connection.pool.query(
    `insert into plugin_job_runs (id, plugin_id, name, started_at, outcome)
     select gen_random_uuid(), 'test.jobs', 'old', now() - make_interval(mins => n), 'done' from generate_series(1, 250) n`,
  );
  await removeOldWork(desk.db);
  const { rows } = await desk.connection.pool.query(
    `select count(*)::int as n from plugin_job_runs where name = 'old'`,
  );
  expect(rows[0]).toEqual({ n: 200 });
});
