import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { lockAccounts } from './accounts.store.ts';
import { deleteOffer, findOffer, saveOffer } from './super-administration.store.ts';

const VALID_MS = 24 * 60 * 60 * 1_000;

/**
 * The super administrator offers the role to another account; nothing changes until that one accepts.
 * @throws {DomainError} not_found; conflict: the account is switched off, or is the super administrator
 */
export async function offerSuperAdministration(
  ctx: UseCaseContext<AccountActor>,
  { accountId }: { accountId: string },
): Promise<{ expiresAt: string }> {
  const [account] = await lockAccounts(ctx.tx, [accountId]);
  if (!account) throw new DomainError('not_found');
  if (account.disabledAt || account.isSuperAdministrator) throw new DomainError('conflict');
  const expiresAt = new Date(ctx.now.getTime() + VALID_MS);
  await saveOffer(ctx.tx, { fromId: ctx.actor.id, toId: accountId, expiresAt });
  ctx.emit({
    type: 'super_administration.offered',
    orgUnitId: ctx.actor.orgUnit.id,
    payload: { accountId, name: account.name, expiresAt: expiresAt.toISOString() },
  });
  return { expiresAt: expiresAt.toISOString() };
}

/** Takes the offer back; none is fine. */
export async function withdrawSuperAdministration(ctx: UseCaseContext<AccountActor>): Promise<void> {
  const accountId = await deleteOffer(ctx.tx);
  if (accountId === undefined) return;
  ctx.emit({ type: 'super_administration.withdrawn', orgUnitId: ctx.actor.orgUnit.id, payload: { accountId } });
}

/** The open offer, for the two whom it concerns. */
export async function showOffer(ctx: UseCaseContext<AccountActor>) {
  const offer = await findOffer(ctx.tx, ctx.now);
  const mine = offer?.to.id === ctx.actor.id;
  if (!offer || (!mine && offer.from.id !== ctx.actor.id)) return { offer: null };
  return {
    offer: { from: offer.from.name, to: offer.to.name, mine, expiresAt: offer.expiresAt.toISOString() },
  };
}
