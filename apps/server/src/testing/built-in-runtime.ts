import { type Call, CallError, hostInMemory } from '@cskefu/plugin-host';
import { manifestOf, type Plugin } from '@cskefu/plugin-sdk';
import type { PluginRuntime } from '../modules/plugins/index.ts';

/** Plugins in memory without a desk around them: they run from the start, nothing ever changes, and whoever may block is let. */
export const createBuiltInRuntime = ({
  builtIn,
  serve,
}: {
  builtIn: readonly Plugin[];
  serve: (call: Call, signal: AbortSignal) => Promise<unknown>;
}): PluginRuntime => {
  const hosts = new Map(builtIn.map((plugin) => [plugin.id, hostInMemory(plugin, { serve })]));
  const running = builtIn.map((plugin, order) => {
    const manifest = manifestOf(plugin);
    const grants = new Set(manifest.permissions);
    const hooksBlock = grants.has('hooks:block') ? ({ hooksBlock: true } as const) : {};
    return { id: plugin.id, version: plugin.version, manifest, grants, order, ...hooksBlock };
  });
  return {
    running: () => running,
    onChange: () => {},
    call: async (id, method, args, options) => {
      const host = hosts.get(id);
      if (!host) throw new CallError('gone', `${id} does not run`);
      return host.call(id, method, args, options);
    },
    grantsOf: (id) => running.find((plugin) => plugin.id === id)?.grants ?? new Set(),
    writeLog: () => {},
    flushLogs: async () => {},
    start: async () => {},
    settle: async () => {},
    stop: async () => {
      for (const host of hosts.values()) host.close();
    },
  };
};
