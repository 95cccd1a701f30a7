import type { OrgUnit } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessOrgUnit } from './access-org-unit.ts';
import { changesBetween } from './changes-between.ts';
import { dependents, refuseInUse } from './dependents.ts';
import { withFreeName } from './name-taken.ts';
import { presentUnit } from './present-org-unit.ts';
import { checkRegions } from './regions.ts';

export interface OrgUnitChanges {
  readonly id: number;
  readonly name?: string | undefined;
  readonly isSkillGroup?: boolean | undefined;
  readonly maxConversations?: number | undefined;
  readonly regions?: readonly string[] | undefined;
}

/**
 * Changes a unit; what is absent stays. It stops being a skill group only when no channel and no open conversation needs it.
 * @throws {DomainError} not_found, taken, in_use, invalid_input: an unknown region
 */
export async function updateOrgUnit(ctx: UseCaseContext<AccountActor>, changes: OrgUnitChanges): Promise<OrgUnit> {
  const { id, ...given } = changes;
  if (given.regions) await checkRegions(given.regions);
  const unit = await accessOrgUnit(ctx, id);
  const before = {
    name: unit.name,
    isSkillGroup: unit.isSkillGroup,
    maxConversations: unit.maxConversations,
    regions: unit.regions,
  };
  const after = { ...before, ...withoutAbsent(given) };
  if (before.isSkillGroup && !after.isSkillGroup)
    refuseInUse(await dependents(ctx.tx, id), ['channels', 'conversations']);
  const difference = changesBetween(before, after);
  if (difference) {
    await withFreeName(() =>
      ctx.tx
        .updateTable('org_units')
        .set({
          name: after.name,
          is_skill_group: after.isSkillGroup,
          max_conversations: after.maxConversations,
          regions: [...after.regions],
        })
        .where('id', '=', id)
        .execute(),
    );
    ctx.emit({ type: 'org_unit.updated', orgUnitId: id, payload: { unitId: id, name: after.name, ...difference } });
  }
  return presentUnit(ctx, id);
}

function withoutAbsent<T extends object>(given: T): { [K in keyof T]?: Exclude<T[K], undefined> } {
  return Object.fromEntries(Object.entries(given).filter(([, value]) => value !== undefined)) as never;
}
