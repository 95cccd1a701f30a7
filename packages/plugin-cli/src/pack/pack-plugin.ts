import { createHash } from 'node:crypto';
import { buildPlugin } from '../build/build-plugin.ts';
import { listPackageFiles } from './list-package-files.ts';
import { writeTar } from './write-tar.ts';

export interface PackedPlugin {
  readonly id: string;
  readonly fileName: string;
  readonly archive: Uint8Array;
  /** As npm and the desk write it: `sha512-…`. */
  readonly integrity: string;
  readonly paths: readonly string[];
  readonly missingTexts: readonly string[];
}

/** Builds the plugin and packs it as npm would. @throws {Failure} */
export const packPlugin = async (folder: string): Promise<PackedPlugin> => {
  const { project, manifest, missingTexts } = await buildPlugin(folder);
  const files = listPackageFiles(folder);
  const archive = writeTar(files);
  return {
    id: manifest.id,
    fileName: `${project.name.replace(/^@/, '').replace('/', '-')}-${project.version}.tgz`,
    archive,
    integrity: `sha512-${createHash('sha512').update(archive).digest('base64')}`,
    paths: files.map(({ path }) => path),
    missingTexts,
  };
};
