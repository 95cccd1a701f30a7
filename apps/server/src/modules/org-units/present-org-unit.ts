import type { OrgUnit } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitNames, findUnitRow, type OrgUnitRow, type Reach } from '../organization/index.ts';
import { findRegions } from './regions.ts';

/** @throws {DomainError} not_found */
export async function presentUnit(ctx: UseCaseContext<AccountActor>, id: number): Promise<OrgUnit> {
  const row = await findUnitRow(ctx.tx, ctx.actor.orgUnit, id);
  const [unit] = row ? await presentUnits(ctx.tx, ctx.actor.orgUnit, [row]) : [];
  if (!unit) throw new DomainError('not_found');
  return unit;
}

/** Units as somebody sees them whose own unit is the top of what they see. */
export async function presentUnits(db: DatabaseReader, reach: Reach, rows: readonly OrgUnitRow[]): Promise<OrgUnit[]> {
  const lines = new Map(rows.map((row) => [row.id, ancestorsWithin(reach, row.path)]));
  const names = await findUnitNames(db, [...new Set([...lines.values()].flat())]);
  return Promise.all(
    rows.map(async (row) => ({
      id: row.id,
      name: row.name,
      parentId: row.id === reach.id ? null : row.parentId,
      ancestors: (lines.get(row.id) ?? []).map((id) => ({ id, name: names.get(id) ?? '' })),
      isSkillGroup: row.isSkillGroup,
      maxConversations: row.maxConversations,
      regions: await findRegions(row.regions),
      childCount: row.childCount,
      accountCount: row.accountCount,
      channelCount: row.channelCount,
      createdAt: row.createdAt.toISOString(),
    })),
  );
}

/** From the top of the reach down to the parent. */
function ancestorsWithin(reach: Reach, path: string): number[] {
  const line = path.slice(1, -1).split('/').map(Number);
  return line.slice(line.indexOf(reach.id), -1);
}
