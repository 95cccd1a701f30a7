import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';

/** What is to be sent in one conversation, held by one worker at a time. */
export interface Lane {
  readonly conversationId: string;
  readonly channelId: string;
  readonly lease: string;
  /** How many messages had been put into it when it was taken. */
  readonly writes: string;
}

/** Longer than any call to a plugin may take. */
const LEASE = sql.lit('90 seconds');

/** Takes lanes in which something is due and nobody works, but none of these channels. */
export async function claimLanes(db: DatabaseReader, limit: number, notOver: readonly string[]): Promise<Lane[]> {
  const { rows } = await sql<{ conversation_id: string; channel_id: string; lease: string; writes: string }>`
    update delivery_lanes set lease = gen_random_uuid(), leased_until = now() + ${LEASE}::interval
    where conversation_id in (
      select conversation_id from delivery_lanes
      where due_at <= now() and leased_until <= now() and channel_id <> all (${notOver}::text[])
      order by due_at limit ${limit} for update skip locked
    )
    returning conversation_id, channel_id, lease, writes::text`.execute(db);
  return rows.map((row) => ({
    conversationId: row.conversation_id,
    channelId: row.channel_id,
    lease: row.lease,
    writes: row.writes,
  }));
}

/** False: it took too long, and somebody else may be at work there by now. */
export async function renewLane(db: DatabaseReader, { conversationId, lease }: Lane): Promise<boolean> {
  const { rows } = await sql`
    update delivery_lanes set leased_until = now() + ${LEASE}::interval
    where conversation_id = ${conversationId} and lease = ${lease}
    returning conversation_id`.execute(db);
  return rows.length > 0;
}

/** Nothing is left in it; unless something came meanwhile. */
export async function finishLane(db: DatabaseReader, lane: Lane): Promise<void> {
  const { rows } = await sql`
    delete from delivery_lanes
    where conversation_id = ${lane.conversationId} and lease = ${lane.lease} and writes = ${lane.writes}::bigint
    returning conversation_id`.execute(db);
  if (rows.length === 0) await leaveLane(db, lane, new Date());
}

/** To be looked at again at that time, by anybody. */
export async function leaveLane(db: DatabaseReader, { conversationId, lease }: Lane, dueAt: Date): Promise<void> {
  await sql`
    update delivery_lanes set lease = null, leased_until = '-infinity', due_at = ${dueAt}
    where conversation_id = ${conversationId} and lease = ${lease}`.execute(db);
}

/** Something in it is due now, whatever was waited for. */
export async function openLane(db: DatabaseReader, conversationId: string, channelId: string): Promise<void> {
  await sql`
    insert into delivery_lanes (conversation_id, channel_id, due_at) values (${conversationId}, ${channelId}, now())
    on conflict (conversation_id) do update set due_at = now(), writes = delivery_lanes.writes + 1`.execute(db);
}
