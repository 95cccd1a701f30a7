import type { WantedPlugin } from '@cskefu/plugin-host';
import { dataVersionOf } from '@cskefu/plugin-sdk';
import type { SecretBox } from '../../platform/config/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { type DesiredPlugin, desire, type Undesired } from './desired.ts';
import type { KnownPlugin } from './facts.ts';
import type { PluginFiles } from './plugin-files.ts';
import { listCurrentVersions, listPlugins } from './plugins.store.ts';
import type { DueMigration, StartableVersion } from './stored-data/due-migration.ts';

export interface ReconcileParts {
  readonly db: Database;
  readonly secrets: SecretBox;
  readonly files: PluginFiles;
  readonly builtIn: ReadonlyMap<string, KnownPlugin>;
  readonly safeMode: boolean;
}

/** All that a node is to run, from one look at the database. */
export interface DesiredState {
  readonly plugins: readonly DesiredPlugin[];
  readonly idle: readonly Undesired[];
  /** What has to be done to data before what is wanted can run. */
  readonly due: readonly DueMigration[];
  /** For the supervisor. */
  readonly wanted: readonly WantedPlugin[];
  /** For the supervisor, once that is done; empty if nothing is due. */
  readonly soon: readonly WantedPlugin[];
  /** Whose files could not be had, and why. */
  readonly unplaced: ReadonlyMap<string, string>;
}

export const readDesiredState = async (parts: ReconcileParts): Promise<DesiredState> => {
  const [records, versions] = [await listPlugins(parts.db), await listCurrentVersions(parts.db)];
  const all = records.flatMap((record) => desire(record, { ...parts, versions }) ?? []);
  const plugins = all.filter((one): one is DesiredPlugin => 'known' in one);
  const unplaced = new Map<string, string>();
  const wanted: WantedPlugin[] = [];
  for (const plugin of plugins) {
    if (plugin.hash === null) continue;
    try {
      wanted.push({ ...(await parts.files.ensure(plugin.hash)), ...hosted(plugin) });
    } catch (error) {
      unplaced.set(plugin.record.id, (error as Error).message);
    }
  }
  const idle = all.filter((one): one is Undesired => 'why' in one);
  const due = all.flatMap((one) => one.due ?? []);
  return { plugins, idle, due, wanted, soon: await soonOf(parts, due, wanted), unplaced };
};

const soonOf = async ({ files }: ReconcileParts, due: readonly DueMigration[], wanted: readonly WantedPlugin[]) => {
  const soon = wanted.filter(({ id }) => !due.some(({ record }) => record.id === id));
  for (const one of due) {
    // What cannot be had is not prepared; its migration tells.
    const folder = one.hash === null ? null : await files.ensure(one.hash).catch(() => null);
    if (folder) soon.push({ ...folder, ...hosted(one) });
  }
  return due.length > 0 ? soon : [];
};

const hosted = ({ record, known, config }: StartableVersion) => ({
  id: record.id,
  version: known.manifest.version,
  runtime: known.manifest.runtime,
  catalogs: known.catalogs,
  config,
  dataVersion: dataVersionOf(known.manifest),
});
