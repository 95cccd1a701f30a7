import type { Fields, PluginManifest } from '@cskefu/plugin-sdk';
import { createRedactor } from './redact.ts';
import { secretPaths, valueAt } from './settings-values.ts';

/** Knows the secrets that plugins were handed, to take them out of whatever they say. */
export interface SecretKeeper {
  /** Those of its own settings. */
  know(pluginId: string, secrets: readonly string[]): void;
  /** Those of a channel, as they pass by on their way to the plugin. */
  learn(plugin: PluginManifest, method: string, args: unknown): void;
  hide(pluginId: string, text: string): string;
  /** Of what a process prints nobody can say for sure which plugin did. */
  hideAll(text: string): string;
}

const OWN = '';

export const createSecretKeeper = (): SecretKeeper => {
  /** By plugin, then by channel. */
  const known = new Map<string, Map<string, readonly string[]>>();
  const redactors = new Map<string, (text: string) => string>();

  const keep = (pluginId: string, source: string, secrets: readonly string[]) => {
    const ofPlugin = known.get(pluginId) ?? new Map<string, readonly string[]>();
    known.set(pluginId, ofPlugin);
    const before = ofPlugin.get(source) ?? [];
    if (before.length === secrets.length && secrets.every((secret, at) => secret === before[at])) return;
    ofPlugin.set(source, secrets);
    redactors.set(pluginId, createRedactor([...ofPlugin.values()].flat()));
  };

  return {
    know: (pluginId, secrets) => keep(pluginId, OWN, secrets),
    learn: (plugin, method, args) => {
      if (!method.startsWith('channel.')) return;
      const { kind, channel } = args as { kind?: string; channel?: { id?: string; config?: Record<string, unknown> } };
      const fields = kind === undefined ? undefined : plugin.channels[kind]?.config;
      if (!fields || !channel?.id || !channel.config) return;
      const { config } = channel;
      const secrets = pathsOf(fields).flatMap((path) => valueAt(config, path) ?? []);
      keep(
        plugin.id,
        channel.id,
        secrets.filter((secret) => typeof secret === 'string'),
      );
    },
    hide: (pluginId, text) => redactors.get(pluginId)?.(text) ?? text,
    hideAll: (text) => [...redactors.values()].reduce((left, hide) => hide(left), text),
  };
};

const paths = new WeakMap<Fields, readonly string[]>();

const pathsOf = (fields: Fields): readonly string[] => {
  const known = paths.get(fields);
  if (known) return known;
  const found = secretPaths(fields);
  paths.set(fields, found);
  return found;
};
