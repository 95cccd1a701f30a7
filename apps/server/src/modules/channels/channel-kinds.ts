import type { ChannelKind } from '@cskefu/contract';
import type { ChannelManifest, PluginManifest } from '@cskefu/plugin-sdk';

type Texts = ChannelKind['texts'];

/** What this module needs of the plugins that run. */
export interface ChannelPlugins {
  running(): readonly {
    readonly id: string;
    readonly manifest: PluginManifest;
    readonly rests?: true;
    readonly catalogs?: Readonly<Record<string, Readonly<Record<string, string>>>>;
  }[];
  call(
    pluginId: string,
    method: string,
    args: unknown,
    options: { readonly deadlineMs: number; readonly signal?: AbortSignal },
  ): Promise<unknown>;
  blame?(pluginId: string, problem: string): void;
}

/** A kind of channel, and the plugin that answers for it on this node. */
export interface RunningKind {
  /** `publisher.name/kind`: the type of its channels. */
  readonly id: string;
  readonly pluginId: string;
  readonly kind: string;
  readonly manifest: ChannelManifest;
  /** It is known, and does not answer just now: it is being started, or rests after crashes. */
  readonly rests: boolean;
}

/** The kinds of channels that plugins bring, beside `web`. */
export interface ChannelKinds {
  list(): ChannelKind[];
  /** Undefined if no plugin of this node brings it. */
  find(type: string): RunningKind | undefined;
  /** A kind by its id, or by its short name where only one plugin has that. */
  named(name: string): RunningKind | undefined;
  /** Asks a function of the kind; rejects with a `CallError`. */
  call(
    kind: RunningKind,
    act: string,
    args: Readonly<Record<string, unknown>>,
    options: { readonly deadlineMs: number; readonly signal?: AbortSignal },
  ): Promise<unknown>;
  /** What it answered is no answer: counts against its plugin. */
  blame(kind: RunningKind, act: string, problem: string): void;
}

const MAX_KINDS = 200;
const NO_TEXTS: Texts = { 'zh-CN': {}, en: {} };

export const createChannelKinds = (plugins: ChannelPlugins): ChannelKinds => {
  const all = () =>
    plugins.running().flatMap((plugin) =>
      Object.entries(plugin.manifest.channels).map(([kind, manifest]) => ({
        plugin,
        running: { id: `${plugin.id}/${kind}`, pluginId: plugin.id, kind, manifest, rests: plugin.rests === true },
      })),
    );
  const find = (type: string): RunningKind | undefined => {
    const [pluginId, kind = ''] = type.split('/');
    const plugin = plugins.running().find(({ id }) => id === pluginId);
    const manifest = plugin && Object.hasOwn(plugin.manifest.channels, kind) && plugin.manifest.channels[kind];
    return manifest ? { id: type, pluginId: plugin.id, kind, manifest, rests: plugin.rests === true } : undefined;
  };
  return {
    list: () =>
      all()
        .slice(0, MAX_KINDS)
        .map(({ plugin, running: { id, pluginId, kind, manifest } }) => ({
          id,
          pluginId,
          pluginName: plugin.manifest.name,
          kind,
          title: manifest.title,
          transport: manifest.transport,
          fields: manifest.config,
          capabilities: manifest.capabilities as ChannelKind['capabilities'],
          can: [...manifest.can],
          texts: { ...NO_TEXTS, ...(plugin.catalogs as Partial<Texts> | undefined) },
          webhookUrl: '/c/{channelId}',
        })),
    find,
    named: (name) => {
      if (name.includes('/')) return find(name);
      const same = all().filter(({ running }) => running.kind === name);
      return same.length === 1 ? same[0]?.running : undefined;
    },
    call: (kind, act, args, options) =>
      plugins.call(kind.pluginId, `channel.${act}`, { kind: kind.kind, ...args }, options),
    blame: (kind, act, problem) => plugins.blame?.(kind.pluginId, `${act} of the channel ${kind.kind}: ${problem}`),
  };
};
