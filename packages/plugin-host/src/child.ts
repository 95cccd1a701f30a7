/**
 * The process in which plugins run. It has one door, the pipe to the core (file descriptor 3): no network, no environment, no files but those of
 * plugins. It ends when the pipe does.
 */
import { Socket } from 'node:net';
import type { Plugin } from '@cskefu/plugin-sdk';
import { becomeUser, type SystemUser } from './serve/become-user.ts';
import { closeHatches } from './serve/close-hatches.ts';
import { type ServedPlugin, servePlugin } from './serve/serve-plugin.ts';
import type { Catalogs } from './serve/translate.ts';
import { markOutput, speakAs } from './serve/whose-output.ts';
import type { Call } from './wire/frame.ts';
import { createPeer } from './wire/peer.ts';
import { createSocketPort } from './wire/socket-port.ts';

interface LoadArgs {
  readonly plugin: string;
  /** Path of the file to import. */
  readonly entry: string;
  readonly catalogs?: Catalogs;
}

const CORE_MS = 10_000;

const plugins = new Map<string, ServedPlugin>();
const entries = new Map<string, string>();

const peer = createPeer({
  port: createSocketPort(new Socket({ fd: 3, readable: true, writable: true })),
  serve: (call, signal) =>
    call.plugin === 'host' ? control(call) : speakAs(call.plugin, () => pluginOf(call.plugin).serve(call, signal)),
  onEnd: () => process.exit(0),
  trusting: true,
});

const control = (call: Call): unknown => {
  switch (call.method) {
    case 'ping':
      return true;
    case 'become':
      return becomeUser(call.args as SystemUser);
    case 'load':
      return load(call.args as LoadArgs);
    default:
      throw new Error(`nothing is called ${call.method}`);
  }
};

const load = async ({ plugin: id, entry, catalogs }: LoadArgs) => {
  entries.set(id, entry);
  const { default: plugin } = (await speakAs(id, () => import(entry))) as { default?: Plugin };
  if (plugin?.id !== id) throw new Error(`${entry} is not the plugin ${id}`);
  const ask = (method: string, args: unknown, deadlineMs = CORE_MS, signal?: AbortSignal) =>
    peer.call(id, method, args, { deadlineMs, ...(signal ? { signal } : {}) });
  plugins.set(id, servePlugin(plugin, ask, catalogs));
  return true;
};

const pluginOf = (id: string): ServedPlugin => {
  const plugin = plugins.get(id);
  if (!plugin) throw new Error(`${id} is not loaded`);
  return plugin;
};

/** Whose code stands in the stack? What nobody caught may have left anything half done, so this process ends. */
const fail = (error: unknown) => {
  const stack = error instanceof Error ? (error.stack ?? error.message) : String(error);
  const culprit = [...entries].find(([, entry]) => stack.includes(entry))?.[0];
  process.stderr.write(`${culprit ? `culprit: ${culprit}\n` : ''}${stack}\n`, () => process.exit(70));
};
process.on('uncaughtException', fail);
process.on('unhandledRejection', fail);

markOutput();
closeHatches();
