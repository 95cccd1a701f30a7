import pg from 'pg';
import { inject } from 'vitest';
import { type DatabaseConnection, openDatabase } from '../platform/database/index.ts';
import { TEMPLATE } from './database-server.ts';

let counter = 0;

/** A migrated, empty database of one's own on the PostgreSQL of this test run. */
export async function openTestDatabase(): Promise<DatabaseConnection> {
  return openDatabase({ ...inject('postgres'), database: await cloneDatabase() });
}

/** Clones the migrated template; answers with the name of the copy. */
export async function cloneDatabase(): Promise<string> {
  const name = `desk_${process.pid}_${++counter}_${Math.random().toString(36).slice(2, 8)}`;
  const client = new pg.Client({ ...inject('postgres'), database: 'postgres' });
  await client.connect();
  // Two workers that clone at the same moment would disturb each other: the template may have one visitor at a time.
  await client.query('select pg_advisory_lock(1)');
  await client.query(`create database ${name} template ${TEMPLATE}`);
  await client.end();
  return name;
}

/** Kills the connections with this application name, as a restart of the server would; answers with how many. */
export async function killConnections(connection: DatabaseConnection, applicationName: string): Promise<number> {
  const killer = await connection.connect('killer');
  const { rows } = await killer.query<{ killed: number }>(
    `select count(*) filter (where pg_terminate_backend(pid))::int as killed from pg_stat_activity
     where datname = current_database() and application_name = $1`,
    [applicationName],
  );
  await killer.end();
  return rows[0]?.killed ?? 0;
}
