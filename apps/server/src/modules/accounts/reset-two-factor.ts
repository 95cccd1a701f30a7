import type { AccountProfile } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { governAccount } from './access-account.ts';
import { presentChanged } from './present-profile.ts';
import { withdrawOffersTo } from './super-administration.store.ts';

/** Takes the second factor off an account and tells of it, if it has one. */
export type ResetTwoFactor = (ctx: UseCaseContext, accountId: string) => Promise<void>;

/**
 * Switches the second factor of somebody off who has lost it.
 * @throws {DomainError} not_found, own_rights, super_administrator, beyond_own_rights
 */
export const resetSecondFactor =
  (reset: ResetTwoFactor) =>
  async (ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<AccountProfile> => {
    await governAccount(ctx, id);
    await reset(ctx, id);
    await withdrawOffersTo(ctx.tx, id);
    return presentChanged(ctx, id);
  };
