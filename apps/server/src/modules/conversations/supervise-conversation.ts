import type { Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, mayServe, type UseCaseContext } from '../access/index.ts';
import { accessConversation } from './access-conversation.ts';
import { closeAsSupervisor } from './close-conversation.ts';
import { findConversation } from './conversations.store.ts';
import { handOver, type Transfer, toAgent } from './transfer-conversation.ts';

/** Whoever serves it as far as the supervisor knows: of two who act at once, the second meets somebody else. */
interface Expected {
  readonly id: string;
  readonly fromAgentId: string;
}

/**
 * A supervisor serves a conversation instead of its agent: as the last resort beyond their own limit, too. Their presence stays as it
 * is; routing gives them nothing for it.
 * @throws {DomainError} not_found; conflict: somebody else serves it by now; forbidden: the supervisor is no agent
 */
export async function takeOverConversation(
  ctx: UseCaseContext<AccountActor>,
  { reason, ...expected }: Expected & { readonly reason: string },
): Promise<Conversation> {
  const { conversation, from } = await accessServed(ctx, expected);
  if (!mayServe(ctx.actor)) throw new DomainError('forbidden', { detail: 'this account serves no conversations' });
  if (from.id === ctx.actor.id) throw new DomainError('conflict', { detail: 'it is served by you already' });
  const by = { id: ctx.actor.id, name: ctx.actor.name };
  await toAgent(ctx, { conversation, from, by, memo: reason }, { kind: 'agent', ...by }, 'taken_over');
  record(ctx, 'supervision.taken_over', conversation, { to: by.id, reason });
  return (await findConversation(ctx.tx, conversation.id)) as Conversation;
}

/**
 * A supervisor hands over somebody else's conversation, by the rules by which its agent could.
 * @throws {DomainError} not_found; conflict; capacity_reached; unavailable_target
 */
export async function transferServed(
  ctx: UseCaseContext<AccountActor>,
  { to, memo, ...expected }: Expected & Pick<Transfer, 'to' | 'memo'>,
): Promise<Conversation> {
  const { conversation, from } = await accessServed(ctx, expected);
  const by = { id: ctx.actor.id, name: ctx.actor.name };
  await handOver(ctx, { conversation, from, by, memo }, to);
  const target = 'agentId' in to ? { to: to.agentId } : { skillGroupId: to.skillGroupId };
  record(ctx, 'supervision.transferred', conversation, { ...target, reason: memo || null });
  return (await findConversation(ctx.tx, conversation.id)) as Conversation;
}

/**
 * A supervisor ends a conversation and says why. Ending a closed one changes nothing.
 * @throws {DomainError} not_found
 */
export async function closeServed(
  ctx: UseCaseContext<AccountActor>,
  { id, reason }: { id: string; reason: string },
): Promise<Conversation> {
  const conversation = await accessConversation(ctx, id);
  if (await closeAsSupervisor(ctx, id)) record(ctx, 'supervision.closed', conversation, { reason });
  return (await findConversation(ctx.tx, id)) as Conversation;
}

/**
 * A supervisor begins to watch. It is told to the audit alone: nobody in the conversation is to notice.
 * @throws {DomainError} not_found
 */
export async function watchConversation(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<Conversation> {
  const conversation = await accessConversation(ctx, id);
  record(ctx, 'supervision.watched', conversation, {});
  return conversation;
}

/** Locked, so that what is told of it is true. */
async function accessServed(ctx: UseCaseContext<AccountActor>, { id, fromAgentId }: Expected) {
  await accessConversation(ctx, id);
  await ctx.tx.selectFrom('conversations').select('id').where('id', '=', id).forUpdate().execute();
  const conversation = await accessConversation(ctx, id);
  const from = conversation.agent;
  if (conversation.state !== 'active' || from?.id !== fromAgentId)
    throw new DomainError('conflict', { detail: 'it is served by somebody else by now' });
  return { conversation, from };
}

/** Beside its place in the transcript, what a supervisor does stands in the audit: there, an event belongs to no stream. */
function record(
  ctx: UseCaseContext<AccountActor>,
  type: `supervision.${string}`,
  { id, visitor, agent, skillGroup }: Conversation,
  facts: object,
): void {
  ctx.emit({
    type,
    orgUnitId: skillGroup.id,
    payload: {
      conversationId: id,
      name: visitor.name,
      ...(agent ? { from: agent.id } : {}),
      supervisor: ctx.actor.name,
      ...facts,
    },
  });
}
