import type { OrgUnit } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { listUnits, type UnitFilter } from '../organization/index.ts';
import { presentUnits } from './present-org-unit.ts';

/**
 * A page of units by name. The current unit does not narrow it: this is where it is chosen.
 * @throws {DomainError} invalid_input: a cursor of another list
 */
export async function listOrgUnits(
  ctx: UseCaseContext<AccountActor>,
  { cursor, limit, ...filter }: UnitFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: OrgUnit[]; nextCursor: string | null }> {
  const reach = ctx.actor.orgUnit;
  const found = await listUnits(ctx.tx, reach, filter, cursor === undefined ? null : parse(cursor), limit + 1);
  const page = found.slice(0, limit);
  const last = page.at(-1);
  return {
    items: await presentUnits(ctx.tx, reach, page),
    nextCursor: found.length > limit && last ? `${last.id}_${last.name}` : null,
  };
}

function parse(cursor: string): [string, number] {
  const [, id, name] = /^(\d{1,9})_(.+)$/s.exec(cursor) ?? [];
  if (id === undefined || name === undefined)
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
  return [name, Number(id)];
}
