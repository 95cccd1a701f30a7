import { type Call, type CallOptions, type Catalogs, hostInMemory, NeverSent } from '@cskefu/plugin-host';
import { dataVersionOf, manifestOf, type Plugin } from '@cskefu/plugin-sdk';
import type { KnownPlugin } from './facts.ts';
import type { RunningPlugin } from './running-plugin.ts';

const ACTIVATE_MS = 5_000;

/** The plugins of the product, in the process of the core. */
export const createBuiltInHosts = (
  builtIn: readonly Plugin[],
  catalogs: Readonly<Record<string, Catalogs>>,
  serve: (call: Call, signal: AbortSignal, dataVersion: number) => Promise<unknown>,
) => {
  const start = (plugin: Plugin, answer: (call: Call, signal: AbortSignal) => Promise<unknown>) =>
    hostInMemory(plugin, { serve: answer, catalogs: catalogs[plugin.id] ?? {} });
  const hosts = new Map(
    builtIn.map((plugin) => {
      const version = dataVersionOf(manifestOf(plugin));
      return [plugin.id, start(plugin, (call, signal) => serve(call, signal, version))];
    }),
  );
  const given = new Map<string, string>();
  return {
    known: new Map(
      builtIn.map((plugin): [string, KnownPlugin] => [
        plugin.id,
        { manifest: manifestOf(plugin), catalogs: catalogs[plugin.id] ?? {}, icon: null },
      ]),
    ),
    /** Until the database has been looked at. */
    initially: builtIn.map((plugin, order): RunningPlugin => {
      const manifest = manifestOf(plugin);
      return {
        id: plugin.id,
        version: plugin.version,
        manifest,
        catalogs: catalogs[plugin.id] ?? {},
        grants: new Set(manifest.permissions),
        order,
      };
    }) as readonly RunningPlugin[],
    has: (id: string) => hosts.has(id),
    /** One more of it, which asks somebody else. */
    startAside: (id: string, answer: (call: Call, signal: AbortSignal) => Promise<unknown>) => {
      const plugin = builtIn.find((one) => one.id === id);
      if (!plugin) throw new Error(`${id} is not part of the product`);
      return start(plugin, answer);
    },
    /** Tells a plugin its settings, if it has not heard of them. */
    configure: async (id: string, config: unknown): Promise<void> => {
      const settings = JSON.stringify(config);
      if (given.get(id) === settings) return;
      await hosts.get(id)?.call(id, 'activate', { config }, { deadlineMs: ACTIVATE_MS });
      given.set(id, settings);
    },
    call: async (id: string, method: string, args: unknown, options: CallOptions): Promise<unknown> => {
      const host = hosts.get(id);
      if (!host) throw new NeverSent('gone', `${id} does not run`);
      return host.call(id, method, args, options);
    },
    stop: () => {
      for (const host of hosts.values()) host.close();
    },
  };
};
