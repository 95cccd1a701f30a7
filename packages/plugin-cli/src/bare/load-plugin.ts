import type { Plugin } from '@cskefu/plugin-sdk';

/** The plugin of a bundle. Only in processes that `runBare` has started. */
export const loadPlugin = async (bundle: string | undefined): Promise<Plugin> => {
  const { default: plugin } = (await import(bundle ?? '')) as { default?: Plugin };
  if (typeof plugin?.id !== 'string') throw new Error('src/index.ts has no default export made by definePlugin');
  return plugin;
};
