import { oneOf } from '../../lib/one-of.ts';

export const pluginTabs = ['overview', 'settings', 'permissions', 'jobs', 'logs', 'versions'] as const;
export type PluginTab = (typeof pluginTabs)[number];

export const logLevels = ['debug', 'info', 'warn', 'error'] as const;

export interface PluginSearch {
  tab?: PluginTab;
  /** Of the log: this and worse. */
  level?: (typeof logLevels)[number];
}

/** Which tab is open, and what of the log, stands in the address. */
export const pluginSearch = (search: Record<string, unknown>): PluginSearch => {
  const tab = oneOf(pluginTabs, search['tab']);
  const level = oneOf(logLevels, search['level']);
  return { ...(tab && { tab }), ...(level && { level }) };
};
