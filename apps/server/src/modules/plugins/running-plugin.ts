import type { Catalogs } from '@cskefu/plugin-host';
import type { PluginManifest, PluginPermission } from '@cskefu/plugin-sdk';

/** A plugin that is to answer on this node now. */
export interface RunningPlugin {
  readonly id: string;
  readonly version: string;
  readonly manifest: PluginManifest;
  /** Words for what its manifest writes as `%key%`. */
  readonly catalogs?: Catalogs;
  readonly grants: ReadonlySet<PluginPermission>;
  /** The order in which plugins were installed: lower is older. */
  readonly order: number;
  /** It does not answer just now: it is being started, or rests after crashes. Calls reject at once. */
  readonly rests?: true;
  /** An administrator lets its hooks stop something when they fail, and it was granted `hooks:block`. */
  readonly hooksBlock?: true;
  /** It works only for this unit and what lies below. */
  readonly orgUnitId?: number;
}
