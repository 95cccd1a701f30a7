import type { SystemUser } from '../serve/become-user.ts';
import type { HostedPlugin } from './host-process.ts';

export interface WantedPlugin extends HostedPlugin {
  /** Changes with every version. */
  readonly version: string;
  readonly runtime: 'shared' | 'isolated';
  /** Folder of its files. */
  readonly folder: string;
  readonly config: unknown;
  /** The version of the data that its code knows. */
  readonly dataVersion?: number;
  /** As whom it runs: the same for all. */
  readonly user?: SystemUser | null;
}

/** Nothing in them has changed that a host would have to be started anew for. */
export const isSame = (some: readonly WantedPlugin[], others: readonly WantedPlugin[]): boolean =>
  some.length === others.length &&
  some.every((plugin) =>
    others.some(
      (other) =>
        other.id === plugin.id &&
        other.version === plugin.version &&
        other.entry === plugin.entry &&
        JSON.stringify(other.config) === JSON.stringify(plugin.config),
    ),
  );
