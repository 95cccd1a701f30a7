import { type Call, CallError, type CallOptions, hostInMemory } from '@cskefu/plugin-host';
import { manifestOf, type Plugin, type PluginManifest, type PluginPermission } from '@cskefu/plugin-sdk';

/** A plugin that answers on this node now. */
export interface RunningPlugin {
  readonly id: string;
  readonly version: string;
  readonly manifest: PluginManifest;
  readonly grants: ReadonlySet<PluginPermission>;
  /** The order in which plugins were installed: lower is older. */
  readonly order: number;
}

/** What the rest of the core needs of plugins: which there are, and an answer by a deadline. */
export interface PluginRuntime {
  /** In the order of their installation. The same array until something changes. */
  running(): readonly RunningPlugin[];
  /** Called after `running` has changed. */
  onChange(listener: () => void): void;
  /** Rejects with a `CallError`, always by the deadline, and at once if the plugin does not run. */
  call(pluginId: string, method: string, args: unknown, options: CallOptions): Promise<unknown>;
  stop(): void;
}

export interface PluginRuntimeParts {
  /** Plugins that are part of the product; they run in this process. */
  readonly builtIn: readonly Plugin[];
  readonly serve: (call: Call, signal: AbortSignal) => Promise<unknown>;
}

export const createPluginRuntime = ({ builtIn, serve }: PluginRuntimeParts): PluginRuntime => {
  const hosts = new Map(builtIn.map((plugin) => [plugin.id, hostInMemory(plugin, { serve })]));
  const running = builtIn.map((plugin, order): RunningPlugin => {
    const manifest = manifestOf(plugin);
    return { id: plugin.id, version: plugin.version, manifest, grants: new Set(manifest.permissions), order };
  });
  const listeners: (() => void)[] = [];
  return {
    running: () => running,
    onChange: (listener) => void listeners.push(listener),
    call: async (pluginId, method, args, options) => {
      const host = hosts.get(pluginId);
      if (!host) throw new CallError('gone', `${pluginId} does not run`);
      return host.call(pluginId, method, args, options);
    },
    stop: () => {
      for (const host of hosts.values()) host.close();
    },
  };
};
