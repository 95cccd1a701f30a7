import type { HeldMessage } from '@cskefu/contract';
import type { PluginRuntime } from '../plugins/index.ts';

export type PluginNames = (pluginId: string) => HeldMessage['pluginName'];

/** What plugins call themselves, for people who do not know their ids. */
export const createPluginNames =
  (plugins: Pick<PluginRuntime, 'running'>): PluginNames =>
  (pluginId) => {
    const plugin = plugins.running().find(({ id }) => id === pluginId);
    const name = plugin?.manifest.name ?? pluginId;
    const key = /^%(.+)%$/.exec(name)?.[1];
    const wordsIn = (locale: string) =>
      key === undefined ? name : (plugin?.catalogs?.[locale]?.[key] ?? plugin?.catalogs?.['zh-CN']?.[key] ?? key);
    return { 'zh-CN': wordsIn('zh-CN'), en: wordsIn('en') };
  };
