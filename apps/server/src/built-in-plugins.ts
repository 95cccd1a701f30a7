import type { Plugin } from '@cskefu/plugin-sdk';

/** The plugins that are part of the product, in the order of their installation. */
export const builtInPlugins: readonly Plugin[] = [];
