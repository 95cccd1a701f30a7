import type { AccountProfile } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { goOffline } from '../agents/index.ts';
import { endSessions } from '../identity/index.ts';
import { governAccount } from './access-account.ts';
import { announceAccount } from './account-facts.ts';
import { presentChanged, presentProfile } from './present-profile.ts';
import { withdrawOffersTo } from './super-administration.store.ts';

/**
 * Switches an account off: its sessions end at once, its conversations go back to the queue. Repeating it changes nothing.
 * @throws {DomainError} not_found, own_rights, super_administrator, beyond_own_rights
 */
export async function disableAccount(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<AccountProfile> {
  const account = await governAccount(ctx, id);
  if (account.disabledAt) return presentProfile(account);
  await ctx.tx
    .updateTable('accounts')
    .set({ disabled_at: ctx.now, updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
  await endSessions(ctx.tx, [id]);
  await withdrawOffersTo(ctx.tx, id);
  await goOffline(ctx, id);
  announceAccount(ctx, 'account.disabled', account, { before: { disabled: false }, after: { disabled: true } });
  return presentChanged(ctx, id);
}
