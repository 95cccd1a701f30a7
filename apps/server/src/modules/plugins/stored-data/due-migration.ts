import type { PluginPermission } from '@cskefu/plugin-sdk';
import type { KnownPlugin } from '../facts.ts';
import type { PluginRecord } from '../plugins.store.ts';

/** A version of a plugin, with all that it takes to start it. */
export interface StartableVersion {
  readonly record: PluginRecord;
  readonly known: KnownPlugin;
  /** Null: part of the product. */
  readonly hash: string | null;
  readonly grants: ReadonlySet<PluginPermission>;
  readonly config: Readonly<Record<string, unknown>>;
}

/** A version is wanted that keeps its data in another form than what is there. */
export interface DueMigration extends StartableVersion {
  readonly from: number;
}
