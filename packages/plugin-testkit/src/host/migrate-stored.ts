import { dataVersionOf, type PluginManifest } from '@cskefu/plugin-sdk';
import type { KeyValueStore } from './key-value-store.ts';

/** What an earlier version has left, as it lies in the storage. */
export interface StoredData {
  /** Of the data; 1 unless said: before the first migration. */
  readonly version?: number;
  /** Key → value. */
  readonly entries: Readonly<Record<string, unknown>>;
}

/** As a desk gives a new version all of them together. */
const MIGRATION_MS = 30_000;

/** What a migration may ask; a desk refuses everything else, too. */
export const isForMigrations = (method: string): boolean => method.startsWith('kv.') || method === 'log';

/**
 * Runs the missing migrations on what an earlier version has left. If one throws, the storage is as it was.
 * @throws what the migration throws, or: there is no way from that version
 */
export const migrateStored = async (
  manifest: PluginManifest,
  { version = 1, entries }: StoredData,
  kv: KeyValueStore,
  call: (method: string, args: unknown, options: { deadlineMs: number }) => Promise<unknown>,
): Promise<void> => {
  for (const [key, value] of Object.entries(entries)) kv.set(key, value);
  const wanted = dataVersionOf(manifest);
  if (version === wanted) return;
  if (!manifest.migrations?.includes(version + 1))
    throw new Error(`no migration leads from version ${version} of the data to ${wanted}`);
  const undo = kv.remember();
  const until = performance.now() + MIGRATION_MS;
  try {
    for (const to of manifest.migrations.filter((step) => step > version))
      await call('migrate', { to }, { deadlineMs: Math.max(1, until - performance.now()) });
  } catch (error) {
    undo();
    throw error;
  }
};
