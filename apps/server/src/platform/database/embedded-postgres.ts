import { spawn } from 'node:child_process';
import { chownSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { StartupError } from '../config/index.ts';
import { reachableFolder, type SystemUser } from '../system-user/index.ts';
import { findBinaries, type PostgresBinaries } from './postgres-binaries.ts';
import { userForPostgres } from './postgres-user.ts';

/**
 * A real PostgreSQL server in the data folder, for trial, development, tests and small desks. It listens on a Unix
 * socket only. It runs as a process of its own: when our process is killed it lives on, and the next start finds it.
 */
export interface EmbeddedPostgres {
  /** For `pg`: a Unix socket, no password. Who may open the socket's folder is the guard. */
  readonly connection: { host: string; user: string };
  readonly folder: string;
  /** Starts the server unless it runs already. Repeats without harm. */
  start(): Promise<void>;
  /** `fast` waits for open transactions to be rolled back and writes everything out; `immediate` is a crash. */
  stop(mode?: 'fast' | 'immediate'): Promise<void>;
}

const SUPERUSER = 'cskefu';
/** Linux allows 107 bytes for the whole path of a socket; its file name takes 16. */
const LONGEST_SOCKET_FOLDER = 90;
const STOP_MS = 60_000;

/** Finds or creates the database cluster below `dataFolder`; does not start it. */
export async function prepareEmbeddedPostgres(
  dataFolder: string,
  { maxConnections = 60 } = {},
): Promise<EmbeddedPostgres> {
  const user = await userForPostgres();
  const binaries = await findBinaries(user);
  const home = reachableFolder(dataFolder, user);
  const folder = join(home, 'postgres');
  const socketFolder = socketFolderFor(home, folder);
  const logFile = join(home, 'postgres.log');
  const run = (command: keyof PostgresBinaries, args: string[]) => runCommand(binaries[command], args, user, logFile);

  if (!existsSync(join(folder, 'PG_VERSION'))) {
    ownedFolder(folder, user);
    await run('initdb', [
      `--pgdata=${folder}`,
      `--username=${SUPERUSER}`,
      '--auth=trust',
      '--encoding=UTF8',
      '--locale=C',
      '--no-instructions',
    ]);
    writeFileSync(join(folder, 'postgresql.conf'), "\ninclude = 'cskefu.conf'\n", { flag: 'a' });
  }

  return {
    connection: { host: socketFolder, user: SUPERUSER },
    folder,
    start: async () => {
      if (await isServing(run, folder)) return;
      ownedFolder(socketFolder, user);
      const settings = join(folder, 'cskefu.conf');
      writeFileSync(settings, settingsFor(socketFolder, maxConnections));
      if (user) chownSync(settings, user.uid, user.gid);
      await run('pg_ctl', [
        'start',
        '--wait',
        '--timeout=60',
        '--silent',
        `--pgdata=${folder}`,
        `--log=${join(folder, 'server.log')}`,
      ]).catch(async (error: unknown) => {
        // Somebody else may have been faster.
        if (!(await isServing(run, folder))) throw error;
      });
    },
    stop: async (mode = 'fast') => {
      const pid = readPid(folder);
      if (pid === null || !(await isServing(run, folder))) return;
      await run('pg_ctl', ['stop', '--no-wait', '--silent', `--mode=${mode}`, `--pgdata=${folder}`]);
      await hasEnded(folder, pid);
      if (socketFolder !== join(home, 'run') && readPid(folder) === null)
        rmSync(socketFolder, { recursive: true, force: true });
    },
  };
}

/** Small in memory, whole in durability: nothing here weakens fsync or synchronous commit. */
function settingsFor(socketFolder: string, maxConnections: number): string {
  return [
    "listen_addresses = ''",
    `unix_socket_directories = '${socketFolder.replaceAll("'", "''")}'`,
    'unix_socket_permissions = 0700',
    `max_connections = ${maxConnections}`,
    'shared_buffers = 64MB',
    'io_method = sync',
    'wal_level = minimal',
    'max_wal_senders = 0',
    'min_wal_size = 256MB',
    'max_wal_size = 2GB',
    'wal_compression = on',
    'checkpoint_timeout = 15min',
    'jit = off',
    `max_parallel_workers = ${Math.max(0, availableParallelism() - 2)}`,
    'autovacuum_naptime = 20s',
    "timezone = 'UTC'",
    "log_timezone = 'UTC'",
    '',
  ].join('\n');
}

async function isServing(run: (command: 'pg_ctl', args: string[]) => Promise<void>, folder: string): Promise<boolean> {
  // A process id file without a process is left behind by a crash; pg_ctl tells the two apart.
  if (!existsSync(join(folder, 'postmaster.pid'))) return false;
  return run('pg_ctl', ['status', '--silent', `--pgdata=${folder}`]).then(
    () => true,
    () => false,
  );
}

function readPid(folder: string): string | null {
  const file = join(folder, 'postmaster.pid');
  return existsSync(file) ? (readFileSync(file, 'utf8').split('\n')[0] ?? null) : null;
}

/** Waits for this very process: a server that watches over the database may have started another already. */
async function hasEnded(folder: string, pid: string): Promise<void> {
  const end = Date.now() + STOP_MS;
  while (readPid(folder) === pid) {
    if (Date.now() > end) throw new StartupError('The embedded PostgreSQL does not stop.');
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
}

function socketFolderFor(home: string, folder: string): string {
  const inHome = join(home, 'run');
  if (Buffer.byteLength(inHome) <= LONGEST_SOCKET_FOLDER) return inHome;
  return join('/tmp', `cskefu-${Buffer.from(folder).toString('base64url').slice(-24)}`);
}

function ownedFolder(folder: string, user: SystemUser | null): void {
  mkdirSync(folder, { recursive: true, mode: 0o700 });
  if (user) chownSync(folder, user.uid, user.gid);
}

function runCommand(file: string, args: string[], user: SystemUser | null, logFile: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(file, args, {
      ...(user ? { uid: user.uid, gid: user.gid } : {}),
      cwd: '/',
      // pg_ctl hands its output on to the server, which outlives us: a pipe would never close.
      stdio: ['ignore', 'ignore', args[0] === 'start' ? 'ignore' : 'pipe'],
      env: { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' },
    });
    let output = '';
    child.stderr?.setEncoding('utf8').on('data', (chunk: string) => {
      output = (output + chunk).slice(-2_000);
    });
    child.on('error', (error) => reject(new StartupError(`The embedded PostgreSQL cannot be run: ${error.message}`)));
    child.on('close', (code) => {
      if (code === 0) return resolve();
      const said = output.trim() || lastLines(logFile);
      reject(new StartupError(`The embedded PostgreSQL failed (${args[0] ?? file}): ${said || `exit code ${code}`}`));
    });
  });
}

function lastLines(file: string): string {
  return existsSync(file) ? readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' ') : '';
}
