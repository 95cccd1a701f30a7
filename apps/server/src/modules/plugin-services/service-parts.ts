import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { Reach } from '../organization/index.ts';
import type { PluginCaller, RunningPlugin } from '../plugins/index.ts';

/** What the methods know of whoever asks. */
export interface Callers {
  /** @throws {DomainError} unavailable: it does not run any more */
  pluginOf(caller: PluginCaller): RunningPlugin;
  /** The part of the organization whose data it may see. */
  scopeOf(caller: PluginCaller): Promise<Pick<Reach, 'path'>>;
}

export interface CallersParts {
  readonly db: Database;
  readonly running: () => readonly RunningPlugin[];
  /** The org unit of an installed plugin; null or nothing: the whole desk. */
  readonly unitOf?: (pluginId: string) => number | null | Promise<number | null>;
}

/** Every path begins with it. */
const EVERYWHERE = { path: '/' };

export const createCallers = ({ db, running, unitOf }: CallersParts): Callers => ({
  pluginOf: ({ pluginId }) => {
    const plugin = running().find(({ id }) => id === pluginId);
    if (!plugin) throw new DomainError('unavailable', { detail: `${pluginId} does not run` });
    return plugin;
  },
  scopeOf: async ({ pluginId }) => {
    const unitId = (await unitOf?.(pluginId)) ?? null;
    if (unitId === null) return EVERYWHERE;
    const unit = await db.selectFrom('org_units').select('path').where('id', '=', unitId).executeTakeFirst();
    // A unit that is gone has nothing in it.
    return { path: unit?.path ?? '/0/' };
  },
});
