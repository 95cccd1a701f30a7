import { type Permission, permissions } from '@cskefu/contract';
import type { AccountActor, AccountRecord } from './actor.ts';

const AGENT: readonly Permission[] = ['conversations:read', 'conversations:serve', 'channels:read'];
const ADMINISTRATOR: readonly Permission[] = [
  'conversations:read',
  'channels:read',
  'channels:write',
  'system:operate',
];

/** What an account may do. The super administrator may do everything but is never served conversations by routing. */
export function grantsOf(account: AccountRecord): ReadonlySet<Permission> {
  if (account.isSuperAdministrator) return new Set(permissions);
  return new Set([...(account.isAgent ? AGENT : []), ...(account.isAdministrator ? ADMINISTRATOR : [])]);
}

/** The actor that an account is. `keepPassword`: demo mode lets the first passwords stand. */
export function actorFor(account: AccountRecord, { keepPassword }: { keepPassword: boolean }): AccountActor {
  return {
    kind: 'account',
    id: account.id,
    username: account.username,
    name: account.name,
    locale: account.locale,
    orgUnit: account.orgUnit,
    isSuperAdministrator: account.isSuperAdministrator,
    isAgent: account.isAgent,
    passwordChangeRequired: account.mustChangePassword && !keepPassword,
    permissions: grantsOf(account),
  };
}
