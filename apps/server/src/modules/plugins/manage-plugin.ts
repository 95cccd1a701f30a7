import { sql } from 'kysely';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RunUseCase, UseCaseContext } from '../access/index.ts';
import { tryCandidate } from './install-plugin.ts';
import { removeLonelyPackages } from './packages.store.ts';
import type { PluginDesk } from './plugin-desk.ts';
import { changePlugin } from './plugins.store.ts';
import { findInstalled } from './present-plugin.ts';
import { readStoredPackage } from './read-candidate.ts';
import { requireLocked } from './require-locked.ts';
import { tryHoldData } from './stored-data/data.store.ts';
import { requireReadable } from './stored-data/data-state.ts';

type Desk = PluginDesk & { run: RunUseCase };
type Context = UseCaseContext<AccountActor>;

/** @throws {DomainError} not_found; conflict: there is no version before; data_newer, data_too_old; activation_failed */
export async function rollBackPlugin(desk: Desk, actor: AccountActor, { id }: { id: string }): Promise<void> {
  const { record } = await findInstalled(desk, id);
  const hash = record.previousHash;
  if (hash === null) throw new DomainError('conflict', { detail: 'there is no version before' });
  const before = await readStoredPackage(desk.db, hash);
  requireReadable(record, before.facts.manifest);
  await tryCandidate(desk, before, record);
  await desk.run(
    actor,
    async (ctx) => {
      const now = await requireLocked(ctx, id);
      if (now.previousHash !== hash) throw new DomainError('conflict');
      requireReadable(now, before.facts.manifest);
      const { version, permissions } = before.facts.manifest;
      // There and back again: what was left is the version before, now.
      await changePlugin(ctx.tx, id, {
        wantedHash: hash,
        previousHash: now.wantedHash,
        ...(permissions.includes('hooks:block') ? {} : { hooksBlock: false }),
      });
      ctx.emit({ type: 'plugin.rolled_back', payload: { pluginId: id, version } });
    },
    undefined,
  );
}

export async function switchPlugin(
  desk: Desk,
  actor: AccountActor,
  { id, enabled }: { id: string; enabled: boolean },
): Promise<void> {
  await findInstalled(desk, id);
  await desk.run(
    actor,
    async (ctx) => {
      const record = await requireLocked(ctx, id);
      if (record.enabled === enabled) return;
      await changePlugin(ctx.tx, id, { enabled });
      ctx.emit({ type: enabled ? 'plugin.enabled' : 'plugin.disabled', payload: { pluginId: id } });
    },
    undefined,
  );
}

/** @throws {DomainError} not_found; conflict: it was not granted `hooks:block` */
export async function letHooksBlock(
  desk: Desk,
  actor: AccountActor,
  { id, hooksBlock }: { id: string; hooksBlock: boolean },
): Promise<void> {
  const { known } = await findInstalled(desk, id);
  if (hooksBlock && !known.manifest.permissions.includes('hooks:block'))
    throw new DomainError('conflict', { detail: 'it was not granted hooks:block' });
  await desk.run(
    actor,
    async (ctx) => {
      const record = await requireLocked(ctx, id);
      if (record.hooksBlock === hooksBlock) return;
      await changePlugin(ctx.tx, id, { hooksBlock });
      ctx.emit({
        type: 'plugin.switched',
        payload: { pluginId: id, before: { hooksBlock: record.hooksBlock }, after: { hooksBlock } },
      });
    },
    undefined,
  );
}

/** @throws {DomainError} not_found; conflict: it is switched off */
export async function restartPlugin(desk: Desk, actor: AccountActor, { id }: { id: string }): Promise<void> {
  await findInstalled(desk, id);
  await desk.run(
    actor,
    async (ctx) => {
      const record = await requireLocked(ctx, id);
      if (!record.enabled) throw new DomainError('conflict', { detail: 'it is switched off' });
      await changePlugin(ctx.tx, id, { restart: true });
      ctx.emit({ type: 'plugin.restarted', payload: { pluginId: id } });
    },
    undefined,
  );
}

/** @throws {DomainError} not_found; conflict: it is part of the product, or its data is being migrated */
export async function removePlugin(
  desk: Desk,
  actor: AccountActor,
  { id, data }: { id: string; data: 'keep' | 'delete' },
): Promise<void> {
  const { record, known } = await findInstalled(desk, id);
  if (record.builtIn) throw new DomainError('conflict', { detail: 'it is part of the product' });
  await desk.run(
    actor,
    async (ctx) => {
      await requireLocked(ctx, id);
      if (data === 'delete') await deleteAll(ctx, id);
      else {
        await changePlugin(ctx.tx, id, { wantedHash: null, previousHash: null, hooksBlock: false });
        await ctx.tx.deleteFrom('plugin_versions').where('plugin_id', '=', id).execute();
      }
      await removeLonelyPackages(ctx.tx, new Date(ctx.now.getTime() - 3_600_000));
      ctx.emit({ type: 'plugin.removed', payload: { pluginId: id, version: known.manifest.version, data } });
    },
    undefined,
  );
}

/** What is kept for plugins stands in tables `plugin_…` with a column `plugin_id`, whichever module they belong to. */
async function deleteAll({ tx }: Context, id: string): Promise<void> {
  // Else what a migration writes would be left over.
  if (!(await tryHoldData(tx, id))) throw new DomainError('conflict', { detail: 'its data is being migrated' });
  const { rows } = await sql<{ name: string }>`
    select c.relname as name from pg_class c join pg_attribute a on a.attrelid = c.oid and a.attname = 'plugin_id'
    where c.relkind = 'r' and c.relname like 'plugin\\_%' and c.relnamespace = current_schema()::regnamespace
      and c.relname <> 'plugin_versions'`.execute(tx);
  for (const { name } of rows) await sql`delete from ${sql.table(name)} where plugin_id = ${id}`.execute(tx);
  await sql`delete from plugins where id = ${id}`.execute(tx);
}
