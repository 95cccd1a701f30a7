import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, holdsAll, mayAppoint, type UseCaseContext } from '../access/index.ts';
import { holdUnitWithin, type OrgUnitRecord } from '../organization/index.ts';
import { findRoles, type RoleRecord } from '../roles/index.ts';

/**
 * The unit that an account is to belong to; it cannot be deleted until the transaction ends.
 * @throws {DomainError} not_found
 */
export async function unitFor(ctx: UseCaseContext<AccountActor>, orgUnitId: number): Promise<OrgUnitRecord> {
  const unit = await holdUnitWithin(ctx.tx, ctx.actor.orgUnit, orgUnitId);
  if (!unit) throw new DomainError('not_found', { issues: [{ path: 'orgUnitId', message: 'is not within reach' }] });
  return unit;
}

/** The same for several, in the order of their ids. */
export async function holdUnits(ctx: UseCaseContext<AccountActor>, ids: ReadonlySet<number>): Promise<void> {
  for (const id of [...ids].sort((one, other) => one - other)) await unitFor(ctx, id);
}

/**
 * Roles that the actor gives, or takes: nobody gives or takes what they do not have.
 * @throws {DomainError} forbidden, not_found, beyond_own_rights
 */
export async function rolesToGrant(
  ctx: UseCaseContext<AccountActor>,
  ids: readonly number[],
): Promise<readonly RoleRecord[]> {
  if (ids.length === 0) return [];
  if (!ctx.actor.permissions.has('roles:assign')) throw new DomainError('forbidden');
  const wanted = [...new Set(ids)];
  const roles = await findRoles(ctx.tx, wanted);
  if (roles.length < wanted.length)
    throw new DomainError('not_found', { issues: [{ path: 'roleIds', message: 'there is no such role' }] });
  if (!roles.every((role) => holdsAll(ctx.actor, role.permissions))) throw new DomainError('beyond_own_rights');
  return roles;
}

/** @throws {DomainError} beyond_own_rights */
export function requireAppointing(actor: AccountActor): void {
  if (!mayAppoint(actor)) throw new DomainError('beyond_own_rights');
}
