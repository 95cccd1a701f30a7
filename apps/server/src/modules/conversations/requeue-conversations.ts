import { sql } from 'kysely';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { statesBefore } from './conversation.ts';
import { streamEvent } from './stream-event.ts';
import { endOffer, endOffersOf } from './transfer-offers.ts';

/**
 * Puts everything that an agent serves back to the front of the queue: it waits since it was created, so before anybody who came
 * later. What they have put aside stays with them where that is asked for: its visitor waits for nothing now, and it is looked at again when its
 * time comes or the visitor writes. Answers with the skill groups that have something to do now.
 */
export async function requeueConversations(
  ctx: UseCaseContext<Actor>,
  agentId: string,
  { keepSnoozed = false } = {},
): Promise<number[]> {
  await endOffersOf(ctx, agentId);
  const awake = keepSnoozed ? sql`and snoozed_until is null` : sql``;
  return requeue(ctx, sql`agent_id = ${agentId} ${awake}`);
}

/** The same for one conversation. */
export async function requeueConversation(ctx: UseCaseContext<Actor>, id: string): Promise<number[]> {
  await endOffer(ctx, id);
  return requeue(ctx, sql`id = ${id}`);
}

async function requeue(ctx: UseCaseContext<Actor>, which: ReturnType<typeof sql>): Promise<number[]> {
  const { rows } = await sql<{ id: string; last_seq: number; skill_group_id: number; waiting_since: Date }>`
    with mine as (
      select id from conversations where ${which} and state = any (${statesBefore('requeue')}) order by id for update
    )
    update conversations c
    set state = 'waiting', agent_id = null, assigned_at = null, waiting_since = c.created_at, snoozed_until = null,
      last_seq = c.last_seq + 1, last_transaction_id = greatest(c.last_transaction_id, pg_current_xact_id())
    from mine where c.id = mine.id
    returning c.id, c.last_seq, c.skill_group_id, c.waiting_since`.execute(ctx.tx);
  for (const row of rows)
    ctx.emit(
      streamEvent('conversation.waiting', row, { reason: 'agent_offline', since: row.waiting_since.toISOString() }),
    );
  return [...new Set(rows.map((row) => row.skill_group_id))];
}
