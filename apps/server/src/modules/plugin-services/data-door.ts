import { PluginError } from '@cskefu/plugin-sdk';
import { DomainError } from '../../platform/errors/index.ts';
import { OUTDATED, type PluginCaller } from '../plugins/index.ts';
import type { KvDoor } from './kv.store.ts';

const AGAIN_MS = 25;
/** A little less than a plugin waits for any answer. */
const PATIENCE_MS = 9_000;
/** Of one plugin on this node: more would take the places of others who share its process. */
const MOST_WAITING = 32;

/**
 * Writes wait here, without a connection of the database, while a migration holds the data. Code that knows another version of it is turned away for good.
 * @throws {PluginError} data_upgraded
 * @throws {DomainError} unavailable: a migration takes too long
 */
export const createDataDoor = () => {
  const waiting = new Map<string, number>();
  return async <T extends { readonly outcome: string }>(
    caller: PluginCaller,
    write: () => Promise<T>,
  ): Promise<Exclude<T, { readonly outcome: KvDoor }>> => {
    const until = performance.now() + PATIENCE_MS;
    for (;;) {
      const result = await write();
      if (result.outcome === 'outdated') throw outdated();
      if (result.outcome !== 'migrating') return result as Exclude<T, { readonly outcome: KvDoor }>;
      const before = waiting.get(caller.pluginId) ?? 0;
      if (caller.signal.aborted || performance.now() > until || before >= MOST_WAITING)
        throw new DomainError('unavailable', { detail: 'the data of this plugin is being migrated' });
      waiting.set(caller.pluginId, before + 1);
      await new Promise((resolve) => setTimeout(resolve, AGAIN_MS));
      leave(caller.pluginId);
    }
  };

  function leave(pluginId: string) {
    const left = (waiting.get(pluginId) ?? 1) - 1;
    if (left === 0) waiting.delete(pluginId);
    else waiting.set(pluginId, left);
  }
};

export const outdated = () =>
  new PluginError(OUTDATED, 'another version of this plugin has migrated its data, which this one does not know');
