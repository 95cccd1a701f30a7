import type { Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { reserveCapacity } from '../agents/index.ts';
import { findRoutingSettings } from '../routing-settings/index.ts';
import { accessConversation } from './access-conversation.ts';
import { assignConversations } from './assign-conversations.ts';
import { countActive, findConversation } from './conversations.store.ts';

/**
 * An agent takes a waiting conversation; beyond the limit only who may, and says so. Taking one's own again changes nothing.
 * @throws {DomainError} not_found; conflict: somebody was faster; capacity_reached; forbidden
 */
export async function takeConversation(
  ctx: UseCaseContext<AccountActor>,
  { id, exceed = false }: { id: string; exceed?: boolean },
): Promise<Conversation> {
  if (exceed && !ctx.actor.permissions.has('queue:exceed')) throw new DomainError('forbidden');
  const conversation = await accessConversation(ctx, id);
  if (conversation.agent?.id === ctx.actor.id && conversation.state === 'active') return conversation;
  if (conversation.state !== 'waiting') throw new DomainError('conflict', { detail: 'it does not wait any more' });
  const capacity = await reserveCapacity(ctx.tx, ctx.actor.id);
  const load = (await countActive(ctx.tx, [ctx.actor.id])).get(ctx.actor.id) ?? 0;
  if (!exceed && (load >= capacity || (await isFullInGroup(ctx, conversation.skillGroup.id))))
    throw new DomainError('capacity_reached');
  const agent = { id: ctx.actor.id, name: ctx.actor.name };
  const taken = await assignConversations(ctx, [{ conversationId: id, agent, rule: 'taken' }], 'taken');
  if (taken.length === 0) throw new DomainError('conflict', { detail: 'somebody was faster' });
  return (await findConversation(ctx.tx, id)) as Conversation;
}

/** Whether the agent serves as many of this group as its settings allow. */
export async function isFullInGroup(ctx: UseCaseContext<AccountActor>, skillGroupId: number): Promise<boolean> {
  const { maxPerAgent } = await findRoutingSettings(ctx.tx, skillGroupId);
  const loads = await countActive(ctx.tx, [ctx.actor.id], skillGroupId);
  return (loads.get(ctx.actor.id) ?? 0) >= maxPerAgent;
}
