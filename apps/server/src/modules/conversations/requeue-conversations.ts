import { sql } from 'kysely';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { statesBefore } from './conversation.ts';
import { streamEvent } from './stream-event.ts';

/**
 * Puts everything that an agent serves back to the front of the queue: it waits since it was created, so before anybody who came
 * later. Answers with the skill groups that have something to do now.
 */
export async function requeueConversations(ctx: UseCaseContext<Actor>, agentId: string): Promise<number[]> {
  const { rows } = await sql<{ id: string; last_seq: number; skill_group_id: number; waiting_since: Date }>`
    with mine as (
      select id from conversations where agent_id = ${agentId} and state = any (${statesBefore('requeue')}) order by id for update
    )
    update conversations c
    set state = 'waiting', agent_id = null, assigned_at = null, waiting_since = c.created_at, last_seq = c.last_seq + 1
    from mine where c.id = mine.id
    returning c.id, c.last_seq, c.skill_group_id, c.waiting_since`.execute(ctx.tx);
  for (const row of rows)
    ctx.emit(
      streamEvent('conversation.waiting', row, { reason: 'agent_offline', since: row.waiting_since.toISOString() }),
    );
  return [...new Set(rows.map((row) => row.skill_group_id))];
}
