import type { AlarmKind } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitWithin } from '../organization/index.ts';

/**
 * A supervisor has seen that a skill group is in alarm, and minds it: the others need not.
 * @throws {DomainError} not_found
 */
export async function acknowledgeAlarm(
  ctx: UseCaseContext<AccountActor>,
  { id, kind }: { id: number; kind: AlarmKind },
): Promise<{ ok: true }> {
  const unit = await findUnitWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!unit) throw new DomainError('not_found');
  const seen = { acknowledged_by: ctx.actor.id, acknowledged_at: ctx.now };
  await ctx.tx
    .insertInto('alarm_acknowledgements')
    .values({ org_unit_id: id, kind, ...seen })
    .onConflict((conflict) => conflict.columns(['org_unit_id', 'kind']).doUpdateSet(seen))
    .execute();
  ctx.emit({
    type: 'supervision.alarm_acknowledged',
    orgUnitId: id,
    payload: { orgUnitId: id, name: unit.name, kind },
  });
  return { ok: true };
}
