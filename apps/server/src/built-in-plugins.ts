import genericApi from '@cskefu/plugin-generic-api';
import genericApiEn from '@cskefu/plugin-generic-api/locales/en.json' with { type: 'json' };
import genericApiZh from '@cskefu/plugin-generic-api/locales/zh-CN.json' with { type: 'json' };
import type { Catalogs } from '@cskefu/plugin-host';
import type { Plugin } from '@cskefu/plugin-sdk';
import web, { catalogs as webCatalogs } from '@cskefu/plugin-web';

/** The plugins that are part of the product, in the order of their installation. */
export const builtInPlugins: readonly Plugin[] = [web, genericApi];

/** Their words, by id: `locales/*.json` of each. */
export const builtInCatalogs: Readonly<Record<string, Catalogs>> = {
  [web.id]: webCatalogs,
  [genericApi.id]: { 'zh-CN': genericApiZh, en: genericApiEn },
};
