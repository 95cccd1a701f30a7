import type { Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, mayServe, reaches, type UseCaseContext } from '../access/index.ts';
import { accessInHistory, lockConversation } from '../conversations/index.ts';
import { findUnitPath } from '../organization/index.ts';

/**
 * A conversation that the actor may wrap up, locked: they serve or served it, or supervise the group.
 * @throws {DomainError} not_found; conflict: somebody else serves it
 */
export async function accessForWrapUp(
  ctx: UseCaseContext<AccountActor>,
  id: string,
): Promise<Conversation & { path: string }> {
  await lockConversation(ctx.tx, id);
  const conversation = await accessInHistory(ctx, id);
  const path = (await findUnitPath(ctx.tx, conversation.skillGroup.id)) ?? '';
  const isTheirs = conversation.agent?.id === ctx.actor.id && mayServe(ctx.actor);
  const supervises = ctx.actor.permissions.has('supervision:write') && reaches(ctx.actor, path);
  if (!isTheirs && !supervises) throw new DomainError('conflict', { detail: 'it is not served by you' });
  return { ...conversation, path };
}
