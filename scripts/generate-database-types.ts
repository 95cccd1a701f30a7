// Writes the row types of the migrated database: a fresh embedded server in a temporary folder, all migrations, one look.
import { execFile } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import pg from 'pg';
import { prepareEmbeddedPostgres } from '../apps/server/src/platform/database/embedded-postgres.ts';
import { migrate } from '../apps/server/src/platform/database/migrate.ts';

const output = join(import.meta.dirname, '../apps/server/src/platform/database/schema.gen.ts');
const folder = await mkdtemp(join(tmpdir(), 'cskefu-types-'));
const server = await prepareEmbeddedPostgres(folder);
try {
  await server.start();
  const client = new pg.Client({ ...server.connection, database: 'postgres' });
  await client.connect();
  await migrate(client);
  await client.end();
  const { host, user } = server.connection;
  await promisify(execFile)('kysely-codegen', [
    '--dialect',
    'postgres',
    '--url',
    `postgres://${user}@localhost/postgres?host=${encodeURIComponent(host)}`,
    '--exclude-pattern',
    'schema_migrations',
    '--out-file',
    output,
  ]);
} finally {
  await server.stop();
  await rm(folder, { recursive: true, force: true });
}
