import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { findUnitPath, type Reach } from '../organization/index.ts';
import type { PluginCaller, RunningPlugin } from '../plugins/index.ts';

/** What the methods know of whoever asks. */
export interface Callers {
  /** @throws {DomainError} unavailable: it does not run any more */
  pluginOf(caller: PluginCaller): RunningPlugin;
  /**
   * The part of the organization whose data it may see.
   * @throws {DomainError} unavailable: it does not run any more
   */
  scopeOf(caller: PluginCaller): Promise<Pick<Reach, 'path'>>;
}

export interface CallersParts {
  readonly db: Database;
  readonly running: () => readonly RunningPlugin[];
}

/** Every path begins with it. */
const EVERYWHERE = { path: '/' };

export const createCallers = ({ db, running }: CallersParts): Callers => {
  const pluginOf = ({ pluginId }: PluginCaller) => {
    const plugin = running().find(({ id }) => id === pluginId);
    if (!plugin) throw new DomainError('unavailable', { detail: `${pluginId} does not run` });
    return plugin;
  };
  return {
    pluginOf,
    scopeOf: async (caller) => {
      const { orgUnitId } = pluginOf(caller);
      if (orgUnitId === undefined) return EVERYWHERE;
      // A unit that is gone has nothing in it.
      return { path: (await findUnitPath(db, orgUnitId)) ?? '/0/' };
    },
  };
};
