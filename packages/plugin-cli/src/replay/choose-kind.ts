import type { PluginManifest } from '@cskefu/plugin-sdk';
import { Failure } from '../cli/failure.ts';

/** Which channel of the plugin is meant. @throws {Failure} */
export const chooseKind = ({ channels }: PluginManifest, given: string | undefined): string => {
  const kinds = Object.keys(channels);
  const kind = given ?? (kinds.length === 1 ? kinds[0] : undefined);
  if (kind !== undefined && kinds.includes(kind)) return kind;
  if (kinds.length === 0) throw new Failure('The plugin has no channel.');
  throw new Failure(
    kind === undefined ? 'The plugin has several channels.' : `The plugin has no channel ${kind}.`,
    `Say which with "kind": ${kinds.join(', ')}.`,
  );
};
