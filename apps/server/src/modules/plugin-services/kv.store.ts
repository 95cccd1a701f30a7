import { sql } from 'kysely';
import type { Database, DatabaseReader } from '../../platform/database/index.ts';

interface KvKey {
  readonly pluginId: string;
  readonly key: string;
  /** The version of the data that the code of the plugin knows; null: any. */
  readonly dataVersion: number | null;
}

export interface KvWrite extends KvKey {
  /** JSON; null with `add`. */
  readonly value: string | null;
  /** Only if the entry has this version; 0: is not there; null: whatever is there. */
  readonly expected: number | null;
  readonly add: number | null;
  readonly ttlS: number | null;
  readonly quota: number;
}

/**
 *   migrating  the data is held for a migration: come again
 *   outdated   the code that asks knows another version of the data
 */
export type KvDoor = 'migrating' | 'outdated';

export type KvOutcome =
  | { readonly outcome: 'written'; readonly value: string }
  | { readonly outcome: 'conflict' | 'full' | 'not_a_number' | KvDoor };

/** One statement and one commit: the quota and the comparison are looked at under the lock of the plugin's usage. */
export async function writeEntry(db: DatabaseReader, write: KvWrite): Promise<KvOutcome> {
  const { pluginId, key, value, expected, add, ttlS, quota, dataVersion } = write;
  const { rows } = await sql<KvOutcome>`
    select outcome, value
    from write_plugin_data(${pluginId}, ${key}, ${value}, ${expected}, ${add}, ${ttlS}, ${quota}, ${dataVersion})`.execute(
    db,
  );
  return rows[0] as KvOutcome;
}

/** Looked at with what is read, in one statement: what an upgrade has changed is never read by code that does not know it. */
const fits = ({ pluginId, dataVersion }: Pick<KvKey, 'pluginId' | 'dataVersion'>) => sql<boolean>`
  (${dataVersion}::integer is null or exists (
    select from plugins where id = ${pluginId} and coalesce(data_version, ${dataVersion}) = ${dataVersion}))`;

interface Found {
  readonly value: string;
  readonly version: string;
}

export async function findEntry(db: DatabaseReader, asked: KvKey): Promise<Found | 'outdated' | null> {
  const { rows } = await sql<{ value: string | null; version: string; fits: boolean }>`
    select entry.value, entry.version::text, ${fits(asked)} as fits
    from (values (1)) as one left join plugin_kv entry
      on entry.plugin_id = ${asked.pluginId} and entry.key = ${asked.key}
        and (entry.expires_at is null or entry.expires_at > clock_timestamp())`.execute(db);
  const [row] = rows;
  if (!row?.fits) return 'outdated';
  return row.value === null ? null : { value: row.value, version: row.version };
}

export async function deleteEntry(db: DatabaseReader, { pluginId, key, dataVersion }: KvKey) {
  const { rows } = await sql<{ outcome: 'written' | KvDoor }>`
    select delete_plugin_data(${pluginId}, ${key}, ${dataVersion}) as outcome`.execute(db);
  return rows[0] as { outcome: 'written' | KvDoor };
}

/** Keys that begin with the prefix, in the order of their bytes. */
export async function listKeys(
  db: DatabaseReader,
  asked: { prefix: string; after: string; limit: number } & Omit<KvKey, 'key'>,
): Promise<string[] | 'outdated'> {
  const { pluginId, prefix, after, limit } = asked;
  const { rows } = await sql<{ keys: string[]; fits: boolean }>`
    select ${fits(asked)} as fits, array(
      select key from plugin_kv
      where plugin_id = ${pluginId} and key > ${after} and key >= ${prefix} and starts_with(key, ${prefix})
        and (expires_at is null or expires_at > clock_timestamp())
      order by key limit ${limit}) as keys`.execute(db);
  const [row] = rows;
  return row?.fits ? row.keys : 'outdated';
}

/** How long an entry has to live; null: it is not there, or for ever. */
export async function remainingS(db: DatabaseReader, pluginId: string, key: string): Promise<number | null> {
  const { rows } = await sql<{ left_s: number | null }>`
    select greatest(1, ceil(extract(epoch from expires_at - clock_timestamp())))::integer as left_s
    from plugin_kv where plugin_id = ${pluginId} and key = ${key} and expires_at > clock_timestamp()`.execute(db);
  return rows[0]?.left_s ?? null;
}

/** What plugins have let expire; also answers to nobody, so nobody waits for it. */
export async function removeExpiredEntries(db: Database): Promise<void> {
  const { rows } = await sql<{ plugin_id: string }>`
    select distinct plugin_id from plugin_kv where expires_at <= clock_timestamp()`.execute(db);
  for (const { plugin_id } of rows) {
    await db.transaction().execute(async (tx) => {
      const { rows: doors } = await sql<{ door: string }>`
        select enter_plugin_data(${plugin_id}, null) as door`.execute(tx);
      if (doors[0]?.door !== 'open') return;
      await lockUsage(tx, plugin_id);
      await sql`select forget_expired_plugin_kv(${plugin_id})`.execute(tx);
    });
  }
}

const lockUsage = (tx: DatabaseReader, pluginId: string) =>
  sql`select from plugin_kv_usage where plugin_id = ${pluginId} for update`.execute(tx);
