import type { EverySetting, OwnSettings, UnitSessionSettings } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findSkillGroupName, findUnitNamesWithin, findUnitWithin, lockUnitWithin } from '../organization/index.ts';
import {
  changeRoutingSettings,
  DEFAULT_ROUTING_SETTINGS,
  findSettingsLine,
  NO_ROUTING_SETTINGS,
} from '../routing-settings/index.ts';
import { builtInWords } from './built-in-words.ts';
import { findSessionLine, saveSessionSettings } from './session-settings.store.ts';
import { DEFAULTS, type OwnSessionSettings, SESSION_SETTING_NAMES } from './session-settings.ts';

type Changes = { readonly [K in keyof OwnSettings]?: OwnSettings[K] | undefined };
type Said = Partial<EverySetting>;

/**
 * A unit's settings, what it inherits and from where, and what counts.
 * @throws {DomainError} not_found
 */
export async function getSessionSettings(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: number },
): Promise<UnitSessionSettings> {
  const unit = await findUnitWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!unit) throw new DomainError('not_found');
  return present(ctx, unit);
}

/**
 * Changes them; what is absent stays, null is inherited.
 * @throws {DomainError} not_found; unavailable_target: it cannot overflow to that; invalid_input
 */
export async function updateSessionSettings(
  ctx: UseCaseContext<AccountActor>,
  { id, ...changes }: Changes & { id: number },
): Promise<UnitSessionSettings> {
  const unit = await lockUnitWithin(ctx.tx, ctx.actor.orgUnit, id);
  if (!unit) throw new DomainError('not_found');
  checkExceptions(changes);
  await checkOverflow(ctx, id, changes);
  await changeRoutingSettings(ctx, unit, changes);
  await changeOwn(ctx, unit, changes);
  return present(ctx, unit);
}

async function changeOwn(
  ctx: UseCaseContext<AccountActor>,
  { id, name }: { id: number; name: string },
  changes: Changes,
): Promise<void> {
  const own = (await findSessionLine(ctx.tx, id)).find(({ orgUnitId }) => orgUnitId === id)?.settings ?? {};
  const given = SESSION_SETTING_NAMES.filter(
    (key) => changes[key] !== undefined && !isSame(changes[key] ?? null, own[key] ?? null),
  );
  if (given.length === 0) return;
  const after = Object.fromEntries(given.map((key) => [key, changes[key] ?? null]));
  const next = Object.entries({ ...own, ...after }).filter(([, value]) => value !== null);
  await saveSessionSettings(ctx.tx, id, Object.fromEntries(next) as OwnSessionSettings);
  const before = Object.fromEntries(given.map((key) => [key, own[key] ?? null]));
  ctx.emit({
    type: 'org_unit.session_settings_changed',
    orgUnitId: id,
    payload: { unitId: id, name, before, after },
  });
}

/** The database hands JSON back with its keys in another order. */
const isSame = (a: unknown, b: unknown): boolean => JSON.stringify(sorted(a)) === JSON.stringify(sorted(b));

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, inner]) => [key, sorted(inner)]);
}

function checkExceptions({ exceptions }: Changes): void {
  const dates = exceptions?.map(({ date }) => date) ?? [];
  const twice = dates.findIndex((date, index) => dates.indexOf(date) !== index);
  if (twice >= 0)
    throw new DomainError('invalid_input', {
      issues: [{ path: `exceptions.${twice}.date`, message: 'stands there twice' }],
    });
}

/** Any skill group of the desk, as with handing over, but not itself. */
async function checkOverflow(ctx: UseCaseContext<AccountActor>, id: number, { overflowTo }: Changes): Promise<void> {
  if (overflowTo?.kind !== 'skill_group') return;
  if (overflowTo.id === id)
    throw new DomainError('invalid_input', {
      issues: [{ path: 'overflowTo', message: 'cannot be the unit itself' }],
    });
  if (!(await findSkillGroupName(ctx.tx, overflowTo.id)))
    throw new DomainError('unavailable_target', { detail: 'no such skill group' });
}

async function present(
  ctx: UseCaseContext<AccountActor>,
  unit: { id: number; name: string; isSkillGroup: boolean },
): Promise<UnitSessionSettings> {
  const line = await findWholeLine(ctx, unit.id);
  const own = line.find(({ orgUnitId }) => orgUnitId === unit.id)?.said ?? {};
  const above = line.filter(({ orgUnitId }) => orgUnitId !== unit.id);
  const inherited = inherit(above.map(({ said }) => said));
  return {
    unit: { id: unit.id, name: unit.name, isSkillGroup: unit.isSkillGroup },
    own: { ...NOTHING, ...own },
    inherited,
    effective: { ...inherited, ...own },
    sources: await findSources(ctx, above),
    builtIn: builtInWords,
  };
}

const PRODUCT: EverySetting = { ...DEFAULTS, ...DEFAULT_ROUTING_SETTINGS };
const NOTHING = { ...nothing(SESSION_SETTING_NAMES), ...NO_ROUTING_SETTINGS } as OwnSettings;

function nothing(names: readonly string[]): object {
  return Object.fromEntries(names.map((name) => [name, null]));
}

const inherit = (line: readonly Said[]): EverySetting => Object.assign({}, PRODUCT, ...line.toReversed());

interface Level {
  readonly orgUnitId: number;
  readonly said: Said;
}

/** What the units from this one up say of both kinds, the nearest first. */
async function findWholeLine(ctx: UseCaseContext<AccountActor>, id: number): Promise<Level[]> {
  const session = await findSessionLine(ctx.tx, id);
  const routing = await findSettingsLine(ctx.tx, id);
  const unit = await ctx.tx.selectFrom('org_units').select('path').where('id', '=', id).executeTakeFirst();
  const ids = (unit?.path ?? '').slice(1, -1).split('/').map(Number).toReversed();
  return ids.map((orgUnitId) => ({
    orgUnitId,
    said: {
      ...session.find((level) => level.orgUnitId === orgUnitId)?.settings,
      ...withoutNulls(routing.find((level) => level.orgUnitId === orgUnitId)?.settings ?? {}),
    },
  }));
}

function withoutNulls(settings: object): Said {
  return Object.fromEntries(Object.entries(settings).filter(([, value]) => value !== null));
}

async function findSources(
  ctx: UseCaseContext<AccountActor>,
  above: readonly Level[],
): Promise<UnitSessionSettings['sources']> {
  const from = new Map<string, number>();
  for (const { orgUnitId, said } of above)
    for (const name of Object.keys(said)) if (!from.has(name)) from.set(name, orgUnitId);
  const names = await findUnitNamesWithin(ctx.tx, ctx.actor.orgUnit, [...new Set(from.values())]);
  return Object.fromEntries(
    [...from].map(([setting, id]) => {
      const name = names.get(id) ?? null;
      return [setting, { id: name === null ? null : id, name }];
    }),
  );
}
