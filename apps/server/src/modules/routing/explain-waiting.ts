import type { WaitingReason } from '@cskefu/contract';
import type { DatabaseTransaction } from '../../platform/database/index.ts';
import { askQuestion } from './ask-question.ts';
import { decideAssignments, type WaitingConversation } from './decide-assignments.ts';

/**
 * What each of these conversations of a skill group waits for: the same question that routing asks, and nothing is done about the answer.
 * `any_moment`: it is being given to somebody just now.
 */
export async function explainWaiting(
  ctx: { tx: DatabaseTransaction; now: Date },
  skillGroupId: number,
  conversations: readonly WaitingConversation[],
): Promise<Map<string, WaitingReason>> {
  const asked = await askQuestion(ctx, skillGroupId, 'toLook');
  if (!asked) return new Map();
  const inFront = new Set(asked.waiting.map(({ id }) => id));
  const behind = conversations.filter(({ id }) => !inFront.has(id));
  const decision = decideAssignments({ ...asked, waiting: [...asked.waiting, ...behind] });
  return new Map(decision.waiting.map(({ conversationId, reason }) => [conversationId, reason]));
}
