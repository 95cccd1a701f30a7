import { existsSync, globSync, lstatSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../cli/failure.ts';

export interface PackedFile {
  /** Below the folder of the plugin, with `/`. */
  readonly path: string;
  readonly content: Uint8Array;
}

const ALWAYS = ['package.json', 'dist/server.mjs'];
const BESIDE = [
  'README*',
  'LICENSE*',
  'LICENCE*',
  'NOTICE*',
  'CHANGELOG*',
  'icon.svg',
  'locales/*.json',
  'fixtures/**',
  'dist/panel/**',
];

/** What the desk needs and what people read; sources and tests stay at home. @throws {Failure} */
export const listPackageFiles = (folder: string): PackedFile[] => {
  const beside = BESIDE.flatMap((pattern) => globSync(pattern, { cwd: folder }));
  const paths = [...new Set([...ALWAYS, ...beside])].map((path) => path.replaceAll('\\', '/')).sort();
  return paths
    .filter((path) => isFile(folder, path))
    .map((path) => ({ path, content: readFileSync(join(folder, path)) }));
};

const isFile = (folder: string, path: string): boolean => {
  if (!existsSync(join(folder, path))) throw new Failure(`${path} is missing.`);
  const found = lstatSync(join(folder, path));
  if (found.isSymbolicLink()) throw new Failure(`${path} is a symbolic link.`, 'The desk takes plain files only.');
  return found.isFile();
};
