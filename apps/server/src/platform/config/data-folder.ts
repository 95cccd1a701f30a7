import { accessSync, constants, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { StartupError } from './config.ts';

export interface DataFolder {
  readonly path: string;
  /** Gives the folder up, so that another server may take it. */
  release(): void;
}

/**
 * Makes the data folder ours: creates it if need be, proves that we can write to it, and leaves our process id there.
 * @throws {StartupError} without rights, or while another server runs on it.
 */
export function claimDataFolder(path: string): DataFolder {
  const folder = resolve(path);
  try {
    mkdirSync(folder, { recursive: true });
    accessSync(folder, constants.R_OK | constants.W_OK | constants.X_OK);
  } catch (error) {
    throw new StartupError(
      `The data folder ${folder} cannot be used (${reasonOf(error)}). Give this user the rights, or set CSKEFU_DATA.`,
    );
  }
  const lock = join(folder, 'server.pid');
  const holder = readHolder(lock);
  if (holder !== null && holder !== process.pid && isRunning(holder)) {
    throw new StartupError(
      `The data folder ${folder} is in use by the server with process id ${holder}. Stop it, or set CSKEFU_DATA.`,
    );
  }
  writeFileSync(lock, `${process.pid}\n`);
  return { path: folder, release: () => rmSync(lock, { force: true }) };
}

function readHolder(lock: string): number | null {
  if (!existsSync(lock)) return null;
  const pid = Number.parseInt(readFileSync(lock, 'utf8'), 10);
  return Number.isInteger(pid) && pid > 0 ? pid : null;
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (reasonOf(error) !== 'EPERM') return false;
  }
  // After a crash or a reboot the number may belong to something else by now.
  const commandLine = `/proc/${pid}/cmdline`;
  return (
    !existsSync('/proc/self/cmdline') ||
    (existsSync(commandLine) && /node|cskefu/.test(readFileSync(commandLine, 'utf8')))
  );
}

function reasonOf(error: unknown): string {
  return (error as NodeJS.ErrnoException).code ?? String(error);
}
