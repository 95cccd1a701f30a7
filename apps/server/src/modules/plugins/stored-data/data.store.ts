import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../../platform/database/index.ts';
import type { MigrationFailure } from '../plugins.store.ts';

/** As long as anybody waits for those who write, who are quick. */
const LOCK_MS = 5_000;

/** What is new has no data yet: from now on it is counted. */
export const beginData = (db: Database, id: string, version: number) =>
  sql`update plugins set data_version = ${version} where id = ${id} and data_version is null`.execute(db);

/** Of this change only: after the next one it is tried again. */
export const noteFailure = (db: Database, id: string, failure: MigrationFailure) =>
  sql`
    update plugins set migration_failure = ${JSON.stringify(failure)}::jsonb
    where id = ${id} and generation = ${failure.generation}`.execute(db);

/**
 * To the end of the transaction nobody else migrates this plugin: the lock is the database's, so whoever dies with it has let go. False: somebody else is
 * at it.
 */
export async function claimMigration(tx: DatabaseTransaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('cskefu plugin migration'), hashtext(${id})) as mine`.execute(tx);
  return rows[0]?.mine ?? false;
}

/** Waits for those who write; then what the plugin keeps is changed by nobody else to the end of the transaction, or until it is silent for too long. */
export async function holdData(tx: DatabaseTransaction, id: string, silenceMs: number): Promise<void> {
  await sql`select set_config('lock_timeout', ${String(LOCK_MS)}, true),
    set_config('idle_in_transaction_session_timeout', ${String(silenceMs)}, true)`.execute(tx);
  await sql`select pg_advisory_xact_lock(hashtext('cskefu plugin data'), hashtext(${id}))`.execute(tx);
}

/** False: a migration is at it. Then it can be asked again. */
export async function tryHoldData(tx: DatabaseTransaction, id: string): Promise<boolean> {
  const { rows } = await sql<{ mine: boolean }>`
    select pg_try_advisory_xact_lock(hashtext('cskefu plugin data'), hashtext(${id})) as mine`.execute(tx);
  return rows[0]?.mine ?? false;
}

interface Move {
  readonly id: string;
  /** Of the version that wants it; null: part of the product. */
  readonly hash: string | null;
  readonly from: number;
  readonly to: number;
}

export const isStill = async (tx: DatabaseTransaction, { id, hash, from }: Move): Promise<boolean> => {
  const { rows } = await sql`
    select from plugins where id = ${id} and wanted_hash is not distinct from ${hash} and data_version = ${from}`.execute(
    tx,
  );
  return rows.length > 0;
};

/** False: somebody has changed their mind about the version meanwhile. */
export async function moveData(tx: DatabaseTransaction, { id, hash, from, to }: Move): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update plugins set data_version = ${to}, migration_failure = null
    where id = ${id} and wanted_hash is not distinct from ${hash} and data_version = ${from}`.execute(tx);
  return (numAffectedRows ?? 0n) > 0n;
}
