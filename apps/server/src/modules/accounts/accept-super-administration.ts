import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { exchangeFlags, takeOffer } from './super-administration.store.ts';

/**
 * Becomes the super administrator; the one before becomes an administrator of the root unit.
 * @throws {DomainError} not_found: no offer, withdrawn, too late, or accepted already
 */
export async function acceptSuperAdministration(ctx: UseCaseContext<AccountActor>): Promise<void> {
  const offer = await takeOffer(ctx.tx, ctx.actor.id, ctx.now);
  if (!offer) throw new DomainError('not_found');
  const { from, to } = offer;
  const rootId = await exchangeFlags(ctx.tx, from.id, to.id);
  ctx.emit({
    type: 'super_administration.handed_over',
    orgUnitId: rootId,
    payload: {
      accountId: to.id,
      accountIds: [from.id],
      name: to.name,
      before: { superAdministrator: from.name },
      after: { superAdministrator: to.name },
    },
  });
}
