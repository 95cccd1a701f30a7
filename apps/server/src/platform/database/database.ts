import { Kysely, PostgresDialect, type Transaction } from 'kysely';
import pg from 'pg';
import { StartupError } from '../config/index.ts';
import { endWhenSilent } from './end-when-silent.ts';
import type { DB } from './schema.gen.ts';

export type Database = Kysely<DB>;
export type DatabaseTransaction = Transaction<DB>;
/** Either: a question that does not care whether it is asked inside a transaction. */
export type DatabaseReader = Kysely<DB>;

export interface DatabaseConnection {
  readonly db: Database;
  readonly pool: pg.Pool;
  /** A connection of its own, outside the pool, for one long-lived duty. */
  connect(applicationName: string, deadlines?: ConnectionDeadlines): Promise<pg.Client>;
  close(): Promise<void>;
}

export interface ConnectionDeadlines {
  /** A connection that is asked and says nothing for so long is lost, and so is its question; null: what is asked may take any time. */
  readonly silentMs?: number | null;
  /** A server that is not asked for so long ends the session, and with it the locks that it holds: we may be gone without a word. */
  readonly idleMs?: number;
}

export type ConnectionOptions = { connectionString: string } | { host: string; user: string; database: string };

const CONNECT_TIMEOUT_MS = 5_000;
const STATEMENT_TIMEOUT_MS = 15_000;
/** Later than the server gives up a statement: a server that is there has answered by then. */
const SILENT_MS = 20_000;
/** A node that is gone without a word holds no conversation longer than this. */
const IDLE_IN_TRANSACTION_MS = 60_000;
const KEEP_ALIVE_AFTER_MS = 10_000;

/** Opens the pool; connections are made when needed. Losing one is an error of the query that used it, never of the process. */
export function openDatabase(
  options: ConnectionOptions,
  { maxConnections = 12, silentMs = SILENT_MS, onError = (_error: Error) => {} } = {},
): DatabaseConnection {
  const settings = {
    ...options,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    keepAlive: true,
    keepAliveInitialDelayMillis: KEEP_ALIVE_AFTER_MS,
  } satisfies pg.ClientConfig;
  const pool = new pg.Pool({
    ...settings,
    application_name: 'cskefu',
    max: maxConnections,
    idleTimeoutMillis: 30_000,
    statement_timeout: STATEMENT_TIMEOUT_MS,
    idle_in_transaction_session_timeout: IDLE_IN_TRANSACTION_MS,
  });
  pool.on('error', onError);
  pool.on('connect', (client) => {
    // The pool listens to idle connections only: one that is lost between two statements of a transaction would end the process.
    client.on('error', () => {});
    endWhenSilent(client, silentMs);
  });
  return {
    pool,
    db: new Kysely<DB>({ dialect: new PostgresDialect({ pool }) }),
    connect: async (applicationName, deadlines = {}) => {
      const client = new pg.Client({ ...settings, application_name: applicationName });
      client.on('error', onError);
      await client.connect();
      const { silentMs: ownSilentMs = silentMs, idleMs = 0 } = deadlines;
      if (ownSilentMs !== null) endWhenSilent(client, ownSilentMs);
      if (idleMs > 0) await client.query(`set idle_session_timeout = ${idleMs}`);
      return client;
    },
    close: () => pool.end(),
  };
}

/**
 * Waits for the database to answer.
 * @throws {StartupError} when it does not within `patienceMs`.
 */
export async function awaitDatabase(
  connection: DatabaseConnection,
  address: string,
  patienceMs = 10_000,
): Promise<void> {
  const end = Date.now() + patienceMs;
  for (;;) {
    try {
      await connection.pool.query('select 1');
      return;
    } catch (error) {
      const { code, message } = error as NodeJS.ErrnoException;
      const mayPass = code === 'ECONNREFUSED' || code === 'ENOENT' || code === '57P03' || code === 'ECONNRESET';
      if (!mayPass || Date.now() > end) {
        throw new StartupError(
          `The database ${address} cannot be reached: ${message || code}. Check DATABASE_URL and that the server runs.`,
        );
      }
      await new Promise((resolve) => setTimeout(resolve, 250));
    }
  }
}

/** Whether an error says that the connection is gone rather than that the statement was wrong. */
export function isConnectionLoss(error: unknown): boolean {
  if (!(error instanceof Error)) return false;
  const code = (error as NodeJS.ErrnoException).code ?? '';
  return (
    /^(08|57P0)/.test(code) ||
    ['ECONNREFUSED', 'ECONNRESET', 'EPIPE', 'ENOENT', 'ETIMEDOUT', 'ENOTFOUND', 'EAI_AGAIN'].includes(code) ||
    /connection (terminated|ended|is closed)|not queryable|timeout exceeded when trying to connect|timeout expired|Client has encountered a connection error/i.test(
      error.message,
    )
  );
}
