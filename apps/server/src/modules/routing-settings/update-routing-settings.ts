import type { OwnRoutingSettings, UnitRoutingSettings } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitWithin, lockUnitWithin } from '../organization/index.ts';
import { findSettingsLine, saveSettings } from './routing-settings.store.ts';
import { inheritSettings, NOTHING } from './routing-settings.ts';

type Changes = { readonly [K in keyof OwnRoutingSettings]?: OwnRoutingSettings[K] | undefined };

/**
 * A unit's settings, what it inherits, and what counts.
 * @throws {DomainError} not_found
 */
export async function getRoutingSettings(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: number },
): Promise<UnitRoutingSettings> {
  if (!(await findUnitWithin(ctx.tx, ctx.actor.orgUnit, id))) throw new DomainError('not_found');
  return presentSettings(ctx, id);
}

/**
 * Changes them; what is absent stays, null is inherited.
 * @throws {DomainError} not_found
 */
export async function updateRoutingSettings(
  ctx: UseCaseContext<AccountActor>,
  { id, ...changes }: Changes & { id: number },
): Promise<UnitRoutingSettings> {
  const unit = await lockUnitWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!unit) throw new DomainError('not_found');
  const { own } = await presentSettings(ctx, id);
  const given = Object.entries(changes).filter(
    ([key, value]) => value !== undefined && value !== own[key as keyof Changes],
  );
  if (given.length > 0) {
    await saveSettings(ctx.tx, id, { ...own, ...Object.fromEntries(given) });
    ctx.emit({
      type: 'org_unit.routing_settings_changed',
      orgUnitId: id,
      payload: {
        unitId: id,
        name: unit.name,
        before: Object.fromEntries(given.map(([key]) => [key, own[key as keyof Changes]])),
        after: Object.fromEntries(given),
      },
    });
  }
  return presentSettings(ctx, id);
}

async function presentSettings(ctx: UseCaseContext<AccountActor>, id: number): Promise<UnitRoutingSettings> {
  const line = await findSettingsLine(ctx.tx, id);
  const own = line.find(({ orgUnitId }) => orgUnitId === id)?.settings ?? NOTHING;
  const above = line.filter(({ orgUnitId }) => orgUnitId !== id).map(({ settings }) => settings);
  return { own, inherited: inheritSettings(above), effective: inheritSettings([own, ...above]) };
}
