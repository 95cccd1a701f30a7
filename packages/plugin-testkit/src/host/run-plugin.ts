import { resolve } from 'node:path';
import { type Call, type CallOptions, type Catalogs, hostInMemory, startHostProcess } from '@cskefu/plugin-host';
import type { Plugin } from '@cskefu/plugin-sdk';

/** Where the plugin runs. */
export interface RunningHost {
  call(plugin: string, method: string, args: unknown, options: CallOptions): Promise<unknown>;
  /** What it printed. */
  readonly output: readonly string[];
  /** As when the machine takes its process away; only a real one can be killed. */
  kill(): void;
  stop(): void;
}

export interface RunOptions {
  /** In a child process, as on a desk: no network, no files, no environment. */
  readonly real?: boolean;
  /** The bundle to run there; `dist/server.mjs` unless said. */
  readonly entry?: string;
  readonly catalogs?: Catalogs;
}

const MAX_BYTES = 192 * 1024 * 1024;

export const runPlugin = async (
  plugin: Plugin,
  { real = false, entry = 'dist/server.mjs', catalogs }: RunOptions,
  serve: (call: Call, signal: AbortSignal) => Promise<unknown>,
): Promise<RunningHost> => {
  const given = catalogs ? { catalogs } : {};
  if (!real) {
    const { call, close } = hostInMemory(plugin, { serve, ...given });
    return { call, output: [], kill: close, stop: close };
  }
  const output: string[] = [];
  const file = resolve(entry);
  const host = await startHostProcess({
    plugins: [{ id: plugin.id, entry: file, ...given }],
    readable: [resolve(file, '..')],
    maxRssBytes: MAX_BYTES,
    serve,
    onOutput: (line) => void output.push(line),
    onEnd: () => {},
  });
  return { call: host.call, output, kill: () => process.kill(host.pid, 'SIGKILL'), stop: host.kill };
};
