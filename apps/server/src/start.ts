import { readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { createApp } from './app.ts';
import type { PresenceTimes } from './modules/agents/index.ts';
import { seedDemo } from './modules/demo/index.ts';
import { type Config, claimDataFolder, loadSecretKeys, StartupError } from './platform/config/index.ts';
import {
  awaitDatabase,
  type ConnectionOptions,
  type EmbeddedPostgres,
  migrate,
  openDatabase,
  prepareEmbeddedPostgres,
} from './platform/database/index.ts';
import { adoptRestoredLog } from './platform/events/index.ts';
import { openFileStorage } from './platform/files/index.ts';
import type { Logger } from './platform/logging/index.ts';
import { connectNats, singleNode } from './platform/realtime/index.ts';

export interface RunningServer {
  readonly port: number;
  /** The database was empty: the demo organization was created. */
  readonly firstStart: boolean;
  stop(): Promise<void>;
}

const DATABASE = 'cskefu';
const WATCH_MS = 2_000;

/**
 * From a configuration to a desk that answers. What has been opened is closed again if a later step fails, and if it is not wanted any more: then it ends
 * before its next step, with the reason of the signal.
 */
export async function startServer(
  config: Config,
  log: Logger,
  signal: AbortSignal,
  /** Shorter in journeys. */
  presenceTimes?: PresenceTimes,
): Promise<RunningServer> {
  const cleanups: (() => unknown)[] = [];
  const undo = async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  };
  try {
    const folder = claimDataFolder(config.CSKEFU_DATA);
    cleanups.push(() => folder.release());
    rmSync(join(folder.path, 'uploads'), { recursive: true, force: true });
    const keys = loadSecretKeys(config.CSKEFU_SECRET, folder.path);
    const { options, address } = config.DATABASE_URL
      ? { options: { connectionString: config.DATABASE_URL }, address: withoutPassword(config.DATABASE_URL) }
      : await startEmbedded(folder.path, log, cleanups);
    const connection = openDatabase(options, { onError: (error) => log.warn({ err: error }, 'database connection') });
    cleanups.push(() => connection.close());
    signal.throwIfAborted();
    await awaitDatabase(connection, address);
    const client = await connection.connect('cskefu migrations', { silentMs: null, idleMs: 60_000 });
    const applied = await migrate(client);
    if (await adoptRestoredLog(client)) log.info('the event log comes from another database server and was adopted');
    await client.end();
    if (applied.length > 0) log.info({ applied }, 'database migrated');
    signal.throwIfAborted();
    const storage = await openFileStorage(config, folder.path);
    const broadcast = config.NATS_URL ? await connectNats(config.NATS_URL, log) : singleNode;
    const app = await createApp({
      config,
      version: version(),
      connection,
      keys,
      storage,
      broadcast,
      dataFolder: folder.path,
      log,
      ...(presenceTimes ? { presenceTimes } : {}),
    });
    cleanups.push(() => app.close());
    signal.throwIfAborted();
    const firstStart = await seedDemo({
      db: connection.db,
      auth: app.auth,
      secrets: app.secrets,
      adminPassword: config.CSKEFU_ADMIN_PASSWORD,
    });
    const port = await app.listen(config.CC_WEB_PORT, config.CC_WEB_HOST).catch((error: unknown) => {
      throw explainListenError(error);
    });
    return { port, firstStart, stop: undo };
  } catch (error) {
    await undo().catch(() => {});
    throw error;
  }
}

async function startEmbedded(
  dataFolder: string,
  log: Logger,
  cleanups: (() => unknown)[],
): Promise<{ options: ConnectionOptions; address: string }> {
  const server = await prepareEmbeddedPostgres(dataFolder);
  await server.start();
  const stopWatching = watch(server, log);
  cleanups.push(() => {
    stopWatching();
    return server.stop();
  });
  await createDatabaseOnce(server);
  return { options: { ...server.connection, database: DATABASE }, address: server.folder };
}

/** Starts the embedded server again should it die under us. */
function watch(server: EmbeddedPostgres, log: Logger): () => void {
  let checking = false;
  const timer = setInterval(() => {
    if (checking) return;
    checking = true;
    server
      .start()
      .catch((error: unknown) => log.warn({ err: error }, 'embedded database'))
      .finally(() => {
        checking = false;
      });
  }, WATCH_MS);
  return () => clearInterval(timer);
}

async function createDatabaseOnce(server: EmbeddedPostgres): Promise<void> {
  const connection = openDatabase({ ...server.connection, database: 'postgres' }, { maxConnections: 1 });
  try {
    await awaitDatabase(connection, server.folder);
    const { rowCount } = await connection.pool.query('select 1 from pg_database where datname = $1', [DATABASE]);
    if (rowCount === 0) await connection.pool.query(`create database ${DATABASE}`);
  } finally {
    await connection.close();
  }
}

function explainListenError(error: unknown): unknown {
  const { code, port } = error as NodeJS.ErrnoException & { port?: number };
  if (code === 'EADDRINUSE')
    return new StartupError(
      `Port ${port} is in use. Stop the program that uses it, or set CC_WEB_PORT (or CC_SOCKET_PORT).`,
    );
  if (code === 'EACCES')
    return new StartupError(`Port ${port} may not be used by this user. Set CC_WEB_PORT to a port above 1023.`);
  return error;
}

function withoutPassword(url: string): string {
  const address = new URL(url);
  return `${address.host}${address.pathname}`;
}

function version(): string {
  const file = join(import.meta.dirname, '../package.json');
  return (JSON.parse(readFileSync(file, 'utf8')) as { version: string }).version;
}
