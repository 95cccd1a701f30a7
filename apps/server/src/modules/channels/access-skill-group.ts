import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitWithin, type OrgUnitRecord } from '../organization/index.ts';

/**
 * A unit within reach that takes conversations.
 * @throws {DomainError} not_found
 */
export async function accessSkillGroup(ctx: UseCaseContext<AccountActor>, id: number): Promise<OrgUnitRecord> {
  const unit = await findUnitWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!unit?.isSkillGroup) throw new DomainError('not_found', { detail: 'skill group' });
  return unit;
}
