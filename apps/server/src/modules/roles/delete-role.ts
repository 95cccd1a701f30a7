import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { lockRole } from './roles.store.ts';

/**
 * Deletes a role; whoever is in it loses what it grants.
 * @throws {DomainError} not_found; in_use: one that every desk starts with
 */
export async function deleteRole(ctx: UseCaseContext<AccountActor>, { id }: { id: number }): Promise<void> {
  const { name, builtIn, permissions } = await lockRole(ctx.tx, id, 'change');
  if (builtIn !== null)
    throw new DomainError('in_use', { issues: [{ path: 'builtIn', message: 'every desk starts with it' }] });
  await ctx.tx.deleteFrom('roles').where('id', '=', id).execute();
  ctx.emit({ type: 'role.deleted', payload: { roleId: id, name, before: { name, permissions }, after: null } });
}
