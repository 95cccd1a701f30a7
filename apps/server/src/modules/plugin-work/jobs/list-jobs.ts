import type { PluginJob, PluginJobRun } from '@cskefu/contract';
import { sql } from 'kysely';
import type { AccountActor, UseCaseContext } from '../../access/index.ts';
import { parseCursor } from '../../conversations/index.ts';

type Context = UseCaseContext<AccountActor>;
const MOST = 100;

/** The jobs of a plugin, by name. */
export async function listJobs({ tx, now }: Context, { id }: { id: string }): Promise<{ items: PluginJob[] }> {
  const jobs = await tx
    .selectFrom('plugin_jobs')
    .selectAll()
    .where('plugin_id', '=', id)
    .orderBy('name')
    .limit(MOST)
    .execute();
  const last = await selectRuns(tx)
    .distinctOn('r.name')
    .where('r.plugin_id', '=', id)
    .orderBy('r.name')
    .orderBy('r.started_at', 'desc')
    .execute();
  const lastOf = new Map(last.map((run) => [run.name, presentRun(run)]));
  return {
    items: jobs.map((job) => ({
      name: job.name,
      schedule: job.schedule,
      nextAt: job.next_at?.toISOString() ?? null,
      isRunning: job.lease_until !== null && job.lease_until > now,
      lastRun: lastOf.get(job.name) ?? null,
    })),
  };
}

/** How they went, the last first. */
export async function listJobRuns(
  { tx }: Context,
  { id, name, cursor, limit }: { id: string; name?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: PluginJobRun[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await selectRuns(tx)
    .where('r.plugin_id', '=', id)
    .$if(name !== undefined, (query) => query.where('r.name', '=', name ?? ''))
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(date_trunc('milliseconds', r.started_at), r.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy('r.started_at', 'desc')
    .orderBy('r.id', 'desc')
    .limit(limit + 1)
    .execute();
  const items = found.slice(0, limit).map(presentRun);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? `${last.startedAt}_${last.id}` : null };
}

const selectRuns = (tx: Context['tx']) =>
  tx
    .selectFrom('plugin_job_runs as r')
    .leftJoin('accounts', 'accounts.id', 'r.asked_by')
    .select([
      'r.id',
      'r.name',
      'r.asked_by',
      'accounts.name as asked_by_name',
      'r.started_at',
      'r.ended_at',
      'r.outcome',
      'r.error',
    ]);

type Run = Awaited<ReturnType<ReturnType<typeof selectRuns>['execute']>>[number];

const presentRun = (run: Run): PluginJobRun => ({
  id: run.id,
  name: run.name,
  askedBy: run.asked_by === null ? null : { id: run.asked_by, name: run.asked_by_name ?? '' },
  startedAt: run.started_at.toISOString(),
  endedAt: run.ended_at?.toISOString() ?? null,
  outcome: run.outcome as PluginJobRun['outcome'],
  error: run.error,
});
