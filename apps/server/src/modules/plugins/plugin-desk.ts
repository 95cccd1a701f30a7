import type { SecretBox } from '../../platform/config/index.ts';
import type { Database } from '../../platform/database/index.ts';
import type { KnownPlugin } from './facts.ts';
import type { PluginFiles } from './plugin-files.ts';
import type { PluginRuntime } from './plugin-runtime.ts';

/** What managing plugins needs. */
export interface PluginDesk {
  readonly db: Database;
  readonly secrets: SecretBox;
  readonly runtime: PluginRuntime;
  readonly files: PluginFiles;
  readonly builtIn: ReadonlyMap<string, KnownPlugin>;
  readonly safeMode: boolean;
  /** Base address of the registry; null: none. */
  readonly registry: string | null;
  /** How long versions of the registry are held back; 0: not at all. */
  readonly holdHours: number;
}
