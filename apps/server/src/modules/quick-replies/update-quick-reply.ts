import type { QuickReply } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessOwn, accessShared } from './access-quick-reply.ts';
import { presentQuickReply, type QuickReplyRecord, saveQuickReply } from './quick-replies.store.ts';

export interface QuickReplyChanges {
  readonly id: string;
  readonly category?: string | undefined;
  readonly title?: string | undefined;
  readonly text?: string | undefined;
}

/** @throws {DomainError} not_found */
export async function updateOwnQuickReply(
  ctx: UseCaseContext<AccountActor>,
  changes: QuickReplyChanges,
): Promise<QuickReply> {
  return presentQuickReply(await save(ctx, await accessOwn(ctx, changes.id), changes));
}

/** @throws {DomainError} not_found */
export async function updateSharedQuickReply(
  ctx: UseCaseContext<AccountActor>,
  changes: QuickReplyChanges,
): Promise<QuickReply> {
  const before = await accessShared(ctx, changes.id);
  const after = await save(ctx, before, changes);
  ctx.emit({
    type: 'quick_reply.updated',
    orgUnitId: before.orgUnit.id,
    payload: { quickReplyId: before.id, before: wordsOf(before), after: wordsOf(after) },
  });
  return presentQuickReply(after);
}

async function save(
  ctx: UseCaseContext<AccountActor>,
  before: QuickReplyRecord,
  { category = before.category, title = before.title, text = before.text }: QuickReplyChanges,
): Promise<QuickReplyRecord> {
  const after = { ...before, category, title, text, updatedAt: ctx.now };
  await saveQuickReply(ctx.tx, after, ctx.now);
  return after;
}

const wordsOf = ({ category, title, text }: QuickReplyRecord) => ({ category, title, text });
