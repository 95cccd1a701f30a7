import type { Plugin } from '@cskefu/plugin-sdk';
import type { PresenceTimes } from './modules/agents/index.ts';
import type { Config, SecretKeys } from './platform/config/index.ts';
import type { DatabaseConnection } from './platform/database/index.ts';
import type { FileStorage } from './platform/files/index.ts';
import type { Logger } from './platform/logging/index.ts';
import type { Broadcast } from './platform/realtime/index.ts';

/** What a desk is made of. */
export interface AppParts {
  readonly config: Config;
  readonly version: string;
  readonly connection: DatabaseConnection;
  readonly keys: SecretKeys;
  readonly storage: FileStorage;
  readonly broadcast: Broadcast;
  readonly dataFolder: string;
  readonly log: Logger;
  /** Shorter in tests. */
  readonly presenceTimes?: PresenceTimes;
  /** Instead of those of the product, in tests. */
  readonly builtInPlugins?: readonly Plugin[];
}
