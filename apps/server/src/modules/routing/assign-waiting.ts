import { sql } from 'kysely';
import type { SystemActor, UseCaseContext } from '../access/index.ts';
import { lockReadyAgents } from '../agents/index.ts';
import { assignConversations, countActive } from '../conversations/index.ts';
import { assignLeastLoaded } from './least-loaded.ts';

/** Taken from the queue in one transaction at the most; whoever wakes the group comes again while there is more. */
export const ROUND = 200;

/**
 * Gives the waiting conversations of a skill group to its ready agents. One at a time for each group, on however many nodes; agents are
 * locked, so no limit is passed, and conversations are claimed only if they still wait. Answers with how many were given.
 */
export async function assignWaiting(
  ctx: UseCaseContext<SystemActor>,
  { skillGroupId }: { skillGroupId: number },
): Promise<number> {
  await sql`select pg_advisory_xact_lock(hashtext('cskefu routing'), ${skillGroupId})`.execute(ctx.tx);
  const waiting = await ctx.tx
    .selectFrom('conversations')
    .select('id')
    .where('skill_group_id', '=', skillGroupId)
    .where('state', '=', 'waiting')
    .orderBy('waiting_since')
    .orderBy('id')
    .limit(ROUND)
    .execute();
  if (waiting.length === 0) return 0;
  const agents = await lockReadyAgents(ctx.tx, skillGroupId);
  if (agents.length === 0) return 0;
  const loads = await countActive(
    ctx.tx,
    agents.map((agent) => agent.id),
  );
  const pairs = assignLeastLoaded(
    waiting.map((row) => row.id),
    agents.map((agent) => ({ ...agent, load: loads.get(agent.id) ?? 0 })),
  );
  const byId = new Map(agents.map((agent) => [agent.id, { id: agent.id, name: agent.name }]));
  const assignments = pairs.flatMap(([conversationId, agentId]) => {
    const agent = byId.get(agentId);
    return agent ? [{ conversationId, agent }] : [];
  });
  return (await assignConversations(ctx, assignments, 'routing')).length;
}
