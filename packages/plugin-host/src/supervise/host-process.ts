import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, realpathSync, writeFileSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import type { Socket } from 'node:net';
import { setPriority } from 'node:os';
import { dirname, join } from 'node:path';
import type { SystemUser } from '../serve/become-user.ts';
import type { Catalogs } from '../serve/translate.ts';
import { CallError } from '../wire/call-error.ts';
import type { Call } from '../wire/frame.ts';
import { createPeer, type Peer } from '../wire/peer.ts';
import { createSocketPort } from '../wire/socket-port.ts';
import type { EndedHost, HostEnd } from './ended-host.ts';
import { keepTail } from './keep-tail.ts';
import { warden } from './warden.ts';
import { watchHost } from './watch-host.ts';

export interface HostedPlugin {
  readonly id: string;
  /** Absolute path of the file to import. */
  readonly entry: string;
  readonly catalogs?: Catalogs;
}

export interface HostOptions {
  readonly plugins: readonly HostedPlugin[];
  /** Folders that may be read: those of the plugins. */
  readonly readable: readonly string[];
  readonly maxRssBytes: number;
  /** More calls to the core than these within a second end it; default 5 000. */
  readonly maxCallsPerSecond?: number;
  /** Serves a plugin's call to the core. */
  readonly serve: (call: Call, signal: AbortSignal) => Promise<unknown> | unknown;
  readonly onOutput: (line: string) => void;
  readonly onEnd: (ended: EndedHost) => void;
  readonly onLate?: () => void;
  /** As whom it runs; as the core does, if not said. Only root can say. */
  readonly user?: SystemUser | null;
}

export interface HostProcess {
  readonly pid: number;
  readonly call: Peer['call'];
  readonly awaited: Peer['awaited'];
  /** Resident memory, in bytes, at the last look. */
  readonly rssBytes: () => number;
  kill(): void;
}

/** An import may read much; what hangs is killed by the heartbeat. */
const LOAD_MS = 10_000;
const HEAP_SHARE = 0.75;
const NICENESS = 10;

/** Starts a child and loads the plugins into it. Rejects, with the child gone, if that does not succeed. */
export const startHostProcess = async (options: HostOptions): Promise<HostProcess> => {
  const child = spawnChild(options);
  const { pid } = child;
  if (!pid) throw (await once(child, 'error'))[0];
  // Before it is told to load anything: from then on it might not notice that we are gone.
  warden.watch(pid);
  let reason: HostEnd | null = null;
  let awaited: string[] = [];
  const kill = (why: HostEnd) => {
    reason ??= why;
    // Not SIGTERM: a handler could stall it.
    child.kill('SIGKILL');
  };
  const peer = createPeer({
    port: createSocketPort(child.stdio[3] as Socket),
    serve: (call, signal) => {
      if (!options.plugins.some((plugin) => plugin.id === call.plugin)) throw new Error('speaks for a stranger');
      return options.serve(call, signal);
    },
    onEnd: (end, missing) => {
      awaited = missing.filter((plugin) => plugin !== 'host');
      kill(end === 'closed' ? 'exited' : end);
    },
    maxCallsPerSecond: options.maxCallsPerSecond,
    ...(options.onLate ? { onLate: options.onLate } : {}),
  });
  const lastWords = keepTail(child, options.onOutput);
  const watch = watchHost(child, peer, options.maxRssBytes, kill);
  child.once('exit', () => {
    warden.forget(pid);
    watch.stop();
    const suspects = reason === 'stopped' ? [] : (culprits(lastWords()) ?? watch.suspects() ?? awaited);
    peer.close();
    options.onEnd({ reason: reasonOf(reason, lastWords()), suspects, lastWords: lastWords() });
  });
  try {
    // Its own code starts with the priority of the desk, else it might not be there in time on a busy machine; that of plugins yields.
    await peer.call('host', 'ping', {}, { deadlineMs: LOAD_MS });
    yieldToOthers(pid);
    // Only now: root without all of its rights may not set the priority of other users.
    if (options.user) await peer.call('host', 'become', options.user, { deadlineMs: LOAD_MS });
    for (const plugin of options.plugins) await load(peer, plugin);
  } catch (error) {
    const words = lastWords();
    kill('stopped');
    throw withWords(error, words);
  }
  watch.start();
  return {
    pid,
    call: peer.call,
    awaited: peer.awaited,
    rssBytes: watch.rssBytes,
    kill: () => kill('stopped'),
  };
};

function foldersOf(file: string | undefined): string[] {
  return file ? [dirname(file), dirname(realpathSync(file))] : [];
}

const ownPackage = join(import.meta.dirname, '../..');
/** Where the code of the host stands; the SDK by its name among the packages, too. */
const ownFolders = [ownPackage, ...[findPackageJSON('@cskefu/plugin-sdk', import.meta.url)].flatMap(foldersOf)];

const spawnChild = ({ readable, maxRssBytes }: HostOptions): ChildProcess => {
  const flags = [
    '--permission',
    ...[...ownFolders, ...readable].map((folder) => `--allow-fs-read=${folder}`),
    // SQLite opens any file, whatever the permissions say.
    '--no-experimental-sqlite',
    '--disallow-code-generation-from-strings',
    `--max-old-space-size=${Math.floor((maxRssBytes * HEAP_SHARE) / 1024 / 1024)}`,
  ];
  return spawn(process.execPath, [...flags, join(ownPackage, 'src/child.ts')], {
    env: {},
    stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    // A session of its own, and with it a scheduling group of its own.
    detached: true,
  });
};

/**
 * Two plugins that spin would otherwise take most of a small machine from the desk. Where Linux groups processes by session, niceness counts within a
 * group only: then the database, which is another group, would have to share with them as equals.
 */
const yieldToOthers = (pid: number) => {
  setPriority(pid, NICENESS);
  try {
    writeFileSync(`/proc/${pid}/autogroup`, String(NICENESS), { flag: 'r+' });
  } catch {
    // No such groups here.
  }
  for (const thread of threadsOf(pid)) {
    try {
      setPriority(thread, NICENESS);
    } catch {
      // It has ended.
    }
  }
};

/** On Linux each thread has a priority of its own; those to come take that of the thread that starts them. */
const threadsOf = (pid: number): number[] => {
  try {
    return readdirSync(`/proc/${pid}/task`).map(Number);
  } catch {
    return [];
  }
};

const load = async (peer: Peer, { id, entry, catalogs }: HostedPlugin): Promise<void> => {
  const args = { plugin: id, entry, ...(catalogs ? { catalogs } : {}) };
  await peer.call('host', 'load', args, { deadlineMs: LOAD_MS });
};

/** What went wrong at the start, with what the process printed. That it was late stays to be seen. */
const withWords = (error: unknown, words: string): unknown => {
  const isLate = error instanceof CallError && error.code === 'deadline';
  const said = isLate
    ? `it was not loaded within ${LOAD_MS / 1_000} s: the machine is busy, or what it imports does not end`
    : (error as Error).message;
  const message = words ? `${said}: ${words.slice(-2_000)}` : said;
  if (isLate) return new CallError('deadline', message);
  return words ? new Error(message) : error;
};

const reasonOf = (reason: HostEnd | null, lastWords: string): HostEnd =>
  reason !== 'stopped' && /heap out of memory|Allocation failed/.test(lastWords)
    ? 'out_of_memory'
    : (reason ?? 'exited');

/** Who stands in the stack of what nobody caught. */
const culprits = (lastWords: string): string[] | null => {
  const named = /^culprit: (.+)$/m.exec(lastWords)?.[1];
  return named ? [named] : null;
};
