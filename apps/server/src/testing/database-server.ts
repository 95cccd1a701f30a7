// Global set-up of the test run: one embedded PostgreSQL, one migrated template; each desk clones a database of its own.
import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { migrate, prepareEmbeddedPostgres } from '../platform/database/index.ts';

export const TEMPLATE = 'cskefu_template';

declare module 'vitest' {
  interface ProvidedContext {
    postgres: { host: string; user: string };
  }
}

let end: () => Promise<void> = async () => {};

export async function setup(project: TestProject): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'cskefu-test-'));
  await chmod(folder, 0o755);
  // For the desks of all test files that run at the same time, some with several nodes.
  const server = await prepareEmbeddedPostgres(folder, { maxConnections: 300 });
  await server.start();
  await query(server.connection, 'postgres', (client) => client.query(`create database ${TEMPLATE}`));
  await query(server.connection, TEMPLATE, migrate);
  project.provide('postgres', server.connection);
  end = async () => {
    await server.stop('immediate');
    await rm(folder, { recursive: true, force: true });
  };
}

export const teardown = (): Promise<void> => end();

async function query(
  connection: { host: string; user: string },
  database: string,
  work: (client: pg.Client) => Promise<unknown>,
): Promise<void> {
  const client = new pg.Client({ ...connection, database });
  await client.connect();
  await work(client);
  await client.end();
}
