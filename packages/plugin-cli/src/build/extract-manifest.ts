import type { PluginManifest } from '@cskefu/plugin-sdk';
import { runBare } from '../bare/run-bare.ts';

/** @throws {Failure} */
export const extractManifest = async (bundle: string): Promise<PluginManifest> =>
  (await runBare('print-manifest', bundle)) as PluginManifest;
