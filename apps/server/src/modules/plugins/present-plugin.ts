import type { PluginCondition, PluginData, PluginDetail, PluginNode, PluginSummary } from '@cskefu/contract';
import { dataVersionOf, type PluginManifest } from '@cskefu/plugin-sdk';
import { DomainError } from '../../platform/errors/index.ts';
import { type DesiredPlugin, desire, type Undesired } from './desired.ts';
import { type KnownPlugin, presentFacts } from './facts.ts';
import { readReports } from './node-reports.ts';
import type { PluginDesk } from './plugin-desk.ts';
import {
  findPlugin,
  listCurrentVersions,
  listPlugins,
  listVersions,
  type PluginRecord,
  type VersionRecord,
} from './plugins.store.ts';
import { dataStateOf, failureOf } from './stored-data/data-state.ts';

interface Looked {
  readonly record: PluginRecord;
  /** What is wanted, whether it runs or not. */
  readonly known: KnownPlugin;
  readonly desired: DesiredPlugin | Undesired;
}

/** Those that are there: part of this program, or installed. In the order of their installation. */
export async function listSummaries(desk: PluginDesk): Promise<PluginSummary[]> {
  const [records, versions, reports] = [
    await listPlugins(desk.db),
    await listCurrentVersions(desk.db),
    await readReports(desk.db),
  ];
  return records.flatMap((record) => {
    const looked = look(desk, record, versions);
    if (!looked) return [];
    return [summaryOf(looked, grantedOf(looked, versions), reports)];
  });
}

/** @throws {DomainError} not_found */
export async function presentPlugin(desk: PluginDesk, id: string): Promise<PluginDetail> {
  const { record, versions } = await findInstalled(desk, id);
  const looked = look(desk, record, versions);
  if (!looked) throw new DomainError('not_found');
  const reports = await readReports(desk.db);
  const { known } = looked;
  const granted = grantedOf(looked, versions);
  return {
    ...summaryOf(looked, granted, reports),
    plugin: presentFacts(known),
    granted: [...granted],
    hooksBlock: record.hooksBlock,
    safeMode: desk.safeMode,
    installedAt: record.installedAt.toISOString(),
    installedBy: record.installedBy,
    versions: versions.map((version) => presentVersion(version, record)),
    data: presentData(record, known.manifest),
    nodes: reports.flatMap(({ id: of, ...node }) => (of === id ? [node] : [])),
  };
}

/** @throws {DomainError} not_found */
export async function findInstalled(
  desk: PluginDesk,
  id: string,
): Promise<{ record: PluginRecord; versions: VersionRecord[]; known: KnownPlugin }> {
  const record = await findPlugin(desk.db, id);
  const versions = record ? await listVersions(desk.db, id) : [];
  const known = record && knownOf(desk, record, versions);
  if (!record || !known) throw new DomainError('not_found');
  return { record, versions, known };
}

const knownOf = (desk: PluginDesk, record: PluginRecord, versions: readonly VersionRecord[]) =>
  record.builtIn
    ? desk.builtIn.get(record.id)
    : versions.find(({ pluginId, hash }) => pluginId === record.id && hash === record.wantedHash)?.facts;

const look = (desk: PluginDesk, record: PluginRecord, versions: readonly VersionRecord[]): Looked | undefined => {
  const known = knownOf(desk, record, versions);
  const desired = desire(record, { ...desk, versions });
  return known && desired && { record, known, desired };
};

type Report = PluginNode & { readonly id: string };

/** `all` are the reports of all plugins: what another one runs on is a node, too. */
const summaryOf = (
  { record, known, desired }: Looked,
  granted: readonly string[],
  all: readonly Report[],
): PluginSummary => {
  const { name, description, version, icon, texts } = presentFacts(known);
  const reports = all.filter(({ id }) => id === record.id);
  return {
    id: record.id,
    name,
    description,
    version,
    icon,
    texts,
    builtIn: record.builtIn,
    enabled: record.enabled,
    condition: conditionOf(record, known, desired, reports),
    channels: Object.keys(known.manifest.channels),
    grantedCount: granted.length,
    nodesReady: reports.filter((report) => runsWell(report, version)).length,
    nodesWanted: 'why' in desired ? 0 : new Set(all.map(({ node }) => node)).size,
    orgUnit: record.orgUnit,
  };
};

const runsWell = ({ phase, running, refusal }: PluginNode, version: string) =>
  phase === 'ready' && running === version && refusal === null;

const WORST_FIRST = ['crash_loop', 'refused', 'degraded', 'starting'] as const;

const conditionOf = (
  record: PluginRecord,
  { manifest }: KnownPlugin,
  desired: DesiredPlugin | Undesired,
  reports: readonly PluginNode[],
): PluginCondition => {
  // With an obstacle, the version before may run on.
  const obstacle = 'why' in desired ? desired.why : desired.insteadFor;
  if (obstacle === 'data') return dataConditionOf(record, manifest);
  if (obstacle !== undefined) return obstacle;
  const worst = WORST_FIRST.find((phase) => reports.some((report) => report.phase === phase));
  if (worst) return worst;
  if (reports.length === 0) return 'starting';
  return reports.some(({ running, refusal }) => refusal !== null || running !== manifest.version)
    ? 'degraded'
    : 'ready';
};

const dataConditionOf = (record: PluginRecord, manifest: PluginManifest): PluginCondition => {
  if (dataStateOf(record, manifest) !== 'due') return 'data_unfit';
  return failureOf(record) ? 'migration_failed' : 'migrating';
};

const presentData = (record: PluginRecord, manifest: PluginManifest): PluginData => {
  const failure = failureOf(record);
  return {
    version: record.dataVersion,
    wanted: dataVersionOf(manifest),
    failure: failure && {
      to: failure.to,
      code: failure.code as NonNullable<PluginData['failure']>['code'],
      detail: failure.detail,
      at: failure.at,
    },
  };
};

const grantedOf = ({ record, known }: Looked, versions: readonly VersionRecord[]): readonly string[] =>
  record.builtIn
    ? known.manifest.permissions
    : (versions.find(({ pluginId, hash }) => pluginId === record.id && hash === record.wantedHash)?.permissions ?? []);

const presentVersion = (version: VersionRecord, record: PluginRecord): PluginDetail['versions'][number] => ({
  version: version.version,
  hash: version.hash,
  permissions: [...version.permissions],
  installedAt: version.installedAt.toISOString(),
  installedBy: version.installedBy,
  source: version.source,
  signature: version.origin?.signature ?? null,
  publishedAt: version.origin?.publishedAt?.toISOString() ?? null,
  dataVersion: dataVersionOf(version.facts.manifest),
  state: version.hash === record.wantedHash ? 'wanted' : version.hash === record.previousHash ? 'previous' : 'old',
});
