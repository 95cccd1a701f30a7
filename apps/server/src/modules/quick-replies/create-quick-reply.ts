import type { QuickReply } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { holdUnitWithin } from '../organization/index.ts';
import { countOwn, insertQuickReply, presentQuickReply, type QuickReplyFields } from './quick-replies.store.ts';

/** Nobody finds anything among more. */
const MOST_OWN = 500;

/** @throws {DomainError} conflict: there are too many already */
export async function createOwnQuickReply(
  ctx: UseCaseContext<AccountActor>,
  fields: QuickReplyFields,
): Promise<QuickReply> {
  if ((await countOwn(ctx.tx, ctx.actor.id)) >= MOST_OWN)
    throw new DomainError('conflict', { detail: `at most ${MOST_OWN} of one's own` });
  return presentQuickReply(await insertQuickReply(ctx.tx, { ownerId: ctx.actor.id }, fields, ctx.now));
}

/** @throws {DomainError} not_found: the unit lies outside of the reach */
export async function createSharedQuickReply(
  ctx: UseCaseContext<AccountActor>,
  { orgUnitId, ...fields }: QuickReplyFields & { orgUnitId: number },
): Promise<QuickReply> {
  const unit = await holdUnitWithin(ctx.tx, ctx.actor.orgUnit, orgUnitId);
  if (!unit) throw new DomainError('not_found', { detail: 'org unit' });
  const reply = presentQuickReply(await insertQuickReply(ctx.tx, { orgUnitId }, fields, ctx.now));
  ctx.emit({ type: 'quick_reply.created', orgUnitId, payload: { quickReplyId: reply.id, after: fields } });
  return reply;
}
