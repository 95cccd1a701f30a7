import type { Fields, PluginPermission } from '@cskefu/plugin-sdk';
import type { SecretBox } from '../../platform/config/index.ts';
import type { KnownPlugin } from './facts.ts';
import type { PluginRecord, VersionRecord } from './plugins.store.ts';
import { checkSettings, fitting, openSecrets, type Secrets } from './settings-values.ts';
import { dataStateOf, failureOf } from './stored-data/data-state.ts';
import type { DueMigration, StartableVersion } from './stored-data/due-migration.ts';

/** What a node is to run of one plugin. */
export interface DesiredPlugin extends StartableVersion {
  readonly secrets: Secrets;
  /** It is the version before, because the wanted one cannot run yet. */
  readonly insteadFor?: Obstacle;
  /** What has to be done to the data before the wanted one can. */
  readonly due?: DueMigration;
}

export interface Undesired {
  readonly record: PluginRecord;
  readonly why: 'off' | 'safe_mode' | Obstacle;
  readonly due?: DueMigration;
}

/**
 *   unconfigured  it lacks settings
 *   data          its data is of another version than it knows
 */
export type Obstacle = 'unconfigured' | 'data';

export interface DesireParts {
  readonly builtIn: ReadonlyMap<string, KnownPlugin>;
  readonly versions: readonly VersionRecord[];
  readonly secrets: SecretBox;
  readonly safeMode: boolean;
}

/**
 * What is to run of a plugin, or why nothing is. A new version that lacks settings, or whose data is not migrated yet, leaves the one before running, if
 * that one still can. Undefined: nothing is installed, or this program does not bring it.
 */
export const desire = (record: PluginRecord, parts: DesireParts): DesiredPlugin | Undesired | undefined => {
  const candidates = candidatesOf(record, parts);
  const [wanted] = candidates;
  if (!wanted) return undefined;
  if (!record.enabled) return { record, why: 'off' };
  if (!record.builtIn && parts.safeMode) return { record, why: 'safe_mode' };
  const secrets = openSecrets(parts.secrets, record.secrets);
  const obstacleOf = ({ known: { manifest } }: Candidate): Obstacle | null => {
    if (!configOf(manifest.config, record, secrets)) return 'unconfigured';
    return dataStateOf(record, manifest) === 'fits' ? null : 'data';
  };
  const obstacle = obstacleOf(wanted);
  const config = (candidate: Candidate) => configOf(candidate.known.manifest.config, record, secrets) ?? {};
  const due = obstacle === 'data' ? dueOf(record, { ...wanted, config: config(wanted) }) : null;
  const more = due ? { due } : {};
  const runnable = candidates.find((candidate) => obstacleOf(candidate) === null);
  if (!runnable) return { record, why: obstacle ?? 'data', ...more };
  const instead = obstacle === null ? {} : { insteadFor: obstacle };
  return { record, ...runnable, config: config(runnable), secrets, ...instead, ...more };
};

const dueOf = (record: PluginRecord, wanted: Omit<DueMigration, 'record' | 'from'>): DueMigration | null => {
  const { dataVersion } = record;
  if (dataVersion === null || failureOf(record) || dataStateOf(record, wanted.known.manifest) !== 'due') return null;
  return { record, ...wanted, from: dataVersion };
};

type Candidate = Pick<DesiredPlugin, 'known' | 'hash' | 'grants'>;

const candidatesOf = (record: PluginRecord, { builtIn, versions }: DesireParts): Candidate[] => {
  const own = record.builtIn ? builtIn.get(record.id) : undefined;
  if (own) return [{ known: own, hash: null, grants: new Set(own.manifest.permissions) }];
  return [record.wantedHash, record.previousHash].flatMap((hash): Candidate[] => {
    const version = versions.find((one) => one.pluginId === record.id && one.hash === hash);
    if (record.builtIn || record.wantedHash === null || !version) return [];
    return [{ known: version.facts, hash, grants: new Set(version.permissions as PluginPermission[]) }];
  });
};

const configOf = (fields: Fields, { settings }: PluginRecord, secrets: Secrets) => {
  const checked = checkSettings(fields, { values: fitting(fields, settings), secrets });
  return checked.ok ? checked.config : null;
};
