import type { DatabaseTransaction } from '../../platform/database/index.ts';
import type { AccountActor, RunUseCase, UseCaseContext } from '../access/index.ts';
import { requireConsent } from './consent.ts';
import type { ReadPackage } from './package/read-package.ts';
import { originColumns, removeOldVersions } from './packages.store.ts';
import type { PluginDesk } from './plugin-desk.ts';
import { findScope } from './plugin-scope.ts';
import { changePlugin, findPlugin, listVersions, lockPlugin, type PluginRecord } from './plugins.store.ts';
import { type Came, readStoredPackage, requireFit } from './read-candidate.ts';
import { isYoung, requireAge } from './registry/hold-back.ts';
import { checkSettings, fitting, openSecrets } from './settings-values.ts';
import { dataStateOf, requireReadable } from './stored-data/data-state.ts';
import { tryPlugin } from './try-plugin.ts';

interface Agreed {
  readonly hash: string;
  readonly permissions: readonly string[];
  readonly hosts: readonly string[];
  /** Also if it is so young that the desk would hold it back. */
  readonly acceptYoung: boolean;
  /** Absent: as it was. */
  readonly orgUnitId?: number | null | undefined;
}

type Wanted = ReadPackage & Came & Pick<Agreed, 'orgUnitId'> & { readonly tookYoung: boolean };

/**
 * Installs a package that was read before, or upgrades to it: consent, a trial, and only then the switch, which every node follows by itself.
 * @throws {DomainError} not_found, package_refused, consent_required, version_held, data_newer, data_too_old, activation_failed
 */
export async function installPlugin(
  desk: PluginDesk & { run: RunUseCase },
  actor: AccountActor,
  agreed: Agreed,
): Promise<string> {
  const candidate = await readStoredPackage(desk.db, agreed.hash);
  const { id } = candidate.facts.manifest;
  await requireFit(desk.db, candidate);
  requireConsent(candidate.facts, agreed);
  const { origin } = candidate;
  if (origin) requireAge(origin.publishedAt, desk.holdHours, agreed.acceptYoung);
  const tookYoung = origin !== null && isYoung(origin.publishedAt, desk.holdHours, new Date());
  const record = await findPlugin(desk.db, id);
  requireReadable(record, candidate.facts.manifest);
  await tryCandidate(desk, candidate, record);
  await desk.run(actor, switchTo, { ...candidate, orgUnitId: agreed.orgUnitId, tookYoung });
  return id;
}

/** With the settings that are there; without all that it needs it is only loaded. */
export async function tryCandidate(
  { secrets, files, safeMode }: PluginDesk,
  { hash, facts, files: inside }: Pick<ReadPackage, 'hash' | 'facts' | 'files'>,
  record: PluginRecord | undefined,
): Promise<void> {
  // Then nothing of others runs here, not even for a moment.
  if (safeMode) return;
  const fields = facts.manifest.config;
  const stored = {
    values: fitting(fields, record?.settings ?? {}),
    secrets: openSecrets(secrets, record?.secrets ?? null),
  };
  const checked = checkSettings(fields, stored);
  await tryPlugin(facts, await files.place(hash, inside), checked.ok ? checked.config : null, stored.secrets);
}

async function switchTo(ctx: UseCaseContext<AccountActor>, candidate: Wanted): Promise<void> {
  const { hash, packageName, facts, source, origin, orgUnitId, tookYoung } = candidate;
  const { id, version, permissions, net } = facts.manifest;
  const scope = orgUnitId === undefined ? undefined : await findScope(ctx, orgUnitId);
  await ctx.tx
    .insertInto('plugins')
    .values({ id, built_in: false, package_name: packageName, installed_by: ctx.actor.id, installed_at: ctx.now })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ package_name: packageName }).where('plugins.package_name', 'is', null),
    )
    .execute();
  const before = await lockPlugin(ctx.tx, id);
  await requireFit(ctx.tx, candidate);
  requireReadable(before, facts.manifest);
  const agreed = { source, ...originColumns(origin), installed_by: ctx.actor.id, installed_at: ctx.now };
  await ctx.tx
    .insertInto('plugin_versions')
    .values({
      plugin_id: id,
      hash,
      version,
      package_name: packageName,
      facts: JSON.stringify(facts),
      permissions: [...permissions],
      hosts: [...net.allow],
      ...agreed,
    })
    .onConflict((conflict) => conflict.columns(['plugin_id', 'hash']).doUpdateSet(agreed))
    .execute();
  const wasHere = before?.wantedHash ?? null;
  await changePlugin(ctx.tx, id, {
    wantedHash: hash,
    ...(before && wasHere !== null && wasHere !== hash
      ? { previousHash: await findWayBack(ctx.tx, before, wasHere, hash) }
      : {}),
    ...(permissions.includes('hooks:block') ? {} : { hooksBlock: false }),
    ...(wasHere === null ? { enabled: true } : {}),
    ...(orgUnitId === undefined ? {} : { orgUnitId }),
  });
  await removeOldVersions(ctx.tx, id);
  ctx.emit({
    type: wasHere === null ? 'plugin.installed' : 'plugin.upgraded',
    payload: {
      pluginId: id,
      version,
      permissions,
      hosts: net.allow,
      source,
      ...(origin && { registry: { ...origin, tookYoung } }),
      package: `${packageName}@${version}`,
      ...(scope === undefined ? {} : { orgUnit: scope }),
    },
  });
}

/** What was wanted, unless its data could not be migrated for it: then the one before it has gone on running, and does so still. */
async function findWayBack(
  tx: DatabaseTransaction,
  before: PluginRecord,
  wasWanted: string,
  wanted: string,
): Promise<string | null> {
  const version = (await listVersions(tx, before.id)).find(({ hash }) => hash === wasWanted);
  const hasRun = version && dataStateOf(before, version.facts.manifest) === 'fits';
  if (hasRun) return wasWanted;
  return before.previousHash === wanted ? null : before.previousHash;
}
