import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';

export type LeasedWork = 'inbound' | 'connect';

export interface ChannelLease {
  readonly channelId: string;
  readonly work: LeasedWork;
  readonly lease: string;
  /** Times in a row that it came to nothing. */
  readonly failures: number;
  readonly cursor: string | null;
}

const seconds = (value: number) => sql`make_interval(secs => ${value}::double precision)`;

/** Takes up work for a channel that one node does at a time; undefined: somebody does it, or its time has not come. */
export async function claimChannel(
  db: DatabaseReader,
  channelId: string,
  work: LeasedWork,
  node: string,
  leaseS: number,
): Promise<ChannelLease | undefined> {
  const { rows } = await sql<{ lease: string; failures: number; cursor: string | null }>`
    insert into channel_leases as l (channel_id, work, lease, node, leased_until, since)
    values (${channelId}, ${work}, gen_random_uuid(), ${node}, now() + ${seconds(leaseS)}, now())
    on conflict (channel_id, work) do update
    set lease = excluded.lease, node = excluded.node, leased_until = excluded.leased_until, since = now()
    where l.leased_until <= now() and l.due_at <= now()
    returning lease, failures, cursor`.execute(db);
  return rows[0] && { channelId, work, ...rows[0] };
}

/** False: it was too slow, and the work is somebody else's now. */
export async function renewChannel(db: DatabaseReader, lease: ChannelLease, leaseS: number): Promise<boolean> {
  const { rows } = await sql`
    update channel_leases set leased_until = now() + ${seconds(leaseS)}
    where channel_id = ${lease.channelId} and work = ${lease.work} and lease = ${lease.lease}
    returning work`.execute(db);
  return rows.length > 0;
}

/** Done for now: `afterS` is how long nobody takes it up again, `error` why. */
export async function releaseChannel(
  db: DatabaseReader,
  lease: ChannelLease,
  { afterS = 0, failures = 0, error = null }: { afterS?: number; failures?: number; error?: string | null } = {},
): Promise<void> {
  await sql`
    update channel_leases
    set lease = null, node = null, leased_until = '-infinity', due_at = now() + ${seconds(afterS)},
      failures = ${failures}, error = ${error?.slice(0, 500) ?? null}
    where channel_id = ${lease.channelId} and work = ${lease.work} and lease = ${lease.lease}`.execute(db);
}

/** How far a connection has come; given to the next one, wherever it runs. */
export async function keepCursor(db: DatabaseReader, channelId: string, cursor: string): Promise<void> {
  await sql`
    insert into channel_leases (channel_id, work, cursor) values (${channelId}, 'connect', ${cursor})
    on conflict (channel_id, work) do update set cursor = excluded.cursor`.execute(db);
}
