import type { Permission } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, AccountRecord } from './actor.ts';
import { grantsOf } from './grants.ts';

/** Whether the actor may do all of this. A token that was made for less has less. */
export function holdsAll(actor: Pick<AccountActor, 'permissions'>, wanted: Iterable<Permission>): boolean {
  for (const permission of wanted) if (!actor.permissions.has(permission)) return false;
  return true;
}

type Rights = Pick<AccountRecord, 'isSuperAdministrator' | 'isAdministrator' | 'roles'>;

/**
 * Nobody acts on an account that may do what they may not. Being an administrator counts by itself: it can be given on, a role with the same
 * permissions cannot.
 * @throws {DomainError} beyond_own_rights
 */
export function requireRightsOver(actor: AccountActor, target: Rights): void {
  const outranked = (target.isAdministrator || target.isSuperAdministrator) && !mayAppoint(actor);
  if (outranked || !holdsAll(actor, grantsOf(target))) throw new DomainError('beyond_own_rights');
}

/** Whether the actor may make somebody an administrator, or no longer one. */
export function mayAppoint(actor: AccountActor): boolean {
  const isAppointed = actor.isAdministrator || actor.isSuperAdministrator;
  return isAppointed && holdsAll(actor, grantsOf({ isSuperAdministrator: false, isAdministrator: true, roles: [] }));
}

/** Whoever is no agent serves nobody, whatever they may do besides: the super administrator, for one. */
export function mayServe({ permissions, isAgent }: Pick<AccountActor, 'permissions' | 'isAgent'>): boolean {
  return isAgent && permissions.has('conversations:serve');
}
