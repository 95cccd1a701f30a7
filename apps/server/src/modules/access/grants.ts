import { grantablePermissions, type Permission, permissions } from '@cskefu/contract';
import type { AccountActor, AccountRecord } from './actor.ts';

/**
 * What an account may do, over its unit and everything below: the super administrator all, an administrator whatever a role can grant, everybody
 * the union of their roles. The super administrator is never served conversations by routing.
 */
export function grantsOf(
  account: Pick<AccountRecord, 'isSuperAdministrator' | 'isAdministrator' | 'roles'>,
): ReadonlySet<Permission> {
  if (account.isSuperAdministrator) return new Set(permissions);
  if (account.isAdministrator) return new Set(grantablePermissions);
  return new Set(account.roles.flatMap((role) => role.permissions));
}

/** The actor that an account is. `keepPassword`: demo mode lets the first passwords stand. */
export function actorFor(account: AccountRecord, { keepPassword }: { keepPassword: boolean }): AccountActor {
  const { mustChangePassword, ...rest } = account;
  return {
    ...rest,
    kind: 'account',
    scope: { id: account.orgUnit.id, path: account.orgUnit.path },
    passwordChangeRequired: mustChangePassword && !keepPassword,
    permissions: grantsOf(account),
    address: null,
  };
}
