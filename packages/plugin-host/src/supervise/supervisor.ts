import { whoseOutput } from '../serve/whose-output.ts';
import { type Breaker, createBreaker } from '../wire/breaker.ts';
import { CallError, NeverSent } from '../wire/call-error.ts';
import type { Call } from '../wire/frame.ts';
import type { CallOptions } from '../wire/peer.ts';
import type { EndedHost } from './ended-host.ts';
import { type HostProcess, startHostProcess } from './host-process.ts';
import { createLateStarts, START_AGAIN_MS } from './late-starts.ts';
import { INITIAL_STATE, type PluginState } from './plugin-state.ts';
import { createRests } from './rests.ts';
import { isSame, type WantedPlugin } from './wanted-plugin.ts';

export interface SupervisorOptions {
  readonly serve: (call: Call, signal: AbortSignal, dataVersion?: number) => Promise<unknown> | unknown;
  readonly onState: (plugin: string, state: PluginState) => void;
  /** A line that a host printed, and who may have done so: the plugins that live in it, if it is not known better. */
  readonly onOutput: (line: string, plugins: readonly string[]) => void;
  readonly onLate?: () => void;
  readonly maxRssBytes?: { readonly shared: number; readonly isolated: number };
  /** After which times a start that came too late is tried again. */
  readonly startAgainMs?: readonly number[];
}

/** Runs plugins in hosts, and keeps them running. Plugins are added, changed and removed while others answer. */
export interface Supervisor {
  /** Brings what runs to what is wanted; resolves when that is done. Calls meanwhile go to what runs. */
  apply(wanted: readonly WantedPlugin[]): Promise<void>;
  /**
   * Loads what will be wanted soon into processes that nobody asks yet, so that `apply` only has to switch. What was loaded like this and is not among
   * it goes.
   */
  warmUp(soon: readonly WantedPlugin[]): Promise<void>;
  /** Rejects with a `CallError`: at once while the plugin does not run or its breaker is open. */
  call(plugin: string, method: string, args: unknown, options: CallOptions): Promise<unknown>;
  /** Forgets the crashes of a plugin and starts it anew; whoever shares a process with it moves along, and no call fails. */
  restart(plugin: string): Promise<void>;
  states(): ReadonlyMap<string, PluginState>;
  /** The process that a plugin lives in now, and whether it is asked at all. */
  processOf(plugin: string): PluginProcess;
  stop(): void;
}

export interface PluginProcess {
  /** Null while there is none. */
  readonly pid: number | null;
  /** Of the process, which it may share. */
  readonly rssBytes: number | null;
  readonly breaker: Breaker['state'];
}

const MB = 1024 * 1024;
const ACTIVATE_MS = 5_000;
const DRAIN_MS = 10_000;
const DEFAULT_LIMITS = { shared: 512 * MB, isolated: 192 * MB };
const SHARED = 'shared';

interface Host {
  readonly group: string;
  readonly plugins: readonly WantedPlugin[];
  readonly process: HostProcess;
  /** It has been activated: what becomes of it matters. */
  live: boolean;
}

export const createSupervisor = (options: SupervisorOptions): Supervisor => {
  const limits = options.maxRssBytes ?? DEFAULT_LIMITS;
  let wanted = new Map<string, WantedPlugin>();
  /** Plugins that brought a shared host down: each has one of its own from then on. */
  const quarantine = new Set<string>();
  const rests = createRests();
  /** Groups that are to be started anew, though nothing in them has changed. */
  const stale = new Set<string>();
  const hosts = new Map<string, Host>();
  /** Loaded, and not asked anything yet. */
  const warm = new Map<string, Host>();
  const states = new Map<string, PluginState>();
  const breakers = new Map<string, Breaker>();
  const lateStarts = createLateStarts(options.startAgainMs ?? START_AGAIN_MS, () => void settle());
  let stopped = false;
  /** One change at a time; each looks at what is wanted when its turn comes. */
  let queue: Promise<void> = Promise.resolve();

  const setState = (plugin: string, change: Partial<PluginState>) => {
    const state = { ...(states.get(plugin) ?? INITIAL_STATE), ...change };
    states.set(plugin, state);
    options.onState(plugin, state);
  };

  const groupOf = (plugin: WantedPlugin): string =>
    plugin.runtime === 'isolated' || quarantine.has(plugin.id) ? plugin.id : SHARED;

  const loadHost = async (group: string, plugins: readonly WantedPlugin[]): Promise<Host> => {
    let host: Host | null = null;
    const process = await startHostProcess({
      plugins,
      readable: plugins.map((plugin) => plugin.folder),
      maxRssBytes: group === SHARED ? limits.shared : limits.isolated,
      serve: (call, signal) => options.serve(call, signal, plugins.find(({ id }) => id === call.plugin)?.dataVersion),
      onOutput: (line) => {
        const { plugin, text } = whoseOutput(line);
        const everybody = plugins.map(({ id }) => id);
        options.onOutput(text, plugin !== null && everybody.includes(plugin) ? [plugin] : everybody);
      },
      onEnd: (ended) => {
        if (host && warm.get(group) === host) warm.delete(group);
        if (host?.live && ended.reason !== 'stopped') afterCrash(host, ended);
      },
      ...(options.onLate ? { onLate: options.onLate } : {}),
      user: plugins[0]?.user ?? null,
    });
    host = { group, plugins, process, live: false };
    return host;
  };

  const startHost = async (group: string, plugins: readonly WantedPlugin[]): Promise<Host> => {
    const host = takeWarm(group, plugins) ?? (await loadHost(group, plugins));
    const { process } = host;
    try {
      for (const { id, config } of plugins) await activate(process, id, config);
    } catch (error) {
      process.kill();
      throw error;
    }
    if (stopped) {
      process.kill();
      throw new Error('stopped');
    }
    host.live = true;
    return host;
  };

  const isWarm = (group: string, plugins: readonly WantedPlugin[]): boolean =>
    isSame(warm.get(group)?.plugins ?? [], plugins);

  const takeWarm = (group: string, plugins: readonly WantedPlugin[]): Host | undefined => {
    if (!isWarm(group, plugins)) return undefined;
    const host = warm.get(group);
    warm.delete(group);
    return host;
  };

  const warmUp = async (soon: readonly WantedPlugin[]): Promise<void> => {
    const groups = Map.groupBy(
      soon.filter((plugin) => !rests.has(plugin.id)),
      groupOf,
    );
    for (const [group, host] of warm)
      if (!isWarm(group, groups.get(group) ?? [])) {
        warm.delete(group);
        host.process.kill();
      }
    for (const [group, plugins] of groups) {
      if (stopped || warm.has(group) || isSame(hosts.get(group)?.plugins ?? [], plugins)) continue;
      // If it cannot be loaded, whoever wants to start it will be told.
      const host = await loadHost(group, plugins).catch(() => null);
      if (host && stopped) host.process.kill();
      else if (host) warm.set(group, host);
    }
  };

  /** The new host answers from now on; the old one finishes what it has begun. */
  const switchTo = (host: Host) => {
    const old = hosts.get(host.group);
    hosts.set(host.group, host);
    for (const plugin of host.plugins) {
      lateStarts.forget(plugin.id);
      if (states.get(plugin.id)?.entry !== plugin.entry) breakers.delete(plugin.id);
      setState(plugin.id, {
        phase: quarantine.has(plugin.id) ? 'degraded' : 'ready',
        running: plugin.version,
        entry: plugin.entry,
        isolated: host.group !== SHARED,
        ...(wanted.get(plugin.id)?.entry === plugin.entry ? { refusal: null } : {}),
      });
    }
    if (old) void drain(old);
  };

  const drain = async ({ process }: Host) => {
    const until = performance.now() + DRAIN_MS;
    while (process.awaited().some((plugin) => plugin !== 'host') && performance.now() < until)
      await new Promise((resolve) => setTimeout(resolve, 20));
    process.kill();
  };

  const afterCrash = (host: Host, ended: EndedHost) => {
    if (hosts.get(host.group)?.process !== host.process) return;
    hosts.delete(host.group);
    const suspects = blamed(host, ended);
    for (const plugin of host.plugins) {
      const guilty = suspects.includes(plugin.id);
      setState(plugin.id, {
        phase: 'starting',
        running: null,
        entry: null,
        restarts: (states.get(plugin.id)?.restarts ?? 0) + 1,
        ...(guilty ? { lastEnd: { reason: ended.reason, lastWords: ended.lastWords, at: Date.now() } } : {}),
      });
      if (guilty && host.group === SHARED) quarantine.add(plugin.id);
    }
    const delays = suspects.map(countCrash);
    void settle();
    for (const delay of delays) if (delay > 0) setTimeout(() => void settle(), delay).unref();
  };

  /** Nobody knows who it was: then each gets a host of its own, and the next crash will tell. */
  const blamed = (host: Host, ended: EndedHost): readonly string[] =>
    ended.suspects.length > 0 ? ended.suspects : host.plugins.map((plugin) => plugin.id);

  /** Lets it rest for a while, or for good; answers for how long, in ms. */
  const countCrash = (plugin: string): number => {
    const startInMs = rests.crashed(plugin);
    if (startInMs === null) setState(plugin, { phase: 'crash_loop' });
    return startInMs ?? 0;
  };

  /** What crashed was another version, or had other settings: what comes now is given a chance of its own. */
  const forgetCrashes = (plugin: string) => {
    rests.forget(plugin);
    lateStarts.forget(plugin);
  };

  const settle = (): Promise<void> => {
    queue = queue.then(reconcile, reconcile);
    return queue;
  };

  const reconcile = async (): Promise<void> => {
    if (stopped) return;
    const groups = Map.groupBy(
      [...wanted.values()].filter((plugin) => !rests.has(plugin.id)),
      groupOf,
    );
    for (const [group, plugins] of groups) await reconcileGroup(group, plugins);
    for (const [group, host] of hosts)
      if (!groups.has(group)) {
        hosts.delete(group);
        void drain(host);
      }
    for (const id of states.keys()) if (!wanted.has(id)) states.delete(id);
  };

  const reconcileGroup = async (group: string, plugins: readonly WantedPlugin[]) => {
    const running = hosts.get(group);
    const anew = stale.delete(group);
    if (running && !anew && isSame(running.plugins, plugins)) return;
    if (isWarm(group, plugins)) {
      try {
        return switchTo(await startHost(group, plugins));
      } catch {
        // The usual way finds out whose fault it is.
      }
    }
    const taken = await takeable(plugins, running);
    if (stopped || taken.length === 0 || (running && !anew && isSame(running.plugins, taken))) return;
    try {
      switchTo(await startHost(group, taken));
    } catch (error) {
      for (const plugin of taken) {
        setState(plugin.id, { refusal: messageOf(error), ...(running ? {} : { phase: 'refused' as const }) });
        lateStarts.failed(plugin.id, error);
      }
    }
  };

  /** Whatever is new is tried in a host that nobody uses; what fails there stays as it ran before. */
  const takeable = async (plugins: readonly WantedPlugin[], running: Host | undefined) => {
    const taken: WantedPlugin[] = [];
    for (const plugin of plugins) {
      const before = running?.plugins.find((other) => other.id === plugin.id);
      // Alone in its host, the start of that host is the trial.
      const mustTry = plugins.length > 1 && !(before && isSame([before], [plugin]));
      const refusal = mustTry ? await tryAlone(plugin) : null;
      if (refusal === null) taken.push(plugin);
      else {
        setState(plugin.id, { phase: before ? 'ready' : 'refused', refusal });
        if (before) taken.push(before);
      }
    }
    return taken;
  };

  const tryAlone = async (plugin: WantedPlugin): Promise<string | null> => {
    try {
      const host = await startHost(`trial of ${plugin.id}`, [plugin]);
      host.process.kill();
      return null;
    } catch (error) {
      lateStarts.failed(plugin.id, error);
      return messageOf(error);
    }
  };

  const breakerOf = (plugin: string): Breaker => {
    const known = breakers.get(plugin);
    if (known) return known;
    const breaker = createBreaker();
    breakers.set(plugin, breaker);
    return breaker;
  };

  const hostOf = (plugin: string): HostProcess | undefined =>
    (hosts.get(plugin) ?? hosts.get(SHARED))?.plugins.some(({ id }) => id === plugin)
      ? (hosts.get(plugin) ?? hosts.get(SHARED))?.process
      : undefined;

  return {
    apply: (given) => {
      for (const plugin of given) {
        const before = wanted.get(plugin.id);
        if (before && !isSame([before], [plugin])) forgetCrashes(plugin.id);
      }
      wanted = new Map(given.map((plugin) => [plugin.id, plugin]));
      for (const id of wanted.keys()) if (!states.has(id)) setState(id, {});
      return settle();
    },
    call: async (plugin, method, args, callOptions) => {
      const host = hostOf(plugin);
      if (!host) throw new NeverSent('gone', `${plugin} does not run`);
      const breaker = breakerOf(plugin);
      if (!breaker.allows()) throw new NeverSent('overloaded', `${plugin} has missed too many deadlines`);
      try {
        const value = await host.call(plugin, method, args, callOptions);
        breaker.succeeded();
        return value;
      } catch (error) {
        // A mistake of the plugin is an answer, too.
        if (error instanceof CallError && MISSES.has(error.code)) breaker.missed();
        else breaker.succeeded();
        throw error;
      }
    },
    warmUp: (soon) => {
      if (soon.length > 0 || warm.size > 0)
        queue = queue.then(
          () => warmUp(soon),
          () => warmUp(soon),
        );
      return queue;
    },
    restart: (plugin) => {
      forgetCrashes(plugin);
      quarantine.delete(plugin);
      breakers.delete(plugin);
      const now = wanted.get(plugin);
      if (now) stale.add(groupOf(now));
      setState(plugin, { refusal: null, ...(states.get(plugin)?.running ? {} : { phase: 'starting' as const }) });
      return settle();
    },
    states: () => states,
    processOf: (plugin) => {
      const host = hostOf(plugin);
      return {
        pid: host?.pid ?? null,
        rssBytes: host?.rssBytes() || null,
        breaker: breakers.get(plugin)?.state ?? 'closed',
      };
    },
    stop: () => {
      stopped = true;
      for (const host of [...hosts.values(), ...warm.values()]) host.process.kill();
      hosts.clear();
      warm.clear();
    },
  };
};

const activate = ({ call }: HostProcess, id: string, config: unknown) =>
  call(id, 'activate', { config }, { deadlineMs: ACTIVATE_MS }).catch((error: unknown) => {
    if (!(error instanceof CallError) || error.code !== 'deadline') throw error;
    throw new CallError('deadline', `activate did not end within ${ACTIVATE_MS / 1_000} s`);
  });

const MISSES: ReadonlySet<string> = new Set(['deadline', 'gone']);

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error)).slice(0, 2_000);
