import type { AwayReason, OwnSupervisionSettings, UnitSupervisionSettings } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitWithin, lockUnitWithin } from '../organization/index.ts';
import { findAllSettings, lineOf, saveSettings, settingsAt } from './supervision-settings.store.ts';
import { inheritSettings, NOTHING } from './supervision-settings.ts';

type Changes = { readonly [K in keyof OwnSupervisionSettings]?: OwnSupervisionSettings[K] | undefined };

/**
 * A unit's settings, what it inherits, and what counts.
 * @throws {DomainError} not_found
 */
export async function getSupervisionSettings(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: number },
): Promise<UnitSupervisionSettings> {
  const unit = await findUnitWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!unit) throw new DomainError('not_found');
  return presentSettings(ctx, unit);
}

/**
 * Changes them; what is absent stays, null is inherited.
 * @throws {DomainError} not_found
 */
export async function updateSupervisionSettings(
  ctx: UseCaseContext<AccountActor>,
  { id, ...changes }: Changes & { id: number },
): Promise<UnitSupervisionSettings> {
  const unit = await lockUnitWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!unit) throw new DomainError('not_found');
  const { own } = await presentSettings(ctx, unit);
  const given = Object.entries(changes).filter(
    ([key, value]) => value !== undefined && JSON.stringify(value) !== JSON.stringify(own[key as keyof Changes]),
  );
  if (given.length > 0) {
    await saveSettings(ctx.tx, id, { ...own, ...Object.fromEntries(given) });
    ctx.emit({
      type: 'org_unit.supervision_settings_changed',
      orgUnitId: id,
      payload: {
        unitId: id,
        name: unit.name,
        before: Object.fromEntries(given.map(([key]) => [key, own[key as keyof Changes]])),
        after: Object.fromEntries(given),
      },
    });
  }
  return presentSettings(ctx, unit);
}

/** Why the actor may be away, as their unit words it. */
export async function listAwayReasons(ctx: UseCaseContext<AccountActor>): Promise<{ items: AwayReason[] }> {
  return { items: [...settingsAt(await findAllSettings(ctx.tx), ctx.actor.orgUnit.path).awayReasons] };
}

async function presentSettings(
  ctx: UseCaseContext<AccountActor>,
  { id, path }: { id: number; path: string },
): Promise<UnitSupervisionSettings> {
  const all = await findAllSettings(ctx.tx);
  const above = lineOf(path).flatMap((unitId) => (unitId === id ? [] : (all.get(unitId) ?? [])));
  const own = all.get(id) ?? NOTHING;
  return { own, inherited: inheritSettings(above), effective: inheritSettings([own, ...above]) };
}
