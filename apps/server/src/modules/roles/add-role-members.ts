import type { Role } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { announceMembership, membersToChange } from './role-members.ts';
import { presentRole } from './roles.store.ts';

/**
 * Puts accounts in a role, all or none; those who are in it already stay.
 * @throws {DomainError} not_found, own_rights, super_administrator, beyond_own_rights
 */
export async function addRoleMembers(
  ctx: UseCaseContext<AccountActor>,
  input: { id: number; accountIds: readonly string[] },
): Promise<Role> {
  const { role, members } = await membersToChange(ctx, input);
  const added = await ctx.tx
    .insertInto('account_roles')
    .values(members.map(({ id }) => ({ account_id: id, role_id: role.id, granted_at: ctx.now })))
    .onConflict((conflict) => conflict.doNothing())
    .returning('account_id')
    .execute();
  await announceMembership(
    ctx,
    members,
    added.map((row) => row.account_id),
  );
  return presentRole(ctx.tx, ctx.actor, role.id);
}
