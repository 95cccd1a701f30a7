import type { OrgUnit } from '@cskefu/contract';
import { sql } from 'kysely';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitWithin, lockTree, type OrgUnitRecord } from '../organization/index.ts';
import { accessUnitBelow } from './access-org-unit.ts';
import { withFreeName } from './name-taken.ts';
import { presentUnit } from './present-org-unit.ts';

/**
 * Moves a unit with everything below it to another parent in the actor's reach.
 * @throws {DomainError} not_found, forbidden, cycle, taken
 */
export async function moveOrgUnit(
  ctx: UseCaseContext<AccountActor>,
  { id, parentId }: { id: number; parentId: number },
): Promise<OrgUnit> {
  // Before any path is read: from here on nobody else changes the tree.
  await lockTree(ctx.tx, 'exclusive');
  const reach = await currentReach(ctx);
  const unit = await accessUnitBelow({ ...ctx, actor: { ...ctx.actor, orgUnit: reach } }, id);
  const parent = await findUnitWithin(ctx.tx, reach, parentId);
  if (!parent) throw new DomainError('not_found');
  if (unit.parentId !== parentId) await move(ctx, unit, parent);
  return presentUnit(ctx, id);
}

/** Where the actor's own unit lies now: it may have been moved since the request came in. */
async function currentReach(ctx: UseCaseContext<AccountActor>): Promise<AccountActor['orgUnit']> {
  const row = await ctx.tx
    .selectFrom('org_units')
    .select('path')
    .where('id', '=', ctx.actor.orgUnit.id)
    .executeTakeFirstOrThrow();
  return { ...ctx.actor.orgUnit, path: row.path };
}

async function move(ctx: UseCaseContext<AccountActor>, unit: OrgUnitRecord, parent: OrgUnitRecord): Promise<void> {
  const before = await ctx.tx
    .selectFrom('org_units')
    .select(['id', 'name'])
    .where('id', '=', unit.parentId)
    .executeTakeFirst();
  const { rows } = await withFreeName(() =>
    sql<{ outcome: 'moved' | 'cycle' | 'missing' }>`select move_org_unit(${unit.id}, ${parent.id}) as outcome`.execute(
      ctx.tx,
    ),
  );
  const outcome = rows[0]?.outcome;
  if (outcome === 'cycle') throw new DomainError('cycle');
  if (outcome !== 'moved') throw new DomainError('not_found');
  ctx.emit({
    type: 'org_unit.moved',
    orgUnitId: unit.id,
    payload: {
      unitId: unit.id,
      name: unit.name,
      before: { parent: before?.name },
      after: { parent: parent.name },
      lineBefore: lineOf(unit.path),
      lineAfter: [...lineOf(parent.path), unit.id],
    },
  });
}

const lineOf = (path: string) => path.slice(1, -1).split('/').map(Number);
