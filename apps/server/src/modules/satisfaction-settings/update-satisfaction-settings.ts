import type { OwnSatisfactionSettings, UnitSatisfactionSettings } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitWithin, lockUnitWithin } from '../organization/index.ts';
import { findSatisfactionLine, saveSatisfaction } from './satisfaction-settings.store.ts';
import { inheritSatisfaction, NOTHING } from './satisfaction-settings.ts';

type Changes = { readonly [K in keyof OwnSatisfactionSettings]?: OwnSatisfactionSettings[K] | undefined };

/**
 * What visitors of a unit can say, what it inherits, and what counts.
 * @throws {DomainError} not_found
 */
export async function getSatisfactionSettings(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: number },
): Promise<UnitSatisfactionSettings> {
  if (!(await findUnitWithin(ctx.tx, ctx.actor.orgUnit, id))) throw new DomainError('not_found');
  const line = await findSatisfactionLine(ctx.tx, id);
  const own = line.find(({ orgUnitId }) => orgUnitId === id)?.settings ?? NOTHING;
  const above = line.filter(({ orgUnitId }) => orgUnitId !== id).map(({ settings }) => settings);
  return { own, inherited: inheritSatisfaction(above), effective: inheritSatisfaction([own, ...above]) };
}

/**
 * Changes them; what is absent stays, null is inherited.
 * @throws {DomainError} not_found; invalid_input: a reason without a level
 */
export async function updateSatisfactionSettings(
  ctx: UseCaseContext<AccountActor>,
  { id, ...changes }: Changes & { id: number },
): Promise<UnitSatisfactionSettings> {
  const unit = await lockUnitWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!unit) throw new DomainError('not_found');
  if (changes.reasons?.some(({ from, to }) => from > to))
    throw new DomainError('invalid_input', { issues: [{ path: 'reasons', message: 'ends before it begins' }] });
  const before = (await findSatisfactionLine(ctx.tx, id)).find(({ orgUnitId }) => orgUnitId === id);
  const own = before?.settings ?? NOTHING;
  const given = Object.entries(changes).filter(
    ([key, value]) =>
      value !== undefined && JSON.stringify(value) !== JSON.stringify(own[key as keyof OwnSatisfactionSettings]),
  );
  if (given.length > 0) {
    await saveSatisfaction(ctx.tx, id, { ...own, ...Object.fromEntries(given) }, before);
    ctx.emit({
      type: 'org_unit.satisfaction_settings_changed',
      orgUnitId: id,
      payload: {
        unitId: id,
        name: unit.name,
        before: Object.fromEntries(given.map(([key]) => [key, own[key as keyof OwnSatisfactionSettings]])),
        after: Object.fromEntries(given),
      },
    });
  }
  return getSatisfactionSettings(ctx, { id });
}
