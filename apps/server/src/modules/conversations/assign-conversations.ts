import { sql } from 'kysely';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { statesBefore } from './conversation.ts';
import { streamEvent } from './stream-event.ts';

export interface Assignment {
  readonly conversationId: string;
  readonly agent: { readonly id: string; readonly name: string };
}

/**
 * Gives waiting conversations to agents: "if still waiting". Answers with the ids that were indeed given; the others were taken, closed or
 * assigned meanwhile. Capacity is the caller's business.
 */
export async function assignConversations(
  ctx: UseCaseContext<Actor>,
  assignments: readonly Assignment[],
  by: 'routing' | 'taken',
): Promise<string[]> {
  if (assignments.length === 0) return [];
  const ids = assignments.map((assignment) => assignment.conversationId);
  // Locked in the order of ids, as the message writer does it.
  await sql`select 1 from conversations where id = any (${ids}::uuid[]) order by id for update`.execute(ctx.tx);
  const { rows } = await sql<{ id: string; last_seq: number; skill_group_id: number; agent_id: string }>`
    update conversations c
    set state = 'active', agent_id = a.agent_id, assigned_at = ${ctx.now}, waiting_since = null, last_seq = c.last_seq + 1
    from unnest(${ids}::uuid[], ${assignments.map((assignment) => assignment.agent.id)}::uuid[]) as a (id, agent_id)
    where c.id = a.id and c.state = any (${statesBefore('assign')})
    returning c.id, c.last_seq, c.skill_group_id, c.agent_id`.execute(ctx.tx);
  const agents = new Map(assignments.map((assignment) => [assignment.agent.id, assignment.agent]));
  for (const row of rows) {
    const agent = agents.get(row.agent_id);
    if (agent) ctx.emit(streamEvent('conversation.assigned', row, { agent, by }));
  }
  return rows.map((row) => row.id);
}
