import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Failure } from '../cli/failure.ts';

/** The folder of a plugin, as its author has it. */
export interface Project {
  readonly folder: string;
  readonly name: string;
  readonly version: string;
  readonly packageJson: Readonly<Record<string, unknown>>;
  readonly entry: string;
  /** What the desk runs. */
  readonly bundle: string;
}

/** @throws {Failure} if that is not the folder of a plugin */
export const readProject = (folder: string): Project => {
  const packageJson = readPackageJson(folder);
  const { name, version } = packageJson;
  if (typeof name !== 'string' || typeof version !== 'string')
    throw new Failure('package.json has no name or no version.');
  const entry = join(folder, 'src/index.ts');
  if (!existsSync(entry))
    throw new Failure('src/index.ts is missing.', 'It exports the plugin: export default definePlugin({ … }).');
  return { folder, name, version, packageJson, entry, bundle: join(folder, 'dist/server.mjs') };
};

const readPackageJson = (folder: string): Record<string, unknown> => {
  const file = join(folder, 'package.json');
  if (!existsSync(file))
    throw new Failure(
      `${folder} has no package.json.`,
      'Run this in the folder of a plugin; npm create cskefu-plugin makes a new one.',
    );
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as Record<string, unknown>;
  } catch (error) {
    throw new Failure(`package.json cannot be read: ${(error as Error).message}`);
  }
};
