import type { AssignmentRule } from '@cskefu/contract';
import { sql } from 'kysely';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { statesBefore } from './conversation.ts';
import { streamEvent } from './stream-event.ts';

export interface Assignment {
  readonly conversationId: string;
  readonly agent: { readonly id: string; readonly name: string };
  readonly rule: AssignmentRule;
  /** Who else was considered, and why not they. */
  readonly explanation?: object;
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
    set state = 'active', agent_id = a.agent_id, assigned_at = ${ctx.now}, waiting_since = null, bound_agent_id = null, snoozed_until = null,
      last_seq = c.last_seq + 1, last_transaction_id = greatest(c.last_transaction_id, pg_current_xact_id())
    from unnest(${ids}::uuid[], ${assignments.map((assignment) => assignment.agent.id)}::uuid[]) as a (id, agent_id)
    where c.id = a.id and c.state = any (${statesBefore('assign')})
    returning c.id, c.last_seq, c.skill_group_id, c.agent_id`.execute(ctx.tx);
  const claimed = new Map(rows.map((row) => [row.id, row]));
  const given = assignments.flatMap((assignment) => {
    const row = claimed.get(assignment.conversationId);
    return row ? [{ ...assignment, row }] : [];
  });
  for (const { row, agent } of given) ctx.emit(streamEvent('conversation.assigned', row, { agent, by }));
  await recordAssignments(ctx, given);
  return given.map(({ row }) => row.id);
}

/** In the order in which it was decided. */
async function recordAssignments(
  ctx: UseCaseContext<Actor>,
  given: readonly (Assignment & { row: { id: string; last_seq: number } })[],
): Promise<void> {
  if (given.length === 0) return;
  await sql`
    insert into assignments (conversation_id, seq, agent_id, rule, explanation, at)
    select a.id, a.seq, a.agent_id, a.rule, a.explanation, ${ctx.now}
    from unnest(
      ${given.map(({ row }) => row.id)}::uuid[],
      ${given.map(({ row }) => row.last_seq)}::int[],
      ${given.map(({ agent }) => agent.id)}::uuid[],
      ${given.map(({ rule }) => rule)}::text[],
      ${given.map(({ explanation }) => (explanation ? JSON.stringify(explanation) : null))}::jsonb[]
    ) with ordinality as a (id, seq, agent_id, rule, explanation, ord)
    order by a.ord`.execute(ctx.tx);
}
