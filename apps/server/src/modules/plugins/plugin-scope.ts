import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RunUseCase, UseCaseContext } from '../access/index.ts';
import { holdUnitWithin } from '../organization/index.ts';
import type { PluginDesk } from './plugin-desk.ts';
import { changePlugin } from './plugins.store.ts';
import { findInstalled } from './present-plugin.ts';
import { requireLocked } from './require-locked.ts';

type Context = UseCaseContext<AccountActor>;

/**
 * Limits a plugin to a unit and all below it, or (null) lets it work for the whole organization.
 * @throws {DomainError} not_found, also for a unit that is not there
 */
export async function limitPlugin(
  desk: PluginDesk & { run: RunUseCase },
  actor: AccountActor,
  { id, orgUnitId }: { id: string; orgUnitId: number | null },
): Promise<void> {
  await findInstalled(desk, id);
  await desk.run(
    actor,
    async (ctx) => {
      const { orgUnit } = await requireLocked(ctx, id);
      if ((orgUnit?.id ?? null) === orgUnitId) return;
      const after = await findScope(ctx, orgUnitId);
      await changePlugin(ctx.tx, id, { orgUnitId });
      ctx.emit({
        type: 'plugin.scoped',
        payload: { pluginId: id, before: { orgUnit: orgUnit?.name ?? null }, after: { orgUnit: after } },
      });
    },
    undefined,
  );
}

/**
 * The name of a unit, which stays until the transaction ends; null for the whole organization.
 * @throws {DomainError} not_found
 */
export async function findScope(ctx: Context, orgUnitId: number | null): Promise<string | null> {
  if (orgUnitId === null) return null;
  const unit = await holdUnitWithin(ctx.tx, ctx.actor.orgUnit, orgUnitId);
  if (!unit) throw new DomainError('not_found', { detail: 'no such unit' });
  return unit.name;
}
