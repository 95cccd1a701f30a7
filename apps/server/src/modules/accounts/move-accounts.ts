import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { governAccounts } from './access-account.ts';
import { announceAccount } from './account-facts.ts';
import { unitFor } from './grant-rules.ts';

/**
 * Moves accounts within reach to a unit within reach, all or none. Answers with how many were elsewhere.
 * @throws {DomainError} not_found, own_rights, super_administrator, beyond_own_rights
 */
export async function moveAccounts(
  ctx: UseCaseContext<AccountActor>,
  input: { orgUnitId: number; accountIds: readonly string[] },
): Promise<number> {
  const unit = await unitFor(ctx, input.orgUnitId);
  const accounts = await governAccounts(ctx, input.accountIds);
  const moving = accounts.filter((account) => account.orgUnit.id !== unit.id);
  for (const account of moving) {
    await ctx.tx
      .updateTable('accounts')
      .set({ org_unit_id: unit.id, updated_at: ctx.now })
      .where('id', '=', account.id)
      .execute();
    announceAccount(
      ctx,
      'account.updated',
      { ...account, orgUnit: unit },
      { before: { unit: account.orgUnit.name }, after: { unit: unit.name } },
    );
  }
  return moving.length;
}
