import type { Permission, Role } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { nameTaken, orderedPermissions, refuseSuperPermissions } from './role-facts.ts';
import { lockRole, presentRole } from './roles.store.ts';

export interface RoleChanges {
  readonly id: number;
  readonly name?: string | undefined;
  readonly description?: string | undefined;
  readonly permissions?: readonly Permission[] | undefined;
}

/**
 * Changes a role; what is absent stays. Whoever is in it may do something else from now on.
 * @throws {DomainError} not_found, taken; invalid_input: a permission that no role can have
 */
export async function updateRole(ctx: UseCaseContext<AccountActor>, changes: RoleChanges): Promise<Role> {
  refuseSuperPermissions(changes.permissions ?? []);
  const role = await lockRole(ctx.tx, changes.id, 'change');
  const { before, after } = difference(role, {
    name: changes.name ?? role.name,
    description: changes.description ?? role.description,
    permissions: orderedPermissions(changes.permissions ?? role.permissions),
  });
  if (Object.keys(after).length === 0) return presentRole(ctx.tx, ctx.actor, role.id);
  await ctx.tx
    .updateTable('roles')
    .set({ ...after, updated_at: ctx.now })
    .where('id', '=', role.id)
    .execute()
    .catch(nameTaken);
  const name = changes.name ?? role.name;
  ctx.emit({ type: 'role.updated', payload: { roleId: role.id, name, before, after } });
  return presentRole(ctx.tx, ctx.actor, role.id);
}

interface RoleFacts {
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

/** Only what changes. */
function difference(old: RoleFacts, wanted: RoleFacts) {
  const before: Record<string, unknown> = {};
  const after: { name?: string; description?: string; permissions?: Permission[] } = {};
  for (const key of ['name', 'description'] as const) {
    if (old[key] === wanted[key]) continue;
    before[key] = old[key];
    after[key] = wanted[key];
  }
  if (orderedPermissions(old.permissions).join() !== wanted.permissions.join()) {
    before['permissions'] = old.permissions;
    after.permissions = [...wanted.permissions];
  }
  return { before, after };
}
