import type { AssignmentRule, Conversation, ConversationAssignment } from '@cskefu/contract';
import { sql } from 'kysely';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversations } from '../conversations/index.ts';
import { findRoutingSettings } from '../routing-settings/index.ts';
import type { Explanation } from './decide-assignments.ts';
import { explainWaiting } from './explain-waiting.ts';
import { rankInQueue } from './routing.store.ts';

type Context = UseCaseContext<AccountActor>;

/**
 * Why a conversation is with its agent, as it was stored; or what it waits for, decided anew, so that it is true now.
 * @throws {DomainError} not_found
 */
export async function explainAssignment(ctx: Context, { id }: { id: string }): Promise<ConversationAssignment> {
  const [conversation] = await accessConversations(ctx.tx, ctx.actor, [id]);
  if (!conversation) throw new DomainError('not_found');
  if (conversation.state === 'waiting')
    return { conversationId: id, assignment: null, waiting: await explainPlace(ctx, conversation) };
  return { conversationId: id, assignment: await explainAgent(ctx, id), waiting: null };
}

async function explainAgent(ctx: Context, id: string): Promise<ConversationAssignment['assignment']> {
  const row = await ctx.tx
    .selectFrom('assignments')
    .innerJoin('accounts', 'accounts.id', 'assignments.agent_id')
    .select(['agent_id', 'accounts.name', 'rule', 'explanation', 'at'])
    .where('conversation_id', '=', id)
    .orderBy('seq', 'desc')
    .limit(1)
    .executeTakeFirst();
  if (!row) return null;
  const { candidates = 1, others = [] } = (row.explanation ?? {}) as unknown as Partial<Explanation>;
  const names = await findNames(
    ctx,
    others.map(({ agentId }) => agentId),
  );
  return {
    agent: { id: row.agent_id, name: row.name },
    rule: row.rule as AssignmentRule,
    at: row.at.toISOString(),
    candidates,
    others: others.map(({ agentId, load, why }) => ({
      agent: { id: agentId, name: names.get(agentId) ?? '' },
      load,
      why,
    })),
  };
}

async function explainPlace(ctx: Context, { id, skillGroup, origin, waitingSince, createdAt }: Conversation) {
  const settings = await findRoutingSettings(ctx.tx, skillGroup.id);
  const rank = rankInQueue(settings.ageingMinutes);
  const { rows } = await sql<{ priority: number; bound_agent_id: string | null; before: number }>`
    select priority, bound_agent_id, (
      select count(*)::int from conversations
      where skill_group_id = ${skillGroup.id} and state = 'waiting' and (${rank}, id) < (own.rank, own.id)
    ) as before
    from (select *, ${rank} as rank from conversations where id = ${id}) own`.execute(ctx.tx);
  const boundAgentId = rows[0]?.bound_agent_id ?? null;
  const isLeftMessage = origin === 'left_message';
  const own = { id, priority: rows[0]?.priority ?? 0, isLeftMessage, boundAgentId, lastAgentId: null };
  const names = await findNames(ctx, boundAgentId === null ? [] : [boundAgentId]);
  const since = waitingSince ?? createdAt;
  const reasons = await explainWaiting(ctx, skillGroup.id, [{ ...own, waitingSince: Date.parse(since) }]);
  return {
    reason: reasons.get(id) ?? 'any_moment',
    since,
    place: (rows[0]?.before ?? 0) + 1,
    boundAgent: boundAgentId === null ? null : { id: boundAgentId, name: names.get(boundAgentId) ?? '' },
  };
}

async function findNames(ctx: Context, ids: readonly string[]): Promise<Map<string, string>> {
  if (ids.length === 0) return new Map();
  const rows = await ctx.tx
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}
