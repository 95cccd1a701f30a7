import type { Catalogs } from '@cskefu/plugin-host';
import type { Plugin } from '@cskefu/plugin-sdk';

/** The plugins that are part of the product, in the order of their installation. */
export const builtInPlugins: readonly Plugin[] = [];

/** Their words, by id: `locales/*.json` of each. */
export const builtInCatalogs: Readonly<Record<string, Catalogs>> = {};
