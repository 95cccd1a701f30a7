import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, reaches, type UseCaseContext } from '../access/index.ts';
import { findQuickReply, type QuickReplyRecord } from './quick-replies.store.ts';

/**
 * One of the actor's own.
 * @throws {DomainError} not_found
 */
export async function accessOwn(ctx: UseCaseContext<AccountActor>, id: string): Promise<QuickReplyRecord> {
  const reply = await findQuickReply(ctx.tx, id);
  if (reply?.ownerId !== ctx.actor.id) throw new DomainError('not_found');
  return reply;
}

/**
 * A shared one of a unit in the actor's reach: what is inherited from above is used, not changed.
 * @throws {DomainError} not_found
 */
export async function accessShared(
  ctx: UseCaseContext<AccountActor>,
  id: string,
): Promise<QuickReplyRecord & { readonly orgUnit: NonNullable<QuickReplyRecord['orgUnit']> }> {
  const reply = await findQuickReply(ctx.tx, id);
  if (!reply?.orgUnit || !reaches(ctx.actor, reply.orgUnit.path)) throw new DomainError('not_found');
  return { ...reply, orgUnit: reply.orgUnit };
}
