import { type Call, type CallOptions, type Catalogs, createSupervisor, NeverSent } from '@cskefu/plugin-host';
import type { Plugin, PluginPermission } from '@cskefu/plugin-sdk';
import type { SecretBox } from '../../platform/config/index.ts';
import type { Database, DatabaseTransaction } from '../../platform/database/index.ts';
import type { CommittedEvent } from '../../platform/events/index.ts';
import type { Logger } from '../../platform/logging/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';
import type { Broadcast } from '../../platform/realtime/index.ts';
import { createBuiltInHosts } from './built-in-hosts.ts';
import { createCallMeter } from './call-meter.ts';
import { callThroughUpgrade } from './call-through-upgrade.ts';
import type { CoreMethods } from './core-methods.ts';
import type { KnownPlugin } from './facts.ts';
import { createNodeReporter, nameNode } from './node-reports.ts';
import { createPluginFiles, type PluginFiles } from './plugin-files.ts';
import { createPluginHome } from './plugin-home.ts';
import { createPluginLogs, type PluginLine } from './plugin-logs.ts';
import { insertBuiltIns, readSignature } from './plugins.store.ts';
import { type DesiredState, readDesiredState } from './reconcile.ts';
import type { RunningPlugin } from './running-plugin.ts';
import { createStateTeller, reportOf, runningPlugins } from './running-plugins.ts';
import { createSecretKeeper } from './secret-keeper.ts';
import { createDataKeeper } from './stored-data/keep-data.ts';

/** What the rest of the core needs of plugins: which there are, and an answer by a deadline. */
export interface PluginRuntime {
  /** In the order of their installation. The same array until something changes. */
  running(): readonly RunningPlugin[];
  /** Called after `running` has changed. */
  onChange(listener: () => void): void;
  /** Rejects with a `CallError`, always by the deadline, and at once if the plugin does not run. */
  call(pluginId: string, method: string, args: unknown, options: CallOptions): Promise<unknown>;
  /** It answered, and what it answered is none: counts against it, and stands in its log. */
  blame(pluginId: string, problem: string): void;
  /** What a plugin may ask of the core. */
  grantsOf(pluginId: string): ReadonlySet<PluginPermission>;
  /** Into the log of a plugin that administrators see; its secrets are hidden. */
  writeLog(pluginId: string, line: PluginLine): void;
  /** Resolves when what was written so far can be read. */
  flushLogs(): Promise<void>;
  /** Brings this node to what stands in the database, and keeps it there. */
  start(): Promise<void>;
  /** Resolves when this node is as it is wanted now. */
  settle(): Promise<void>;
  stop(): Promise<void>;
}

export interface PluginRuntimeParts {
  /** Plugins that are part of the product; they run in this process. */
  readonly builtIn: readonly Plugin[];
  /** Their words, by id. */
  readonly builtInCatalogs?: Readonly<Record<string, Catalogs>>;
  readonly serve: (call: Call, signal: AbortSignal, dataVersion?: number) => Promise<unknown>;
  /** What migrations of data may ask, within their transaction. */
  readonly migrationMethods: (tx: DatabaseTransaction) => CoreMethods;
  readonly db: Database;
  readonly secrets: SecretBox;
  readonly dataFolder: string;
  /** As whom plugins of others run; null: the desk chooses. */
  readonly pluginUser: string | null;
  readonly broadcast: Broadcast;
  readonly listen: (listener: (events: readonly CommittedEvent[]) => void) => void;
  readonly metrics: Metrics;
  readonly log: Logger;
  /** Nothing but what is part of the product runs. */
  readonly safeMode: boolean;
}

/** What others changed is seen by then, whatever gets lost on the way. */
const POLL_MS = 3_000;
const CHANGED = 'cskefu.plugins';
const NO_GRANTS: ReadonlySet<PluginPermission> = new Set();

/** With what managing plugins needs of it. */
export interface ManagedRuntime extends PluginRuntime {
  readonly files: PluginFiles;
  readonly builtIn: ReadonlyMap<string, KnownPlugin>;
}

export const createPluginRuntime = (parts: PluginRuntimeParts): ManagedRuntime => {
  const { db, log, broadcast } = parts;
  const node = nameNode();
  const builtIns = createBuiltInHosts(parts.builtIn, parts.builtInCatalogs ?? {}, parts.serve);
  const files = createPluginFiles(db, createPluginHome({ ...parts, wanted: parts.pluginUser }));
  const reporter = createNodeReporter(db, node, log);
  const meter = createCallMeter(parts.metrics);
  const keeper = createSecretKeeper();
  const logs = createPluginLogs({ db, node, log, redact: keeper.hide });
  const tellState = createStateTeller(logs);
  const supervisor = createSupervisor({
    serve: parts.serve,
    onState: (id, state) => {
      tellState(id, state, keeper.hideAll);
      refresh();
    },
    onOutput: (line, ids) => {
      for (const id of ids) logs.write(id, { level: 'info', source: 'output', message: keeper.hideAll(line) });
    },
  });
  const data = createDataKeeper({ ...parts, files, builtIns, logs, redact: keeper.hide });
  const listeners: (() => void)[] = [];
  let desired: DesiredState | null = null;
  let running = builtIns.initially;
  /** What was granted to whatever may be asking now, the version before included. */
  let grants = new Map(running.map((plugin) => [plugin.id, plugin.grants]));
  let seen: string | null = null;
  const restarts = new Map<string, number>();
  let queue: Promise<void> = Promise.resolve();
  let queued = 0;
  let timer: NodeJS.Timeout | undefined;
  let stopped = false;

  const refresh = () => {
    if (!desired || stopped) return;
    running = runningPlugins(desired, supervisor.states(), running);
    for (const listener of listeners) listener();
  };

  const reconcile = async (): Promise<void> => {
    const signature = await readSignature(db);
    if (signature === seen || stopped) return;
    const next = await readDesiredState({ ...parts, files, builtIn: builtIns.known });
    for (const plugin of next.plugins) keeper.know(plugin.record.id, Object.values(plugin.secrets));
    await data.begin(next.plugins);
    for (const [id, problem] of next.unplaced) logs.write(id, { level: 'error', source: 'desk', message: problem });
    grants = new Map(
      next.plugins.map(({ record: { id }, grants: wanted }) => [id, wanted.union(grants.get(id) ?? NO_GRANTS)]),
    );
    desired = next;
    for (const { record, hash, config } of next.plugins) if (hash === null) await configure(record.id, config);
    refresh();
    await supervisor.apply(next.wanted);
    await restartAsked(next);
    grants = new Map(next.plugins.map(({ record, grants: wanted }) => [record.id, wanted]));
    refresh();
    const kept = [...next.plugins, ...next.due].flatMap(({ record }) => [record.wantedHash, record.previousHash]);
    await files.keepOnly(new Set(kept.filter((hash) => hash !== null)));
    await supervisor.warmUp(next.soon);
    const migrated = await data.migrate(next.due);
    // Now that its data is as it wants it, the new version can be started.
    if (migrated === 'done') {
      if (broadcast.active) broadcast.publish(CHANGED, new Uint8Array());
      return reconcile();
    }
    if (migrated === 'nothing') await supervisor.warmUp([]);
    if (next.unplaced.size === 0 && migrated !== 'busy') seen = signature;
  };

  const configure = (id: string, config: unknown) =>
    builtIns.configure(id, config).catch((error: Error) => {
      logs.write(id, { level: 'error', source: 'desk', message: `refused its settings: ${error.message}` });
    });

  const restartAsked = async ({ plugins }: DesiredState) => {
    for (const { record } of plugins) {
      const known = restarts.get(record.id);
      restarts.set(record.id, record.restarts);
      if (known !== undefined && record.restarts > known) await supervisor.restart(record.id);
    }
  };

  const report = () => {
    for (const gauge of [parts.metrics.pluginUp, parts.metrics.pluginRestarts, parts.metrics.pluginRss]) gauge.reset();
    return reporter.tell(
      new Map(
        (desired?.plugins ?? []).map(({ record, known, hash }) => {
          const state = hash === null ? null : (supervisor.states().get(record.id) ?? null);
          const report = reportOf({
            state,
            process: supervisor.processOf(record.id),
            figures: meter.read(record.id),
            version: known.manifest.version,
            problem: desired?.unplaced.get(record.id) ?? null,
            redact: keeper.hideAll,
          });
          parts.metrics.pluginUp.set(
            { plugin: record.id },
            report.phase === 'ready' || report.phase === 'degraded' ? 1 : 0,
          );
          parts.metrics.pluginRestarts.set({ plugin: record.id }, report.restarts);
          parts.metrics.pluginRss.set({ plugin: record.id }, report.rssBytes ?? 0);
          return [record.id, report];
        }),
      ),
    );
  };

  const settle = (): Promise<void> => {
    queued++;
    queue = queue.then(async () => {
      queued--;
      await reconcile().catch((error) => log.warn({ err: error }, 'plugins'));
      await report();
    });
    return queue;
  };
  const wake = () => {
    // One that waits will see what has happened meanwhile.
    if (queued === 0 && timer) void settle();
  };

  return {
    files,
    builtIn: builtIns.known,
    running: () => running,
    onChange: (listener) => void listeners.push(listener),
    call: (id, method, args, options) =>
      meter.measure(id, () => {
        const plugin = running.find((one) => one.id === id);
        if (!plugin) return Promise.reject(new NeverSent('gone', `${id} does not run`));
        keeper.learn(plugin.manifest, method, args);
        return builtIns.has(id)
          ? builtIns.call(id, method, args, options)
          : callThroughUpgrade(supervisor, id, method, args, options);
      }),
    blame: (id, problem) => {
      meter.blame(id);
      logs.write(id, { level: 'error', source: 'desk', message: keeper.hideAll(problem) });
    },
    grantsOf: (id) => grants.get(id) ?? NO_GRANTS,
    writeLog: logs.write,
    flushLogs: logs.flush,
    start: async () => {
      if (parts.safeMode) log.warn('CSKEFU_PLUGINS=off: no plugin runs but those that are part of the product');
      await insertBuiltIns(
        db,
        parts.builtIn.map(({ id }) => id),
        new Date(),
      );
      parts.listen((events) => {
        if (!events.some(({ type }) => type.startsWith('plugin.'))) return;
        if (broadcast.active) broadcast.publish(CHANGED, new Uint8Array());
        wake();
      });
      broadcast.subscribe(CHANGED, wake);
      broadcast.onReconnect(wake);
      timer = setInterval(wake, POLL_MS);
      await settle();
    },
    settle,
    stop: async () => {
      stopped = true;
      clearInterval(timer);
      data.stop();
      supervisor.stop();
      builtIns.stop();
      await queue;
      await logs.stop();
      await reporter.leave();
    },
  };
};
