import { CallError } from '@cskefu/plugin-host';
import type { JobManifest } from '@cskefu/plugin-sdk';
import type { Database } from '../../../platform/database/index.ts';
import type { Logger } from '../../../platform/logging/index.ts';
import type { Metrics } from '../../../platform/metrics/index.ts';
import type { PluginRuntime, RunningPlugin } from '../../plugins/index.ts';
import { nextTime, scheduleOf } from './job-times.ts';
import { beginRun, endRun, findDueJobs, type JobKey, syncJobs } from './jobs.store.ts';

export interface JobWorker {
  start(): void;
  /** Ends what is under way. */
  stop(): Promise<void>;
}

const POLL_MS = 1_000;
const CEILING_MS = 15 * 60_000;
/** Longer than the deadline, so that no other node begins while the answer is being written down. */
const LEASE_SLACK_MS = 30_000;
const MOST_AT_A_TIME = 8;

/** Does the jobs of the plugins that run on this node. Any number of nodes share the work; without jobs there is not even a timer. */
export function createJobWorker({
  db,
  plugins,
  log,
  metrics,
}: {
  db: Database;
  plugins: Pick<PluginRuntime, 'running' | 'onChange' | 'call'>;
  log: Logger;
  metrics: Metrics;
}): JobWorker {
  const underWay = new Set<Promise<void>>();
  const abort = new AbortController();
  let timer: NodeJS.Timeout | undefined;
  let looking: Promise<void> | undefined;
  let isSynced = false;
  let started = false;

  const withJobs = (): RunningPlugin[] => plugins.running().filter(({ manifest }) => manifest.jobs.length > 0);
  const jobOf = ({ pluginId, name }: JobKey): JobManifest | undefined =>
    withJobs()
      .find(({ id }) => id === pluginId)
      ?.manifest.jobs.find((job) => job.name === name);

  async function sync(): Promise<void> {
    isSynced = true;
    for (const { id, manifest } of withJobs()) {
      const jobs = manifest.jobs.map((job) => ({
        name: job.name,
        schedule: scheduleOf(job),
        nextAt: nextTime(job, new Date()),
      }));
      for (const job of jobs)
        if (!job.nextAt) log.warn({ plugin: id, job: job.name }, 'nobody understands when it is to run');
      if (!(await syncJobs(db, id, jobs))) isSynced = false;
    }
  }

  async function look(): Promise<void> {
    try {
      if (!isSynced) await sync();
      const able = withJobs().flatMap(({ id, rests }) => (rests ? [] : [id]));
      const room = MOST_AT_A_TIME - underWay.size;
      if (able.length === 0 || room <= 0) return;
      for (const key of await findDueJobs(db, able, room)) await begin(key);
    } catch (error) {
      if (started) log.warn({ err: error }, 'looking for jobs of plugins');
    }
  }

  async function begin(key: JobKey): Promise<void> {
    const job = jobOf(key);
    if (!job || !started) return;
    const deadlineMs = Math.min(CEILING_MS, job.timeoutMs);
    const id = await beginRun(db, key, deadlineMs + LEASE_SLACK_MS);
    if (id === null) return;
    const work = perform(key, job, id, deadlineMs).finally(() => underWay.delete(work));
    underWay.add(work);
  }

  async function perform(key: JobKey, job: JobManifest, id: string, deadlineMs: number): Promise<void> {
    const ended = await plugins
      .call(key.pluginId, 'job', { name: key.name }, { deadlineMs, signal: abort.signal })
      .then(() => ({ outcome: 'done' as const, error: null }))
      .catch((error: unknown) => ({
        outcome: isDeadline(error) ? ('late' as const) : ('failed' as const),
        error: (error instanceof Error ? error.message : String(error)).slice(0, 1_000),
      }));
    metrics.pluginJobs.inc({ plugin: key.pluginId, outcome: ended.outcome });
    if (ended.outcome !== 'done') log.warn({ ...key, ...ended }, 'a job of a plugin came to nothing');
    await endRun(db, key, id, { ...ended, nextAt: nextTime(job, new Date()) }).catch((error: unknown) =>
      log.warn({ err: error, ...key }, 'the end of a job was not written down'),
    );
  }

  function adjust(): void {
    isSynced = false;
    const isNeeded = started && withJobs().length > 0;
    if (!isNeeded) {
      clearInterval(timer);
      timer = undefined;
    } else timer ??= setInterval(tick, POLL_MS);
  }

  function tick(): void {
    looking ??= look().finally(() => {
      looking = undefined;
    });
  }

  plugins.onChange(adjust);
  return {
    start: () => {
      started = true;
      adjust();
    },
    stop: async () => {
      started = false;
      adjust();
      await looking;
      abort.abort();
      await Promise.all(underWay);
    },
  };
}

const isDeadline = (error: unknown) => error instanceof CallError && error.code === 'deadline';
