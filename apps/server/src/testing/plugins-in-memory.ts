import { CallError, hostInMemory } from '@cskefu/plugin-host';
import { manifestOf, type Plugin } from '@cskefu/plugin-sdk';
import type { PluginRuntime, RunningPlugin } from '../modules/plugins/index.ts';

export interface PluginsInMemory extends Pick<PluginRuntime, 'running' | 'onChange' | 'call'> {
  /** What runs from now on. */
  set(plugins: readonly Plugin[]): void;
  stop(): void;
}

/** Plugins without a desk, for tests of what talks with them. */
export const pluginsInMemory = (...plugins: readonly Plugin[]): PluginsInMemory => {
  const listeners: (() => void)[] = [];
  let hosts = new Map<string, ReturnType<typeof hostInMemory>>();
  let running: RunningPlugin[] = [];
  const close = () => {
    for (const host of hosts.values()) host.close();
  };
  const set = (wanted: readonly Plugin[]) => {
    close();
    hosts = new Map(wanted.map((plugin) => [plugin.id, hostInMemory(plugin, { serve: async () => null })]));
    running = wanted.map((plugin, order) => {
      const grants = new Set(plugin.permissions);
      const mayBlock = grants.has('hooks:block') ? { hooksBlock: true as const } : {};
      return { id: plugin.id, version: plugin.version, manifest: manifestOf(plugin), grants, order, ...mayBlock };
    });
    for (const listener of listeners) listener();
  };
  set(plugins);
  return {
    running: () => running,
    onChange: (listener) => void listeners.push(listener),
    call: async (pluginId, method, args, options) => {
      const host = hosts.get(pluginId);
      if (!host) throw new CallError('gone', `${pluginId} does not run`);
      return host.call(pluginId, method, args, options);
    },
    set,
    stop: close,
  };
};
