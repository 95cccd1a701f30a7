import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';

export type StoredClaim =
  | { readonly state: 'ready'; readonly sealed: string }
  | { readonly state: 'wait' }
  | { readonly state: 'refresh' };

interface Claim {
  readonly pluginId: string;
  readonly key: string;
  readonly lease: string;
  readonly leaseMs: number;
}

/** The token while it is good; else the lease for one of those who ask. All clocks are that of the database. */
export async function claimToken(db: Database, { pluginId, key, lease, leaseMs }: Claim): Promise<StoredClaim> {
  const { rows } = await sql`
    insert into plugin_tokens as t (plugin_id, key, lease, lease_until)
    values (${pluginId}, ${key}, ${lease}, clock_timestamp() + make_interval(secs => ${leaseMs / 1_000}))
    on conflict (plugin_id, key) do update set lease = excluded.lease, lease_until = excluded.lease_until
    where (t.good_until is null or t.good_until <= clock_timestamp())
      and (t.lease_until is null or t.lease_until <= clock_timestamp())
    returning 1`.execute(db);
  if (rows.length > 0) return { state: 'refresh' };
  const found = await sql<{ sealed: string }>`
    select sealed from plugin_tokens
    where plugin_id = ${pluginId} and key = ${key} and good_until > clock_timestamp()`.execute(db);
  const sealed = found.rows[0]?.sealed;
  return sealed === undefined ? { state: 'wait' } : { state: 'ready', sealed };
}

/** Keeps what the holder of the lease was given. Whoever was too slow changes nothing: somebody else has asked since. */
export async function keepToken(
  db: Database,
  { pluginId, key, lease, sealed, goodForMs }: Omit<Claim, 'leaseMs'> & { sealed: string; goodForMs: number },
): Promise<void> {
  await sql`
    update plugin_tokens
    set sealed = ${sealed}, good_until = clock_timestamp() + make_interval(secs => ${goodForMs / 1_000}),
      lease = null, lease_until = null
    where plugin_id = ${pluginId} and key = ${key} and lease = ${lease}`.execute(db);
}

/** This one is good no more; one that came in its place meanwhile stays. */
export async function dropToken(
  db: Database,
  { pluginId, key, sealed }: Pick<Claim, 'pluginId' | 'key'> & { sealed: string },
): Promise<void> {
  await sql`
    update plugin_tokens set good_until = clock_timestamp()
    where plugin_id = ${pluginId} and key = ${key} and sealed = ${sealed}`.execute(db);
}

/** The next one may try at once. */
export async function releaseLease(db: Database, { pluginId, key, lease }: Omit<Claim, 'leaseMs'>): Promise<void> {
  await sql`
    update plugin_tokens set lease = null, lease_until = null
    where plugin_id = ${pluginId} and key = ${key} and lease = ${lease}`.execute(db);
}

export async function countTokens(db: Database, pluginId: string): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from plugin_tokens where plugin_id = ${pluginId}`.execute(db);
  return rows[0]?.count ?? 0;
}

/** Those that nobody can use any more. */
export async function removeStaleTokens(db: Database): Promise<void> {
  await sql`
    delete from plugin_tokens
    where coalesce(good_until, '-infinity') < clock_timestamp() - interval '1 day'
      and coalesce(lease_until, '-infinity') < clock_timestamp() - interval '1 day'`.execute(db);
}
