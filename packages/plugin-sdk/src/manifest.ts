import type { ChannelCapabilities } from './capabilities.ts';
import type { ChannelAdapter, SignatureRule } from './channel.ts';
import type { Fields } from './config-schema.ts';
import type { Plugin } from './define-plugin.ts';
import type { Hook, HookFilter, HookPoint } from './hooks.ts';
import type { PluginPermission } from './permissions.ts';

/** The data of a plugin: plain JSON, enough to ask for consent, to make forms, and to know what to send to it. */
export interface PluginManifest {
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly version: string;
  readonly api: string;
  readonly runtime: 'shared' | 'isolated';
  readonly permissions: readonly PluginPermission[];
  readonly net: { readonly allow: readonly string[] };
  readonly config: Fields;
  readonly channels: Readonly<Record<string, ChannelManifest>>;
  readonly hooks: readonly HookManifest[];
  readonly observers: readonly ObserverManifest[];
  readonly jobs: readonly JobManifest[];
  readonly http: readonly HttpManifest[];
  /** Versions of the data that its migrations lead to; absent: it has none. */
  readonly migrations?: readonly number[];
  readonly hasHealth: boolean;
}

export interface ChannelManifest {
  readonly title: string;
  readonly transport: ChannelAdapter['transport'];
  readonly config: Fields;
  readonly capabilities: ChannelCapabilities;
  readonly signature?: SignatureRule<Fields>;
  /** Which of the optional functions it has. */
  readonly can: readonly ChannelAct[];
}

export const channelActs = [
  'verify',
  'parse',
  'send',
  'lookup',
  'recall',
  'edit',
  'typing',
  'profile',
  'connect',
  'admit',
  'provision',
  'deprovision',
] as const;

export type ChannelAct = (typeof channelActs)[number];

export interface HookManifest {
  readonly point: HookPoint;
  readonly kind: 'transform' | 'veto';
  readonly phase: 'early' | 'normal' | 'late';
  readonly match: HookFilter;
  readonly deadlineMs: number;
  readonly onFailure: 'allow' | 'block';
}

export interface ObserverManifest {
  readonly type: string;
  readonly match: HookFilter;
  readonly batch: number;
  readonly deadlineMs: number;
  readonly includeOwn: boolean;
}

export interface JobManifest {
  readonly name: string;
  readonly every?: string;
  readonly cron?: string;
  readonly timeZone: string;
  readonly timeoutMs: number;
}

export interface HttpManifest {
  readonly method: string;
  readonly path: string;
  readonly auth: 'public' | 'agent' | 'admin';
}

const HOOK_MS = 200;
const OBSERVER_MS = 10_000;
const JOB_MS = 120_000;
const BATCH = 32;

/** The manifest of a plugin: its data with everything said, and none of its functions. */
export const manifestOf = (plugin: Plugin): PluginManifest => ({
  id: plugin.id,
  name: plugin.name,
  ...(plugin.description === undefined ? {} : { description: plugin.description }),
  version: plugin.version,
  api: plugin.api,
  runtime: plugin.runtime ?? 'shared',
  permissions: [...plugin.permissions],
  net: { allow: [...(plugin.net?.allow ?? [])] },
  config: plugin.config ?? {},
  channels: mapValues(plugin.channels ?? {}, channelManifest),
  hooks: Object.entries(plugin.hooks ?? {}).map(([point, hook]) => hookManifest(point as HookPoint, hook as Hook)),
  observers: Object.entries(plugin.observers ?? {}).map(([type, observer]) => ({
    type,
    match: observer.match ?? {},
    batch: observer.batch ?? BATCH,
    deadlineMs: observer.deadlineMs ?? OBSERVER_MS,
    includeOwn: observer.includeOwn ?? false,
  })),
  jobs: Object.entries(plugin.jobs ?? {}).map(([name, job]) => ({
    name,
    ...(job.every === undefined ? {} : { every: job.every }),
    ...(job.cron === undefined ? {} : { cron: job.cron }),
    timeZone: job.timeZone ?? 'UTC',
    timeoutMs: job.timeoutMs ?? JOB_MS,
  })),
  http: Object.entries(plugin.http ?? {}).map(([key, route]) => httpManifest(key, route.auth)),
  ...(plugin.migrations?.length ? { migrations: plugin.migrations.map(({ to }) => to) } : {}),
  hasHealth: plugin.health !== undefined,
});

const channelManifest = (channel: ChannelAdapter): ChannelManifest => ({
  title: channel.title,
  transport: channel.transport,
  config: channel.config,
  capabilities: channel.capabilities,
  ...(channel.signature ? { signature: channel.signature } : {}),
  can: channelActs.filter((act) => channel[act] !== undefined),
});

const hookManifest = (point: HookPoint, hook: Hook): HookManifest => ({
  point,
  kind: hook.kind,
  phase: hook.kind === 'transform' ? (hook.phase ?? 'normal') : 'normal',
  match: hook.match ?? {},
  deadlineMs: hook.deadlineMs ?? HOOK_MS,
  onFailure: hook.kind === 'veto' ? (hook.onFailure ?? 'allow') : 'allow',
});

const httpManifest = (key: string, auth: HttpManifest['auth']): HttpManifest => {
  const [method = '', path = ''] = key.split(' ');
  return { method, path, auth };
};

const mapValues = <A, B>(record: Readonly<Record<string, A>>, map: (value: A) => B): Record<string, B> =>
  Object.fromEntries(Object.entries(record).map(([key, value]) => [key, map(value)]));
