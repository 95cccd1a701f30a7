import { execFile } from 'node:child_process';
import { realpathSync } from 'node:fs';
import { findPackageJSON } from 'node:module';
import { dirname, join } from 'node:path';
import { Failure } from '../cli/failure.ts';
import { MARK } from './mark.ts';

const MOST_MS = 5_000;
const MOST_BYTES = 16 * 1024 * 1024;

const foldersOf = (file: string | undefined) => (file ? [dirname(file), dirname(realpathSync(file))] : []);
const ownPackage = join(import.meta.dirname, '../..');
const ownFolders = [ownPackage, ...foldersOf(findPackageJSON('@cskefu/plugin-sdk', import.meta.url))];

/**
 * Asks a script of this folder about a bundle, in a process as bare as the one in which the desk will run it: no network, no environment, no
 * files but its own. @throws {Failure}
 */
export const runBare = (
  script: 'print-manifest' | 'print-events',
  bundle: string,
  ...more: string[]
): Promise<unknown> => {
  const readable = [...ownFolders, dirname(realpathSync(bundle))];
  const flags = ['--permission', ...readable.map((folder) => `--allow-fs-read=${folder}`), '--no-warnings'];
  const args = [...flags, join(import.meta.dirname, `${script}.ts`), realpathSync(bundle), ...more];
  const options = { env: {}, timeout: MOST_MS, killSignal: 'SIGKILL', maxBuffer: MOST_BYTES } as const;
  return new Promise((resolve, reject) => {
    execFile(process.execPath, args, options, (error, stdout, stderr) => {
      const line = stdout.split('\n').find((each) => each.startsWith(MARK));
      if (line) resolve(JSON.parse(line.slice(MARK.length)));
      else reject(failure(error, stderr));
    });
  });
};

const failure = (error: Error | null, stderr: string): Failure => {
  const hung = error && 'killed' in error && error.killed;
  const what = hung ? `it took more than ${MOST_MS / 1_000} s` : firstError(stderr);
  return new Failure(
    `The plugin cannot be loaded: ${what}`,
    'What stands outside of functions runs without network, files or environment, and only to say what the plugin is. Everything else belongs into handlers.',
  );
};

const firstError = (stderr: string) =>
  stderr.split('\n').find((line) => /^\S*(Error|error)\b.*:/.test(line)) ??
  (stderr.trim() || 'it ended without a word');
