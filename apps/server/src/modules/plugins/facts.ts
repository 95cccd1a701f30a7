import type { PluginFacts } from '@cskefu/contract';
import type { Catalogs } from '@cskefu/plugin-host';
import type { PluginManifest } from '@cskefu/plugin-sdk';

/** What is known of a plugin without running it: read from its package, or part of the product. */
export interface KnownPlugin {
  readonly manifest: PluginManifest;
  readonly catalogs: Catalogs;
  /** A data URL. */
  readonly icon: string | null;
}

/** As people who decide about it see it. */
export const presentFacts = ({ manifest, catalogs, icon }: KnownPlugin): PluginFacts => ({
  id: manifest.id,
  name: manifest.name,
  description: manifest.description ?? null,
  version: manifest.version,
  api: manifest.api,
  runtime: manifest.runtime,
  icon,
  permissions: [...manifest.permissions],
  hosts: [...manifest.net.allow],
  config: { ...manifest.config },
  channels: Object.entries(manifest.channels).map(([kind, { title, transport }]) => ({ kind, title, transport })),
  hooks: manifest.hooks.map(({ point, kind, onFailure }) => ({ point, kind, onFailure })),
  observers: manifest.observers.map(({ type }) => type),
  jobs: manifest.jobs.map(({ name, every, cron }) => ({ name, every: every ?? null, cron: cron ?? null })),
  http: manifest.http.map(({ method, path, auth }) => ({ method, path, auth })),
  hasHealth: manifest.hasHealth,
  texts: { 'zh-CN': { ...catalogs['zh-CN'] }, en: { ...catalogs['en'] } },
});
