import type { HeldMessage } from '@cskefu/contract';
import { type PluginRuntime, pluginName } from '../plugins/index.ts';

export type PluginNames = (pluginId: string) => HeldMessage['pluginName'];

/** What plugins call themselves, for people who do not know their ids. */
export const createPluginNames =
  (plugins: Pick<PluginRuntime, 'running'>): PluginNames =>
  (pluginId) => {
    const plugin = plugins.running().find(({ id }) => id === pluginId);
    const wordsIn = (locale: string) => (plugin ? pluginName(plugin, locale) : pluginId);
    return { 'zh-CN': wordsIn('zh-CN'), en: wordsIn('en') };
  };
