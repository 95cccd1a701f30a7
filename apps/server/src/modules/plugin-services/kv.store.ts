import { sql } from 'kysely';
import type { Database, DatabaseReader } from '../../platform/database/index.ts';

export interface KvWrite {
  readonly pluginId: string;
  readonly key: string;
  /** JSON; null with `add`. */
  readonly value: string | null;
  /** Only if the entry has this version; 0: is not there; null: whatever is there. */
  readonly expected: number | null;
  readonly add: number | null;
  readonly ttlS: number | null;
  readonly quota: number;
}

export type KvOutcome =
  | { readonly outcome: 'written'; readonly value: string }
  | { readonly outcome: 'conflict' | 'full' | 'not_a_number' };

/** One statement and one commit: the quota and the comparison are looked at under the lock of the plugin's usage. */
export async function writeEntry(db: Database, write: KvWrite): Promise<KvOutcome> {
  const { pluginId, key, value, expected, add, ttlS, quota } = write;
  const { rows } = await sql<KvOutcome>`
    select outcome, value from write_plugin_kv(${pluginId}, ${key}, ${value}, ${expected}, ${add}, ${ttlS}, ${quota})`.execute(
    db,
  );
  return rows[0] as KvOutcome;
}

export async function findEntry(db: DatabaseReader, pluginId: string, key: string) {
  const { rows } = await sql<{ value: string; version: string }>`
    select value, version::text from plugin_kv
    where plugin_id = ${pluginId} and key = ${key} and (expires_at is null or expires_at > clock_timestamp())`.execute(
    db,
  );
  return rows[0];
}

export async function deleteEntry(db: Database, pluginId: string, key: string): Promise<void> {
  await db.transaction().execute(async (tx) => {
    await lockUsage(tx, pluginId);
    await sql`
      with gone as (delete from plugin_kv where plugin_id = ${pluginId} and key = ${key} returning bytes)
      update plugin_kv_usage u set bytes = u.bytes - gone.bytes from gone where u.plugin_id = ${pluginId}`.execute(tx);
  });
}

/** Keys that begin with the prefix, in the order of their bytes. */
export async function listKeys(
  db: DatabaseReader,
  { pluginId, prefix, after, limit }: { pluginId: string; prefix: string; after: string; limit: number },
): Promise<string[]> {
  const { rows } = await sql<{ key: string }>`
    select key from plugin_kv
    where plugin_id = ${pluginId} and key > ${after} and key >= ${prefix} and starts_with(key, ${prefix})
      and (expires_at is null or expires_at > clock_timestamp())
    order by key limit ${limit}`.execute(db);
  return rows.map(({ key }) => key);
}

/** What plugins have let expire; also answers to nobody, so nobody waits for it. */
export async function removeExpiredEntries(db: Database): Promise<void> {
  const { rows } = await sql<{ plugin_id: string }>`
    select distinct plugin_id from plugin_kv where expires_at <= clock_timestamp()`.execute(db);
  for (const { plugin_id } of rows) {
    await db.transaction().execute(async (tx) => {
      await lockUsage(tx, plugin_id);
      await sql`select forget_expired_plugin_kv(${plugin_id})`.execute(tx);
    });
  }
}

const lockUsage = (tx: DatabaseReader, pluginId: string) =>
  sql`select from plugin_kv_usage where plugin_id = ${pluginId} for update`.execute(tx);
