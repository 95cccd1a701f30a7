import type { RunningPlugin } from './running-plugin.ts';

/** What a plugin calls itself in this language, else in Chinese: its manifest may name a key of its words. */
export const pluginName = ({ manifest, catalogs }: RunningPlugin, locale: string): string => {
  const key = /^%(.+)%$/.exec(manifest.name)?.[1];
  if (key === undefined) return manifest.name;
  return catalogs?.[locale]?.[key] ?? catalogs?.['zh-CN']?.[key] ?? key;
};
