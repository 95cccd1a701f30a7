import type { Role } from '@cskefu/contract';
import { sql } from 'kysely';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { announceMembership, membersToChange } from './role-members.ts';
import { presentRole } from './roles.store.ts';

/**
 * Takes accounts out of a role, all or none.
 * @throws {DomainError} not_found, own_rights, super_administrator, beyond_own_rights
 */
export async function removeRoleMembers(
  ctx: UseCaseContext<AccountActor>,
  input: { id: number; accountIds: readonly string[] },
): Promise<Role> {
  const { role, members } = await membersToChange(ctx, input);
  const removed = await ctx.tx
    .deleteFrom('account_roles')
    .where('role_id', '=', role.id)
    .where('account_id', '=', sql<string>`any (${members.map(({ id }) => id)}::uuid[])`)
    .returning('account_id')
    .execute();
  await announceMembership(
    ctx,
    members,
    removed.map((row) => row.account_id),
  );
  return presentRole(ctx.tx, ctx.actor, role.id);
}
