import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { removeSignIns } from '../identity/index.ts';
import { governAccount } from './access-account.ts';
import { announceAccount, factsOf } from './account-facts.ts';
import { setRoles } from './accounts.store.ts';
import { stopServing } from './serving.ts';
import { withdrawOffersTo } from './super-administration.store.ts';

/**
 * Deletes an account. Its row stays for the history, with its name; user name, e-mail and mobile become free.
 * @throws {DomainError} not_found, own_rights, super_administrator, beyond_own_rights
 */
export async function deleteAccount(ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<void> {
  const account = await governAccount(ctx, id);
  await stopServing(ctx, id);
  await removeSignIns(ctx.tx, id);
  await setRoles(ctx.tx, id, []);
  await withdrawOffersTo(ctx.tx, id);
  await ctx.tx
    .updateTable('accounts')
    .set({
      username: `deleted-${id}`,
      display_username: null,
      email: `${id}@deleted.invalid`,
      mobile: null,
      extension: null,
      is_administrator: false,
      disabled_at: account.disabledAt ?? ctx.now,
      deleted_at: ctx.now,
      updated_at: ctx.now,
    })
    .where('id', '=', id)
    .execute();
  announceAccount(ctx, 'account.deleted', account, { before: factsOf(account), after: null });
}
