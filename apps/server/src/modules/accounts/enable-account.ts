import type { AccountProfile } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { governAccount } from './access-account.ts';
import { announceAccount } from './account-facts.ts';
import { presentChanged, presentProfile } from './present-profile.ts';

/**
 * Switches an account on again. Repeating it changes nothing.
 * @throws {DomainError} not_found, beyond_own_rights
 */
export async function enableAccount(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<AccountProfile> {
  const account = await governAccount(ctx, id);
  if (!account.disabledAt) return presentProfile(account);
  await ctx.tx.updateTable('accounts').set({ disabled_at: null, updated_at: ctx.now }).where('id', '=', id).execute();
  announceAccount(ctx, 'account.enabled', account, { before: { disabled: true }, after: { disabled: false } });
  return presentChanged(ctx, id);
}
