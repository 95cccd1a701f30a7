import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, reaches, requireRightsOver, type UseCaseContext } from '../access/index.ts';
import { type AccountDetails, findAccounts, lockAccounts } from './accounts.store.ts';

/**
 * Fetches an account that the actor may see.
 * @throws {DomainError} not_found, also for what lies outside its reach
 */
export async function accessAccount(ctx: UseCaseContext<AccountActor>, id: string): Promise<AccountDetails> {
  const [account] = await findAccounts(ctx.tx, [id]);
  if (!account || !reaches(ctx.actor, account.orgUnit.path)) throw new DomainError('not_found');
  return account;
}

/**
 * Fetches and locks accounts that the actor may govern: not their own, not the super administrator's, not one that may do more. All or none.
 * @throws {DomainError} not_found, super_administrator, own_rights, beyond_own_rights
 */
export async function governAccounts(
  ctx: UseCaseContext<AccountActor>,
  ids: readonly string[],
): Promise<AccountDetails[]> {
  const accounts = await lockReachable(ctx, [...new Set(ids)]);
  for (const account of accounts) requireGovernable(ctx.actor, account);
  return accounts;
}

/** The same for one. */
export async function governAccount(ctx: UseCaseContext<AccountActor>, id: string): Promise<AccountDetails> {
  const [account] = await governAccounts(ctx, [id]);
  if (!account) throw new DomainError('not_found');
  return account;
}

/** Locked, and within reach: all of them, or `not_found`. */
export async function lockReachable(
  ctx: UseCaseContext<AccountActor>,
  ids: readonly string[],
): Promise<AccountDetails[]> {
  const accounts = await lockAccounts(ctx.tx, ids);
  if (accounts.length < ids.length || !accounts.every(({ orgUnit }) => reaches(ctx.actor, orgUnit.path)))
    throw new DomainError('not_found');
  return accounts;
}

export function requireGovernable(actor: AccountActor, account: AccountDetails): void {
  if (account.isSuperAdministrator) throw new DomainError('super_administrator');
  if (account.id === actor.id) throw new DomainError('own_rights');
  requireRightsOver(actor, account);
}
