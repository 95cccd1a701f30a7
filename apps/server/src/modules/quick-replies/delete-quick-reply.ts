import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessOwn, accessShared } from './access-quick-reply.ts';
import { removeQuickReply } from './quick-replies.store.ts';

/** @throws {DomainError} not_found */
export async function deleteOwnQuickReply(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<{ ok: true }> {
  await accessOwn(ctx, id);
  await removeQuickReply(ctx.tx, id);
  return { ok: true };
}

/** @throws {DomainError} not_found */
export async function deleteSharedQuickReply(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<{ ok: true }> {
  const { orgUnit, category, title, text } = await accessShared(ctx, id);
  await removeQuickReply(ctx.tx, id);
  const payload = { quickReplyId: id, before: { category, title, text } };
  ctx.emit({ type: 'quick_reply.deleted', orgUnitId: orgUnit.id, payload });
  return { ok: true };
}
