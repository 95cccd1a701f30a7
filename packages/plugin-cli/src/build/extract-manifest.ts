import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import type { PluginManifest } from '@cskefu/plugin-sdk';
import { Failure } from '../cli/failure.ts';
import { MARK } from './manifest-mark.ts';

const IMPORT_MS = 5_000;

const foldersOf = (file: string | undefined) => (file ? [dirname(file), dirname(realpathSync(file))] : []);
const ownPackage = join(import.meta.dirname, '../..');
const ownFolders = [ownPackage, ...foldersOf(findPackageJSON('@cskefu/plugin-sdk', import.meta.url))];

/** The manifest of a bundle, asked in a process as bare as the one in which the desk will run it. @throws {Failure} */
export const extractManifest = (bundle: string): Promise<PluginManifest> => {
  const readable = [...ownFolders, dirname(realpathSync(bundle))];
  const flags = ['--permission', ...readable.map((folder) => `--allow-fs-read=${folder}`)];
  const args = [...flags, '--no-warnings', join(import.meta.dirname, 'print-manifest.ts'), realpathSync(bundle)];
  return new Promise((resolve, reject) => {
    execFile(
      process.execPath,
      args,
      { env: {}, timeout: IMPORT_MS, killSignal: 'SIGKILL' },
      (error, stdout, stderr) => {
        const line = stdout.split('\n').find((each) => each.startsWith(MARK));
        if (line) resolve(JSON.parse(line.slice(MARK.length)) as PluginManifest);
        else reject(failure(error, stderr));
      },
    );
  });
};

const failure = (error: Error | null, stderr: string): Failure => {
  const hung = error && 'killed' in error && error.killed;
  const what = hung ? `importing it took more than ${IMPORT_MS / 1_000} s` : firstError(stderr);
  return new Failure(
    `The plugin cannot be loaded: ${what}`,
    'What stands outside of functions runs without network, files or environment, and only to say what the plugin is. Everything else belongs into handlers.',
  );
};

const firstError = (stderr: string) =>
  stderr.split('\n').find((line) => /^\S*(Error|error)\b.*:/.test(line)) ??
  (stderr.trim() || 'it ended without a word');
