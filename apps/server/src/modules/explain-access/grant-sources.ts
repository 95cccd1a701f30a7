import { type GrantSource, grantablePermissions, type Permission } from '@cskefu/contract';
import type { Holder } from './holders.store.ts';
import type { Thing } from './thing.ts';

/** Where a right of an account comes from; nowhere if it has it not. */
export function sourcesOf(holder: Holder, permission: Permission): GrantSource[] {
  if (holder.isSuperAdministrator) return [{ kind: 'super_administrator' }];
  return [
    ...(holder.isAdministrator && grantablePermissions.includes(permission)
      ? [{ kind: 'administrator' } as const]
      : []),
    ...holder.roles
      .filter((role) => role.permissions.includes(permission))
      .map(({ id, name }) => ({ kind: 'role', role: { id, name } }) as const),
  ];
}

/** The same for seeing a thing: whoever serves it needs to stand nowhere near. */
export function sourcesToSee(holder: Holder, thing: Thing): GrantSource[] {
  const serves = thing.servedBy.includes(holder.id);
  return [...sourcesOf(holder, thing.permission), ...(serves ? [{ kind: 'serves' } as const] : [])];
}
