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
  await changeRoutingSettings(ctx, unit, changes);
  return presentSettings(ctx, id);
}

/** The same for a unit that the caller has locked. What is none of them is left alone. */
export async function changeRoutingSettings(
  ctx: UseCaseContext<AccountActor>,
  { id, name }: { id: number; name: string },
  changes: Changes,
): Promise<void> {
  const { own } = await presentSettings(ctx, id);
  const names = Object.keys(NOTHING) as (keyof Changes)[];
  const given = names.filter((key) => changes[key] !== undefined && changes[key] !== own[key]);
  if (given.length === 0) return;
  const after = Object.fromEntries(given.map((key) => [key, changes[key]]));
  await saveSettings(ctx.tx, id, { ...own, ...after });
  const before = Object.fromEntries(given.map((key) => [key, own[key]]));
  ctx.emit({
    type: 'org_unit.routing_settings_changed',
    orgUnitId: id,
    payload: { unitId: id, name, before, after },
  });
}

async function presentSettings(ctx: UseCaseContext<AccountActor>, id: number): Promise<UnitRoutingSettings> {
  const line = await findSettingsLine(ctx.tx, id);
  const own = line.find(({ orgUnitId }) => orgUnitId === id)?.settings ?? NOTHING;
  const above = line.filter(({ orgUnitId }) => orgUnitId !== id).map(({ settings }) => settings);
  return { own, inherited: inheritSettings(above), effective: inheritSettings([own, ...above]) };
}
