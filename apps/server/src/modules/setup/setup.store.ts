import type { SetupStep } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';

/** What the first start creates: as long as a step finds nothing else, it has not been done. */
export interface FirstThings {
  readonly company: string;
  readonly skillGroup: string;
  readonly agent: string;
  readonly channelId: string;
}

export type Mark = 'done' | 'skipped';

export interface SetupRecord {
  readonly finished: boolean;
  readonly marks: Readonly<Partial<Record<SetupStep, Mark>>>;
  /** Steps that the desk itself shows to be done. */
  readonly seen: ReadonlySet<SetupStep>;
}

export async function readSetup(db: DatabaseReader, first: FirstThings): Promise<SetupRecord> {
  const row = await db.selectFrom('setup').select(['marks', 'finished_at']).executeTakeFirst();
  return {
    finished: row?.finished_at != null,
    marks: (row?.marks ?? {}) as SetupRecord['marks'],
    seen: await whatIsDone(db, first),
  };
}

async function whatIsDone(db: DatabaseReader, first: FirstThings): Promise<ReadonlySet<SetupStep>> {
  const { rows } = await sql<Record<SetupStep, boolean>>`
    select
      exists (select from accounts where is_super_administrator and not must_change_password) as password,
      exists (select from org_units where parent_id is null and name <> ${first.company}) as organization,
      exists (select from org_units where is_skill_group and deleted_at is null and name <> ${first.skillGroup}) as skill_group,
      exists (
        select from accounts where deleted_at is null and not is_super_administrator and username <> ${first.agent}
      ) as people,
      exists (
        select from channels where id <> ${first.channelId} or jsonb_array_length(coalesce(settings -> 'allowedOrigins', '[]')) > 0
      ) as channel,
      exists (select from conversations) as first_conversation`.execute(db);
  const found = rows[0];
  return new Set(found ? (Object.keys(found) as SetupStep[]).filter((step) => found[step]) : []);
}

/** Keeps a mark on a step, or takes it away. */
export async function writeMark(tx: DatabaseTransaction, step: SetupStep, mark: Mark | null): Promise<void> {
  await sql`
    update setup set marks = ${mark === null ? sql`marks - ${step}::text` : sql`marks || ${JSON.stringify({ [step]: mark })}::jsonb`}`.execute(
    tx,
  );
}

/** Answers whether it was not finished before. */
export async function writeFinished(tx: DatabaseTransaction, now: Date): Promise<boolean> {
  const result = await tx
    .updateTable('setup')
    .set({ finished_at: now })
    .where('finished_at', 'is', null)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}
