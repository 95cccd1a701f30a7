import type { QueuedConversation, QueueGroup, WaitingReason } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findConversations } from '../conversations/index.ts';
import { explainWaiting } from '../routing/index.ts';
import { findRoutingSettingsOf } from '../routing-settings/index.ts';
import { estimateWait } from './estimate-wait.ts';
import { findWaitingGroupsWithin, listQueued, measurePace, type QueueRow } from './queue.store.ts';

type Context = UseCaseContext<AccountActor>;

/** A page of the queue. It moves all the time, so a page is counted, not remembered. */
export async function listQueue(
  ctx: Context,
  { skillGroupId, cursor, limit }: { skillGroupId?: number | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: QueuedConversation[]; nextCursor: string | null }> {
  const offset = parseOffset(cursor);
  const waiting = await findWaitingGroupsWithin(ctx.tx, ctx.actor.scope);
  const ids = waiting.map(({ id }) => id).filter((id) => skillGroupId === undefined || id === skillGroupId);
  const found = await listQueued(ctx.tx, await findRoutingSettingsOf(ctx.tx, ids), offset, limit + 1);
  const rows = found.slice(0, limit);
  return {
    items: await present(ctx, rows),
    nextCursor: found.length > limit ? String(offset + limit) : null,
  };
}

/** The skill groups in which somebody waits. */
export async function listQueueGroups(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: QueueGroup[]; nextCursor: string | null; waiting: number }> {
  const offset = parseOffset(cursor);
  const all = await findWaitingGroupsWithin(ctx.tx, ctx.actor.scope);
  const shown = all.slice(offset, offset + limit);
  const settings = await findRoutingSettingsOf(
    ctx.tx,
    shown.map(({ id }) => id),
  );
  const paces = await measurePace(ctx.tx, settings, ctx.now);
  const items = shown.map(({ id, name, waiting, longest_since }) => {
    const pace = paces.get(id);
    return {
      id,
      name,
      waiting,
      longestSince: longest_since.toISOString(),
      readyAgents: pace?.readyAgents ?? 0,
      estimateSeconds: pace ? estimateWait(waiting + 1, pace) : null,
    };
  });
  return {
    items,
    nextCursor: all.length > offset + limit ? String(offset + limit) : null,
    waiting: all.reduce((sum, group) => sum + group.waiting, 0),
  };
}

async function present(ctx: Context, rows: readonly QueueRow[]): Promise<QueuedConversation[]> {
  const ids = rows.map(({ id }) => id);
  const conversations = new Map((await findConversations(ctx.tx, ids)).map((found) => [found.id, found]));
  const reasons = await explain(ctx, rows);
  return rows.flatMap(({ id, place, priority, bound_agent_id, bound_agent_name }) => {
    const conversation = conversations.get(id);
    if (!conversation) return [];
    const boundAgent = bound_agent_id === null ? null : { id: bound_agent_id, name: bound_agent_name ?? '' };
    return [{ ...conversation, place, priority, waitsFor: reasons.get(id) ?? 'any_moment', boundAgent }];
  });
}

/** Each skill group is asked once. */
async function explain(ctx: Context, rows: readonly QueueRow[]): Promise<Map<string, WaitingReason>> {
  const reasons = new Map<string, WaitingReason>();
  for (const [skillGroupId, group] of Map.groupBy(rows, (row) => row.skill_group_id)) {
    const waiting = group.map(({ id, waiting_since, priority, bound_agent_id }) => ({
      id,
      waitingSince: waiting_since.getTime(),
      priority,
      boundAgentId: bound_agent_id,
      lastAgentId: null,
    }));
    for (const [id, reason] of await explainWaiting(ctx, skillGroupId, waiting)) reasons.set(id, reason);
  }
  return reasons;
}

function parseOffset(cursor = '0'): number {
  if (/^\d{1,6}$/.test(cursor)) return Number(cursor);
  throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
}
