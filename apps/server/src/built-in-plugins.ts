import type { Plugin } from '@cskefu/plugin-sdk';
import web from '@cskefu/plugin-web';

/** The plugins that are part of the product, in the order of their installation. */
export const builtInPlugins: readonly Plugin[] = [web];
