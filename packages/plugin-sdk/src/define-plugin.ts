import type { ChannelAdapter, Health } from './channel.ts';
import type { Fields } from './config-schema.ts';
import type { Activated } from './context.ts';
import type { Hook, HookPoint, Observer } from './hooks.ts';
import type { HttpAnswer, RawRequest } from './http.ts';
import type { Migration } from './migrations.ts';
import type { PluginPermission } from './permissions.ts';

/** The version of what this package promises; a plugin names the range it was made for. */
export const PLUGIN_API = '1.0.0';

/**
 * What a plugin is. The data in it becomes the manifest, which is all that the desk reads before an administrator consents; the functions run
 * in a process of their own.
 *
 *     export default definePlugin({
 *       id: 'acme.greeter', name: 'Greeter', version: '1.0.0', api: '^1.0', permissions: ['messages:write'],
 *       observers: { 'conversation.created': { handler: async (events, { messages }) => { … } } },
 *     });
 */
export interface PluginDefinition<F extends Fields = Fields> {
  /** `publisher.name`, lower case. Never changes. */
  readonly id: string;
  readonly name: string;
  readonly description?: string;
  readonly version: string;
  /** Range of plugin API versions: `^1.0`. */
  readonly api: string;
  /** `shared` with other plugins in one process, unless said. */
  readonly runtime?: 'shared' | 'isolated';
  readonly permissions: readonly PluginPermission[];
  /**
   * Hosts that `http.fetch` may reach: `api.example.com`, `*.example.com`, with `:port` where it is not 443. `{config.endpoint}` stands for the host of the
   * address that an administrator has entered in this field of a channel.
   */
  readonly net?: { readonly allow: readonly string[] };
  readonly config?: F;
  readonly channels?: Readonly<Record<string, ChannelAdapter>>;
  readonly hooks?: { readonly [P in HookPoint]?: Hook<P, F> };
  /** By type of event. */
  readonly observers?: Readonly<Record<string, Observer<F>>>;
  readonly jobs?: Readonly<Record<string, Job<F>>>;
  /** By `METHOD /path` below `/p/{plugin}`; `/orders/:id` has the parameter `id`. Bodies and answers of at most 200 KB; never a page: HTML is only downloaded. */
  readonly http?: Readonly<Record<string, HttpRoute<F>>>;
  /** Choices for fields with `optionsFrom`. */
  readonly options?: Readonly<
    Record<string, (context: Activated<F>) => Promise<readonly { readonly value: string; readonly title: string }[]>>
  >;
  /** How data that an earlier version keeps becomes what this one keeps, oldest first; needs `storage`. */
  readonly migrations?: readonly Migration[];
  /** Once, before anything else is called. If it throws, this version is not taken. */
  readonly activate?: (context: Activated<F>) => void | Promise<void>;
  /** Behind the button "Test" of the settings. */
  readonly health?: (context: Activated<F>) => Promise<Health>;
}

/** Runs on one node at a time and never overlaps with itself. */
export interface Job<F extends Fields = Fields> {
  /** `15m`, `2h`, `1d`. */
  readonly every?: string;
  /** Five fields: minute, hour, day, month, weekday. */
  readonly cron?: string;
  /** IANA, for `cron`; UTC unless said. */
  readonly timeZone?: string;
  /** 2 min unless said, at most 15 min. */
  readonly timeoutMs?: number;
  readonly handler: (context: Activated<F>) => void | Promise<void>;
}

export interface HttpRoute<F extends Fields = Fields> {
  /**
   *   public  anybody
   *   agent   somebody who is signed in; `request.account` says who
   *   admin   an administrator
   */
  readonly auth: 'public' | 'agent' | 'admin';
  readonly handler: (request: PluginRequest, context: Activated<F>) => HttpAnswer | Promise<HttpAnswer>;
}

export interface PluginRequest extends RawRequest {
  /** What stands for `:name` in the path of the route. */
  readonly params: Readonly<Record<string, string>>;
  readonly account: { readonly id: string; readonly name: string } | null;
}

export type Plugin = PluginDefinition;

/** Says what a plugin is; answers it unchanged, with its types checked. */
export const definePlugin = <const F extends Fields>(definition: PluginDefinition<F>): Plugin =>
  definition as unknown as Plugin;

/** The same for one channel of a plugin: its settings get their exact types. */
export const defineChannel = <const F extends Fields>(adapter: ChannelAdapter<F>): ChannelAdapter =>
  adapter as unknown as ChannelAdapter;
