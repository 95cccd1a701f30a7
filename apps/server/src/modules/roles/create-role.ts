import type { Permission, Role } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { nameTaken, orderedPermissions, refuseSuperPermissions } from './role-facts.ts';
import { presentRole } from './roles.store.ts';

/**
 * Creates a role for all units.
 * @throws {DomainError} taken; invalid_input: a permission that no role can have
 */
export async function createRole(
  ctx: UseCaseContext<AccountActor>,
  input: { name: string; description: string; permissions: readonly Permission[] },
): Promise<Role> {
  refuseSuperPermissions(input.permissions);
  const facts = { ...input, permissions: orderedPermissions(input.permissions) };
  const { id } = await ctx.tx
    .insertInto('roles')
    .values({ ...facts, created_at: ctx.now, updated_at: ctx.now })
    .returning('id')
    .executeTakeFirstOrThrow()
    .catch(nameTaken);
  ctx.emit({ type: 'role.created', payload: { roleId: id, name: facts.name, before: null, after: facts } });
  return presentRole(ctx.tx, ctx.actor, id);
}
