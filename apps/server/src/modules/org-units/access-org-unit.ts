import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { lockUnitWithin, type OrgUnitRecord } from '../organization/index.ts';

/**
 * Fetches and locks an org unit that the actor may see.
 * @throws {DomainError} not_found, also for what lies outside its reach
 */
export async function accessOrgUnit(ctx: UseCaseContext<AccountActor>, id: number): Promise<OrgUnitRecord> {
  const unit = await lockUnitWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!unit) throw new DomainError('not_found');
  return unit;
}

/**
 * One that lies below the actor's own unit: its own place in the tree is for those above to decide.
 * @throws {DomainError} not_found, forbidden
 */
export async function accessUnitBelow(ctx: UseCaseContext<AccountActor>, id: number): Promise<OrgUnitRecord> {
  const unit = await accessOrgUnit(ctx, id);
  if (unit.id === ctx.actor.orgUnit.id || unit.parentId === null)
    throw new DomainError('forbidden', { detail: 'the own unit, and the root, stay where they are' });
  return unit;
}
