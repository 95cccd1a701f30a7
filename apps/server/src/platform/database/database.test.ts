import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { killConnections, openTestDatabase } from '../../testing/test-database.ts';
import { type DatabaseConnection, isConnectionLoss } from './index.ts';

let connection: DatabaseConnection;

beforeAll(async () => {
  connection = await openTestDatabase();
});
afterAll(() => connection.close());

test('a connection that is lost between two statements fails its transaction, not the process', async () => {
  const transaction = connection.db.transaction().execute(async (tx) => {
    await sql`select 1`.execute(tx);
    expect(await killConnections(connection, 'cskefu')).toBeGreaterThan(0);
    await new Promise((resolve) => setImmediate(resolve));
    await sql`select 2`.execute(tx);
  });
  const error = await transaction.catch((reason: unknown) => reason);
  expect(isConnectionLoss(error)).toBe(true);
  expect((await sql<{ one: number }>`select 1 as one`.execute(connection.db)).rows).toEqual([{ one: 1 }]);
});
