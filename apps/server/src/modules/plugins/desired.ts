import type { Fields, PluginPermission } from '@cskefu/plugin-sdk';
import type { SecretBox } from '../../platform/config/index.ts';
import type { KnownPlugin } from './facts.ts';
import type { PluginRecord, VersionRecord } from './plugins.store.ts';
import { checkSettings, fitting, openSecrets, type Secrets } from './settings-values.ts';

/** What a node is to run of one plugin. */
export interface DesiredPlugin {
  readonly record: PluginRecord;
  readonly known: KnownPlugin;
  /** Null: part of the product. */
  readonly hash: string | null;
  readonly grants: ReadonlySet<PluginPermission>;
  readonly config: Readonly<Record<string, unknown>>;
  readonly secrets: Secrets;
}

export interface Undesired {
  readonly record: PluginRecord;
  readonly why: 'off' | 'safe_mode' | 'unconfigured';
}

export interface DesireParts {
  readonly builtIn: ReadonlyMap<string, KnownPlugin>;
  readonly versions: readonly VersionRecord[];
  readonly secrets: SecretBox;
  readonly safeMode: boolean;
}

/**
 * What is to run of a plugin, or why nothing is. A new version that lacks settings leaves the one before running, which does not. Undefined: nothing is
 * installed, or this program does not bring it.
 */
export const desire = (record: PluginRecord, parts: DesireParts): DesiredPlugin | Undesired | undefined => {
  const candidates = candidatesOf(record, parts);
  if (candidates.length === 0) return undefined;
  if (!record.enabled) return { record, why: 'off' };
  if (!record.builtIn && parts.safeMode) return { record, why: 'safe_mode' };
  const secrets = openSecrets(parts.secrets, record.secrets);
  for (const candidate of candidates) {
    const config = configOf(candidate.known.manifest.config, record, secrets);
    if (config) return { record, ...candidate, config, secrets };
  }
  return { record, why: 'unconfigured' };
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
