import { sql } from 'kysely';
import type { SystemActor, UseCaseContext } from '../access/index.ts';
import { assignConversations } from '../conversations/index.ts';
import type { Consent } from './ask-before-assign.ts';
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
 * locked, so no limit is passed, and conversations are claimed only if they still wait. Who gets what is decided by `decideAssignments`; what plugins
 * were not asked about before the transaction is left for the next look.
 */
export async function assignWaiting(
  ctx: UseCaseContext<SystemActor>,
  { skillGroupId, consent }: { skillGroupId: number; consent?: Consent | undefined },
): Promise<Given> {
  await sql`select pg_advisory_xact_lock(hashtext('cskefu routing'), ${skillGroupId})`.execute(ctx.tx);
  const asked = await askQuestion(ctx, skillGroupId, 'toAct', consent?.refused);
  if (!asked) return { ids: [], retryAt: null };
  const decision = decideAssignments(consent ? consent.narrow(asked) : asked);
  const assignments = consent ? decision.assignments.filter(consent.allows) : decision.assignments;
  const retryAt = earliest(decision.retryAt, consent?.lapsesAt ?? null);
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
  { skillGroupId, consent }: { skillGroupId: number; consent?: Consent | undefined },
): Promise<string[]> {
  const asked = await askQuestion(ctx, skillGroupId, 'toLook');
  if (!asked) return [];
  const { assignments } = decideAssignments(consent ? consent.narrow(asked) : asked);
  return assignments.map(({ conversationId }) => conversationId);
}

const earliest = (a: number | null, b: number | null) => (a === null ? b : b === null ? a : Math.min(a, b));
