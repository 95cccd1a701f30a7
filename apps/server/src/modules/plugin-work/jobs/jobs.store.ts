import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';

export interface JobKey {
  readonly pluginId: string;
  readonly name: string;
}

/** Brings the rows of one plugin to what its manifest says; what stays the same keeps its next time. False: the desk does not know the plugin yet, or not any more. */
export async function syncJobs(
  db: Database,
  pluginId: string,
  jobs: readonly { name: string; schedule: string; nextAt: Date | null }[],
): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    // Nodes that start together would do this at the same time.
    await sql`select pg_advisory_xact_lock(hashtext('cskefu plugin jobs'), hashtext(${pluginId}))`.execute(tx);
    const known = await tx
      .selectFrom('plugins')
      .select('id')
      .where('id', '=', pluginId)
      .forKeyShare()
      .executeTakeFirst();
    if (!known) return false;
    for (const { name, schedule, nextAt } of jobs)
      await tx
        .insertInto('plugin_jobs')
        .values({ plugin_id: pluginId, name, schedule, next_at: nextAt })
        .onConflict((conflict) =>
          conflict
            .columns(['plugin_id', 'name'])
            .doUpdateSet({ schedule, next_at: nextAt })
            .where('plugin_jobs.schedule', '<>', schedule),
        )
        .execute();
    await tx
      .deleteFrom('plugin_jobs')
      .where('plugin_id', '=', pluginId)
      .where('name', '<>', sql<string>`all (${jobs.map(({ name }) => name)}::text[])`)
      .execute();
    return true;
  });
}

/** Those that may begin now. */
export async function findDueJobs(db: Database, pluginIds: readonly string[], limit: number): Promise<JobKey[]> {
  const { rows } = await sql<JobKey>`
    select plugin_id as "pluginId", name from plugin_jobs
    where plugin_id = any (${pluginIds}::text[]) and (next_at <= now() or asked_at is not null)
      and (lease_until is null or lease_until < now())
    order by coalesce(asked_at, next_at) limit ${limit}`.execute(db);
  return rows;
}

/** The id of the run, if this node is the one that does it. */
export async function beginRun(db: Database, { pluginId, name }: JobKey, leaseMs: number): Promise<string | null> {
  const id = crypto.randomUUID();
  return db.transaction().execute(async (tx) => {
    const { rows } = await sql<{ asked_by: string | null }>`
      with asked as (
        select asked_by from plugin_jobs where plugin_id = ${pluginId} and name = ${name}
          and (next_at <= now() or asked_at is not null) and (lease_until is null or lease_until < now())
        for update skip locked
      )
      update plugin_jobs j set lease = ${id}::uuid, lease_until = now() + make_interval(secs => ${leaseMs / 1_000}),
        asked_at = null, asked_by = null
      from asked where j.plugin_id = ${pluginId} and j.name = ${name}
      returning asked.asked_by`.execute(tx);
    const begun = rows[0];
    if (!begun) return null;
    // Whoever had the lease before is gone.
    await tx
      .updateTable('plugin_job_runs')
      .set({ outcome: 'lost', ended_at: new Date() })
      .where('plugin_id', '=', pluginId)
      .where('name', '=', name)
      .where('outcome', '=', 'running')
      .execute();
    await tx
      .insertInto('plugin_job_runs')
      .values({
        id,
        plugin_id: pluginId,
        name,
        asked_by: begun.asked_by,
        started_at: new Date(),
        outcome: 'running',
      })
      .execute();
    return id;
  });
}

export async function endRun(
  db: Database,
  { pluginId, name }: JobKey,
  id: string,
  { outcome, error, nextAt }: { outcome: 'done' | 'failed' | 'late'; error: string | null; nextAt: Date | null },
): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await sql`
      update plugin_jobs set lease = null, lease_until = null,
        -- Asked for out of turn, its own time still stands.
        next_at = case when next_at > now() then next_at else ${nextAt} end
      where plugin_id = ${pluginId} and name = ${name} and lease = ${id}::uuid`.execute(tx);
    await tx
      .updateTable('plugin_job_runs')
      .set({ outcome, error, ended_at: new Date() })
      .where('id', '=', id)
      .where('outcome', '=', 'running')
      .execute();
  });
}

const KEPT_DAYS = 30;
const KEPT_OF_EACH = 200;

/** Runs that nobody will look at any more, and the cursors of plugins that are gone. */
export async function removeOldWork(db: Database): Promise<void> {
  await sql`delete from plugin_job_runs where started_at < now() - make_interval(days => ${KEPT_DAYS})`.execute(db);
  await sql`
    delete from plugin_job_runs where id in (
      select id from (
        select id, row_number() over (partition by plugin_id, name order by started_at desc) as n from plugin_job_runs
      ) r where n > ${KEPT_OF_EACH})`.execute(db);
  await sql`
    delete from event_consumers c where c.name like 'plugin:%'
      and not exists (select 1 from plugins p where 'plugin:' || p.id = c.name)`.execute(db);
}
