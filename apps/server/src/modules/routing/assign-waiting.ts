import { sql } from 'kysely';
import type { SystemActor, UseCaseContext } from '../access/index.ts';
import { assignConversations } from '../conversations/index.ts';
import { askQuestion } from './ask-question.ts';
import { decideAssignments } from './decide-assignments.ts';

export interface Given {
  /** The conversations that were given. */
  readonly ids: readonly string[];
  /** When time alone makes more possible, in milliseconds. */
  readonly retryAt: number | null;
}

/**
 * Gives the waiting conversations of a skill group to its agents. One at a time for each group, on however many nodes; agents are
 * locked, so no limit is passed, and conversations are claimed only if they still wait. Who gets what is decided by `decideAssignments`.
 */
export async function assignWaiting(
  ctx: UseCaseContext<SystemActor>,
  { skillGroupId }: { skillGroupId: number },
): Promise<Given> {
  await sql`select pg_advisory_xact_lock(hashtext('cskefu routing'), ${skillGroupId})`.execute(ctx.tx);
  const asked = await askQuestion(ctx, skillGroupId, 'toAct');
  if (!asked) return { ids: [], retryAt: null };
  const { assignments, retryAt } = decideAssignments(asked);
  const wanted = assignments.map(({ conversationId, agentId, rule, explanation }) => ({
    conversationId,
    agent: { id: agentId, name: asked.names.get(agentId) ?? '' },
    rule,
    explanation,
  }));
  return { ids: await assignConversations(ctx, wanted, 'routing'), retryAt };
}

/** What could be given in a skill group at this moment; nothing is done about it. */
export async function findAssignable(
  ctx: UseCaseContext<SystemActor>,
  { skillGroupId }: { skillGroupId: number },
): Promise<string[]> {
  const asked = await askQuestion(ctx, skillGroupId, 'toLook');
  return asked ? decideAssignments(asked).assignments.map(({ conversationId }) => conversationId) : [];
}
