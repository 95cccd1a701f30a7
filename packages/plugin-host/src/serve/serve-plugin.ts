import {
  type Activated,
  type Channel,
  type ChannelAdapter,
  channelActs,
  type Hook,
  type Plugin,
  type PluginContext,
  PluginError,
  type RawRequest,
} from '@cskefu/plugin-sdk';
import type { Call } from '../wire/frame.ts';
import { type AskCore, createContext } from './create-context.ts';
import type { Catalogs } from './translate.ts';

type Args = Record<string, unknown>;

/** Answers what the core asks of one plugin. */
export interface ServedPlugin {
  serve(call: Call, signal: AbortSignal): unknown;
}

/** A fixed table from methods to handlers: what does not stand in it is an error. */
export const servePlugin = (plugin: Plugin, ask: AskCore, catalogs: Catalogs = {}): ServedPlugin => {
  let config: unknown = {};
  const activated = (context: PluginContext): Activated => ({ ...context, config: config as Activated['config'] });

  const methods: Record<string, (args: Args, context: PluginContext) => unknown> = {
    activate: (args, context) => {
      config = args['config'];
      return plugin.activate?.(activated(context));
    },
    migrate: (args, { pluginId, signal, log, kv }) => {
      const migration = plugin.migrations?.find(({ to }) => to === args['to']);
      if (!migration) throw new PluginError('unknown_method', `no migration leads to ${String(args['to'])}`);
      return migration.run({ pluginId, signal, log, kv });
    },
    hook: (args, context) => {
      const hook = handlerOf(plugin.hooks as Record<string, Hook> | undefined, args['point']);
      return (hook.handler as Handler)(args['payload'], activated(context));
    },
    observe: (args, context) =>
      handlerOf(plugin.observers, args['type']).handler(args['events'] as never, activated(context)),
    job: (args, context) => handlerOf(plugin.jobs, args['name']).handler(activated(context)),
    http: (args, context) =>
      handlerOf(plugin.http, args['route']).handler(args['request'] as never, activated(context)),
    options: (args, context) => handlerOf(plugin.options, args['name'])(activated(context)),
    health: (_, context) => plugin.health?.(activated(context)),
    'channel.health': (args, context) => {
      const channel = handlerOf(plugin.channels, args['kind']);
      return channel.health(args['channel'] as never, context);
    },
    ...Object.fromEntries(channelActs.map((act) => [`channel.${act}`, channelMethod(plugin, act, ask)])),
  };

  return {
    serve: (call, signal) => {
      const method = handlerOf(methods, call.method);
      const args = typeof call.args === 'object' && call.args !== null ? (call.args as Args) : {};
      return method(args, createContext({ pluginId: plugin.id, ask, signal, catalogs }));
    },
  };
};

type Handler = (payload: unknown, context: PluginContext) => unknown;

/** What the functions of a channel are given: first what the act is about, then `channel`, then the context. */
const channelMethod =
  (plugin: Plugin, act: (typeof channelActs)[number], ask: AskCore) =>
  (args: Args, context: PluginContext): unknown => {
    const adapter: ChannelAdapter = handlerOf(plugin.channels, args['kind']);
    const method = adapter[act] as ((...given: unknown[]) => unknown) | undefined;
    if (!method) throw new PluginError('unknown_method', `the channel cannot ${act}`);
    const given = Array.isArray(args['given']) ? args['given'] : [];
    const channel = args['channel'] as Channel;
    return method.apply(adapter, [...given, channel, { ...context, ...contextOf(act, args, channel, ask) }]);
  };

/** What the context holds beside the usual, for this act. */
const contextOf = (act: (typeof channelActs)[number], args: Args, channel: Channel, ask: AskCore) => ({
  attempt: args['attempt'],
  ...(act === 'connect' && {
    cursor: args['cursor'] ?? null,
    inbound: (raw: RawRequest, cursor?: string) => ask('channel.inbound', { channelId: channel.id, raw, cursor }),
  }),
});

const handlerOf = <T>(table: Readonly<Record<string, T>> | undefined, name: unknown): T => {
  const handler = typeof name === 'string' && table && Object.hasOwn(table, name) ? table[name] : undefined;
  if (handler === undefined) throw new PluginError('unknown_method', `nothing is called ${String(name)}`);
  return handler;
};
