import { dataVersionOf, type PluginManifest } from '@cskefu/plugin-sdk';
import { DomainError } from '../../../platform/errors/index.ts';
import type { MigrationFailure, PluginRecord } from '../plugins.store.ts';

/** What a plugin is told when its code knows another version of its data. */
export const OUTDATED = 'data_upgraded';

/**
 * How a version stands to the data that is kept for a plugin.
 *   fits     it works with it, or nothing has been kept yet
 *   due      its migrations lead there
 *   newer    the data has been migrated for a later version, and there is no way back
 *   too_old  its migrations begin later than the data
 */
export type DataState = 'fits' | 'due' | 'newer' | 'too_old';

type Kept = Pick<PluginRecord, 'dataVersion'>;
type Knows = Pick<PluginManifest, 'migrations'>;

export const dataStateOf = ({ dataVersion }: Kept, manifest: Knows): DataState => {
  const wanted = dataVersionOf(manifest);
  if (dataVersion === null || dataVersion === wanted) return 'fits';
  if (dataVersion > wanted) return 'newer';
  return manifest.migrations?.includes(dataVersion + 1) ? 'due' : 'too_old';
};

/** The versions that the data goes through. */
export const stepsFrom = (dataVersion: number, { migrations = [] }: Knows): readonly number[] =>
  migrations.filter((to) => to > dataVersion);

/** Somebody has to act first: nobody tries again what has failed, until anything of the plugin is changed. */
export const failureOf = ({
  migrationFailure,
  generation,
}: Pick<PluginRecord, 'migrationFailure' | 'generation'>): MigrationFailure | null =>
  migrationFailure?.generation === generation ? migrationFailure : null;

/**
 * Old code is never let at new data.
 * @throws {DomainError} data_newer, data_too_old
 */
export const requireReadable = (record: Kept | undefined, manifest: Knows): void => {
  if (!record) return;
  const state = dataStateOf(record, manifest);
  if (state === 'fits' || state === 'due') return;
  throw new DomainError(state === 'newer' ? 'data_newer' : 'data_too_old', {
    detail: `the data is of version ${record.dataVersion}, this version works with ${dataVersionOf(manifest)}`,
  });
};
