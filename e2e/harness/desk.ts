import { type ChildProcess, execFile, spawn } from 'node:child_process';
import { chmod, mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { inject } from 'vitest';
import { prepareEmbeddedPostgres } from '../../apps/server/src/platform/database/index.ts';

/** A real desk: the program as people start it, in a process of its own, on a data folder of its own. */
export interface Desk {
  readonly url: string;
  readonly folder: string;
  /** Ends the server as a power cut would, with its database or leaving that alive. */
  kill(also?: { readonly database: boolean }): Promise<void>;
  /** Starts it again on the same port and data. */
  start(): Promise<void>;
  /** Ends it and its database, and leaves its data where they are. */
  rest(): Promise<void>;
  stop(): Promise<void>;
}

interface DeskOptions {
  readonly hasty?: boolean;
  /** A data folder to begin with a copy of; null: none, the desk is made from nothing. */
  readonly from?: string | null;
}

const MAIN = join(import.meta.dirname, '../../apps/server/src/main.ts');
/** The same with less patience for agents who are gone. */
const HASTY = join(import.meta.dirname, 'hasty-server.ts');
const READY_MS = 60_000;

export async function startDesk(
  variables: Record<string, string> = {},
  { hasty = false, from = isMadeAnew(variables) ? null : inject('freshDesk') }: DeskOptions = {},
): Promise<Desk> {
  const folder = await mkdtemp(join(tmpdir(), 'cskefu-journey-'));
  await chmod(folder, 0o755);
  // Not `fs.cp`: the database belongs to another user, and has to stay theirs.
  if (from) await promisify(execFile)('cp', ['-a', from, join(folder, 'data')]);
  const port = await freePort();
  let server: ChildProcess | null = null;

  async function start(): Promise<void> {
    server = spawn(process.execPath, [hasty ? HASTY : MAIN], {
      env: {
        ...process.env,
        CSKEFU_DATA: join(folder, 'data'),
        CC_WEB_PORT: String(port),
        LOG_LEVEL: 'WARN',
        ...withPort(variables, port),
      },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    await ready(server);
  }

  async function end(signal: NodeJS.Signals): Promise<void> {
    const child = server;
    server = null;
    if (!child || child.exitCode !== null) return;
    const closed = new Promise((resolve) => child.once('exit', resolve));
    child.kill(signal);
    await closed;
  }

  async function rest(): Promise<void> {
    await end('SIGTERM');
    // After a kill the database may have outlived its server.
    if (variables['DATABASE_URL'] === undefined)
      await (await prepareEmbeddedPostgres(join(folder, 'data'))).stop('fast');
  }

  await start();
  return {
    url: `http://localhost:${port}`,
    folder,
    kill: async ({ database } = { database: false }) => {
      if (database) process.kill(await postmaster(join(folder, 'data')), 'SIGKILL');
      await end('SIGKILL');
    },
    start,
    rest,
    stop: async () => {
      await end('SIGTERM');
      // After a kill the database may have outlived its server.
      if (variables['DATABASE_URL'] === undefined)
        await (await prepareEmbeddedPostgres(join(folder, 'data'))).stop('immediate');
      await rm(folder, { recursive: true, force: true });
    },
  };
}

/** What decides how a desk is made: the others only decide how it runs. */
const OF_MAKING = ['DATABASE_URL', 'CSKEFU_SECRET', 'CSKEFU_ADMIN_PASSWORD'];

const isMadeAnew = (variables: Record<string, string>) => OF_MAKING.some((name) => name in variables);

/** `{port}` in a variable is the port of the desk: an address of its own is known only then. */
function withPort(variables: Record<string, string>, port: number): Record<string, string> {
  return Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, value.replaceAll('{port}', String(port))]),
  );
}

/** What another node needs to work on the same database. */
export async function besideDesk({ folder }: Desk): Promise<Record<string, string>> {
  const data = join(folder, 'data');
  const { connection } = await prepareEmbeddedPostgres(data);
  const secret = await readFile(join(data, 'secret.key'), 'utf8');
  const host = encodeURIComponent(connection.host);
  return { DATABASE_URL: `postgres://${connection.user}@localhost/cskefu?host=${host}`, CSKEFU_SECRET: secret.trim() };
}

/** PostgreSQL writes its process id into the first line of this file. */
async function postmaster(data: string): Promise<number> {
  return Number.parseInt(await readFile(join(data, 'postgres/postmaster.pid'), 'utf8'), 10);
}

function ready(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let output = '';
    const timer = setTimeout(() => reject(new Error(`the desk was not ready in time:\n${output}`)), READY_MS);
    const listen = (chunk: Buffer) => {
      output += chunk;
      if (!output.includes('is ready')) return;
      clearTimeout(timer);
      resolve();
    };
    server.stdout?.on('data', listen);
    server.stderr?.on('data', listen);
    server.once('exit', (code) => reject(new Error(`the desk ended with ${code}:\n${output}`)));
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0));
    });
  });
}
