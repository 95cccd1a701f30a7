import genericApi from '@cskefu/plugin-generic-api';
import genericApiEn from '@cskefu/plugin-generic-api/locales/en.json' with { type: 'json' };
import genericApiZh from '@cskefu/plugin-generic-api/locales/zh-CN.json' with { type: 'json' };
import type { Catalogs } from '@cskefu/plugin-host';
import type { Plugin } from '@cskefu/plugin-sdk';

/** The plugins that are part of the product, in the order of their installation. */
export const builtInPlugins: readonly Plugin[] = [genericApi];

/** Their words, by id: `locales/*.json` of each. */
export const builtInCatalogs: Readonly<Record<string, Catalogs>> = {
  [genericApi.id]: { 'zh-CN': genericApiZh, en: genericApiEn },
};
