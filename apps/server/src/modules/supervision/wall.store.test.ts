import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { DatabaseConnection, DatabaseTransaction } from '../../platform/database/index.ts';
import { appendEvents, readLog } from '../../platform/events/index.ts';
import { openShelf } from '../../testing/stored-conversations.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { readWall } from './wall.store.ts';

let connection: DatabaseConnection;

beforeAll(async () => {
  connection = await openTestDatabase();
});
afterAll(() => connection.close());

test('the log goes on where the wall was read, also with what an older transaction writes after a younger one', async () => {
  const { id: conversationId } = await (await openShelf(connection.db)).addConversation();
  const tell = async (tx: DatabaseTransaction) => {
    const { last_seq: seq } = await tx
      .updateTable('conversations')
      .set((column) => ({ last_seq: column('last_seq', '+', 1) }))
      .where('id', '=', conversationId)
      .returning('last_seq')
      .executeTakeFirstOrThrow();
    await appendEvents(tx, [{ type: 'told', conversationId, seq }], { kind: 'system', id: null }, new Date());
  };
  const older = await connection.db.startTransaction().execute();
  await sql`select pg_current_xact_id()`.execute(older);
  await connection.db.transaction().execute(tell);
  const { position, included } = await readWall(connection.db, ['told']);
  await tell(older);
  await older.commit().execute();

  const following = () => readLog(connection.db, ['told'], position, 10);
  await expect.poll(async () => (await following()).map(({ seq }) => seq), { timeout: 10_000 }).toEqual([3, 4]);
  expect((await following()).filter((event) => !included.has(event.position)).map(({ seq }) => seq)).toEqual([4]);
});
