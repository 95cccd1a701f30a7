import { type Catalogs, type DoorMethod, openDoor } from '@cskefu/plugin-host';
import {
  checkConfig,
  dataVersionOf,
  type HookPoint,
  type HookPoints,
  type HttpAnswer,
  manifestOf,
  type ObservedEvent,
  type OutgoingRequest,
  type Plugin,
  PluginError,
  type PluginManifest,
  type PluginPermission,
  type PluginRequest,
} from '@cskefu/plugin-sdk';
import { type TestChannel, testChannelOf } from '../channel/test-channel.ts';
import { createFakeClock, type FakeClock } from './fake-clock.ts';
import type { HttpScript } from './http-script.ts';
import { createKeyValueStore } from './key-value-store.ts';
import { createKitMethods, type DeskData } from './kit-methods.ts';
import { isForMigrations, migrateStored, type StoredData } from './migrate-stored.ts';
import { namedHosts } from './named-hosts.ts';
import type { InboundRecord, LogLine, Records, WrittenMessage } from './records.ts';
import { runPlugin } from './run-plugin.ts';
import { settingsFault } from './settings-words.ts';
import { createTokenStore } from './token-store.ts';

export interface TestHostOptions {
  /** Settings of the plugin itself, checked as the desk does. */
  readonly config?: Readonly<Record<string, unknown>>;
  /** What an administrator granted; all that the manifest asks for, unless said. */
  readonly grants?: readonly PluginPermission[];
  /** What the world outside answers; without it every request fails as unreachable. */
  readonly http?: HttpScript;
  readonly data?: DeskData;
  /** What an earlier version of the plugin has stored: its migrations run on it before anything else. */
  readonly stored?: StoredData;
  /** `locales/*.json`: language → key → words. */
  readonly catalogs?: Catalogs;
  /** Ms since 1970. */
  readonly now?: number;
  /** In a child process, as on a desk. */
  readonly real?: boolean;
  /** The bundle for `real`; `dist/server.mjs` unless said. */
  readonly entry?: string;
}

export interface TestHost {
  readonly manifest: PluginManifest;
  /** What it may ask, as on a desk: names, permissions, checks of arguments. */
  readonly methods: Readonly<Record<string, DoorMethod>>;
  readonly clock: FakeClock;
  readonly logs: readonly LogLine[];
  /** What it asked of the outside. */
  readonly requests: readonly OutgoingRequest[];
  /** What its connections handed over. */
  readonly inbound: readonly InboundRecord[];
  /** What it wrote into conversations. */
  readonly messages: readonly WrittenMessage[];
  /** What it keeps now, by key. */
  readonly stored: () => Readonly<Record<string, unknown>>;
  readonly tokenRefreshes: () => number;
  readonly output: readonly string[];
  /** Forgets what it asked of the outside until now. */
  forget(): void;
  /** From now on the outside answers this. */
  answer(script: HttpScript): void;
  /** Any method of the contract between desk and plugin; rejects with a `CallError`, always by the deadline. */
  call(method: string, args?: unknown, options?: { deadlineMs?: number; signal?: AbortSignal }): Promise<unknown>;
  hook<P extends HookPoint>(point: P, payload: HookPoints[P]): Promise<unknown>;
  observe(type: string, events: readonly ObservedEvent[]): Promise<unknown>;
  job(name: string): Promise<unknown>;
  http(route: string, request?: Partial<PluginRequest>): Promise<HttpAnswer>;
  channel(
    kind: string,
    config?: Readonly<Record<string, unknown>>,
    given?: { id?: string; name?: string },
  ): TestChannel;
  kill(): void;
  stop(): void;
}

const DEADLINE_MS = 2_000;

/** A desk of one plugin: the same clone, checks, permissions and deadlines as on a real one, and everything else in memory. */
export const createTestHost = async (plugin: Plugin, options: TestHostOptions = {}): Promise<TestHost> => {
  const manifest = manifestOf(plugin);
  const clock = createFakeClock(options.now ?? Date.now());
  const records: Records = { logs: [], requests: [], inbound: [], messages: [] };
  const tokens = createTokenStore(clock);
  const settings: Readonly<Record<string, unknown>>[] = [];
  let script: HttpScript = options.http ?? (() => 'unreachable');
  let migrating = false;
  const kv = createKeyValueStore(clock, () => migrating);
  const methods = createKitMethods({
    kv,
    tokens,
    records,
    allow: () => namedHosts(manifest.net.allow, settings),
    data: options.data ?? {},
    http: () => script,
  });
  const grants = new Set(options.grants ?? manifest.permissions);
  const door = openDoor(methods, () => grants);
  const host = await runPlugin(plugin, options, async (asked, signal) => {
    if (migrating && !isForMigrations(asked.method))
      throw new PluginError('forbidden', `a migration has only kv and log, not ${asked.method}`);
    return door(asked, signal);
  });

  const call: TestHost['call'] = (method, args = {}, { deadlineMs = DEADLINE_MS, signal } = {}) =>
    host.call(plugin.id, method, args, { deadlineMs, ...(signal ? { signal } : {}) });

  migrating = true;
  await migrateStored(manifest, options.stored ?? { version: dataVersionOf(manifest), entries: {} }, kv, call);
  migrating = false;
  await call('activate', { config: checkedConfig(manifest, options.config ?? {}) });

  return {
    manifest,
    methods,
    clock,
    logs: records.logs,
    requests: records.requests,
    inbound: records.inbound,
    messages: records.messages,
    stored: kv.all,
    tokenRefreshes: tokens.refreshes,
    output: host.output,
    forget: () => void records.requests.splice(0),
    answer: (given) => {
      script = given;
    },
    call,
    hook: (point, payload) => {
      const deadlineMs = manifest.hooks.find((hook) => hook.point === point)?.deadlineMs ?? DEADLINE_MS;
      return call('hook', { point, payload }, { deadlineMs });
    },
    observe: (type, events) => call('observe', { type, events }),
    job: (name) => call('job', { name }),
    http: (route, request = {}) =>
      call('http', { route, request: { ...emptyRequest(route), ...request } }) as Promise<HttpAnswer>,
    channel: (kind, config = {}, given = {}) => {
      settings.push(config);
      return testChannelOf({ manifest, kind, config, given, call });
    },
    kill: host.kill,
    stop: host.stop,
  };
};

const checkedConfig = (manifest: PluginManifest, given: Readonly<Record<string, unknown>>) => {
  const checked = checkConfig(manifest.config, given);
  if (!checked.ok) throw settingsFault('the plugin', checked.problems);
  return checked.value;
};

const emptyRequest = (route: string): PluginRequest => {
  const [method = 'GET', path = '/'] = route.split(' ');
  return { method, path, params: {}, query: {}, headers: {}, body: new Uint8Array(), receivedAt: 0, account: null };
};
