import type { Plugin } from '@cskefu/plugin-sdk';
import type { Call } from '../wire/frame.ts';
import { createMemoryPorts } from '../wire/memory-port.ts';
import { createPeer, type Peer } from '../wire/peer.ts';
import { servePlugin } from './serve-plugin.ts';
import type { Catalogs } from './translate.ts';

const CORE_MS = 10_000;

interface InMemoryOptions {
  readonly catalogs?: Catalogs;
  readonly serve: (call: Call, signal: AbortSignal) => Promise<unknown> | unknown;
}

/** A plugin that is part of the product, in the process of the core: the same calls, limits and deadlines, and no more protection than that. */
export const hostInMemory = (plugin: Plugin, { catalogs, serve }: InMemoryOptions): Pick<Peer, 'call' | 'close'> => {
  const [corePort, pluginPort] = createMemoryPorts();
  const inside = createPeer({
    port: pluginPort,
    serve: (call, signal) => served.serve(call, signal),
    onEnd: () => {},
    trusting: true,
  });
  const ask = (method: string, args: unknown, deadlineMs = CORE_MS, signal?: AbortSignal) =>
    inside.call(plugin.id, method, args, { deadlineMs, ...(signal ? { signal } : {}) });
  const served = servePlugin(plugin, ask, catalogs);
  return createPeer({ port: corePort, serve, onEnd: () => {}, trusting: true });
};
