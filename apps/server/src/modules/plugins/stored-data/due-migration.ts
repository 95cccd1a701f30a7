import type { PluginPermission } from '@cskefu/plugin-sdk';
import type { KnownPlugin } from '../facts.ts';
import type { PluginRecord } from '../plugins.store.ts';

/** A version is wanted that keeps its data in another form than what is there. */
export interface DueMigration {
  readonly record: PluginRecord;
  readonly known: KnownPlugin;
  /** Null: part of the product. */
  readonly hash: string | null;
  readonly grants: ReadonlySet<PluginPermission>;
  readonly config: Readonly<Record<string, unknown>>;
  readonly from: number;
}
