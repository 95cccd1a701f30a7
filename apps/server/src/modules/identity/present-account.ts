import type { Account, Locale } from '@cskefu/contract';
import type { AccountActor } from '../access/index.ts';

/** An account as its owner sees it. */
export function presentAccount(actor: AccountActor): Account {
  return {
    id: actor.id,
    username: actor.username,
    name: actor.name,
    locale: actor.locale as Locale,
    orgUnit: { id: actor.orgUnit.id, name: actor.orgUnit.name },
    roles: actor.roles.map(({ id, name }) => ({ id, name })),
    administrator: actor.isAdministrator,
    superAdministrator: actor.isSuperAdministrator,
    agent: actor.isAgent,
    permissions: [...actor.permissions],
    passwordChangeRequired: actor.passwordChangeRequired,
  };
}
