import type { OrgUnit } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { insertOrgUnit, lockTree } from '../organization/index.ts';
import { accessOrgUnit } from './access-org-unit.ts';
import { withFreeName } from './name-taken.ts';
import { presentUnit } from './present-org-unit.ts';
import { checkRegions } from './regions.ts';

export interface OrgUnitInput {
  readonly parentId: number;
  readonly name: string;
  readonly isSkillGroup: boolean;
  readonly maxConversations: number;
  readonly regions: readonly string[];
}

/**
 * Creates a unit below one in the actor's reach.
 * @throws {DomainError} not_found: no such parent; taken; invalid_input: an unknown region
 */
export async function createOrgUnit(ctx: UseCaseContext<AccountActor>, input: OrgUnitInput): Promise<OrgUnit> {
  await checkRegions(input.regions);
  await lockTree(ctx.tx, 'shared');
  const parent = await accessOrgUnit(ctx, input.parentId);
  const unit = await withFreeName(() => insertOrgUnit(ctx.tx, input));
  ctx.emit({
    type: 'org_unit.created',
    orgUnitId: unit.id,
    payload: {
      unitId: unit.id,
      name: unit.name,
      after: { name: unit.name, parent: parent.name, isSkillGroup: unit.isSkillGroup },
    },
  });
  return presentUnit(ctx, unit.id);
}
