import { randomBytes } from 'node:crypto';
import { loadSecretKeys, type SecretKeys } from '../../apps/server/src/platform/config/index.ts';
import {
  type DatabaseConnection,
  type EmbeddedPostgres,
  openDatabase,
  prepareEmbeddedPostgres,
} from '../../apps/server/src/platform/database/index.ts';
import { makeDataFolder } from './data-folder.ts';
import { freePort } from './free-port.ts';
import { type ServerProcess, startServerProcess } from './server-process.ts';

/** A desk of its own for one run: data folder, PostgreSQL, port, keys. The server is started and stopped as the run wants it. */
export interface Desk {
  readonly dataFolder: string;
  readonly port: number;
  readonly keys: SecretKeys;
  readonly postgres: EmbeddedPostgres;
  /** Straight to the tables, past the server. */
  readonly database: DatabaseConnection;
  startServer(options?: { env?: Record<string, string>; nodeArguments?: readonly string[] }): Promise<ServerProcess>;
  /** Stops everything and removes the data folder. */
  close(): Promise<void>;
}

/** Creates a desk whose database is migrated and whose server does not run. PostgreSQL is left running between servers. */
export async function openDesk(): Promise<Desk> {
  const folder = makeDataFolder();
  const secret = randomBytes(32).toString('hex');
  const port = await freePort();
  const postgres = await prepareEmbeddedPostgres(folder.path);
  const servers = new Set<ServerProcess>();
  const startServer: Desk['startServer'] = async ({ env = {}, nodeArguments = [] } = {}) => {
    // A server that stops takes the embedded PostgreSQL along; one that finds it running uses it.
    await postgres.start();
    const server = await startServerProcess({
      nodeArguments,
      env: {
        CSKEFU_DATA: folder.path,
        CSKEFU_SECRET: secret,
        CC_WEB_HOST: '127.0.0.1',
        CC_WEB_PORT: String(port),
        LOG_LEVEL: 'ERROR',
        VISITOR_MESSAGES_PER_MINUTE: '100000000',
        ...env,
      },
    });
    servers.add(server);
    void server.ended.then(() => servers.delete(server));
    return server;
  };
  const database = openDatabase({ ...postgres.connection, database: 'cskefu' }, { maxConnections: 4 });
  const close = async () => {
    for (const server of servers) await server.kill();
    await database.close();
    await postgres.stop('immediate');
    folder.remove();
  };
  try {
    // The first start creates the database, its tables and the demo organization.
    await startServer().then((server) => server.stop());
    await postgres.start();
  } catch (error) {
    await close();
    throw error;
  }
  return {
    dataFolder: folder.path,
    port,
    keys: loadSecretKeys(secret, folder.path),
    postgres,
    database,
    startServer,
    close,
  };
}
