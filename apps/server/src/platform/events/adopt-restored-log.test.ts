import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openShelf } from '../../testing/stored-conversations.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import type { DatabaseConnection } from '../database/index.ts';
import { adoptRestoredLog, appendEvents, readLog } from './index.ts';

let connection: DatabaseConnection;

beforeAll(async () => {
  connection = await openTestDatabase();
});
afterAll(() => connection.close());

const TYPES = ['conversation.created', 'conversation.waiting', 'conversation.closed', 'told'];
/** Of the server that the dump comes from. */
const FUTURE = '9000000000';

async function adopt(): Promise<boolean> {
  const client = await connection.connect('start');
  const adopted = await adoptRestoredLog(client);
  await client.end();
  return adopted;
}

test('a log that comes from another server goes on: what was not handled comes, then what happens now, each conversation in order', async () => {
  const shelf = await openShelf(connection.db);
  const { id, seq } = await shelf.addConversation();
  expect(await adopt()).toBe(false);
  const old = { type: 'told', conversation_id: id, actor_kind: 'system', transaction_id: FUTURE };
  await connection.db
    .insertInto('events')
    .values([1, 2].map((step) => ({ ...old, seq: seq + step })))
    .execute();
  await connection.db
    .updateTable('conversations')
    .set({ last_seq: seq + 2, last_transaction_id: FUTURE })
    .where('id', '=', id)
    .execute();
  await sql`
    insert into event_consumers (name, transaction_id, position)
    select 'reader', transaction_id, position from events where conversation_id = ${id}::uuid and seq = ${seq}`.execute(
    connection.db,
  );

  expect(await adopt()).toBe(true);
  await shelf.close(id);
  await connection.db
    .transaction()
    .execute((tx) =>
      appendEvents(tx, [{ type: 'told', conversationId: id }], { kind: 'system', id: null }, new Date()),
    );
  const cursor = await connection.db
    .selectFrom('event_consumers')
    .select(['transaction_id as transactionId', 'position'])
    .executeTakeFirstOrThrow();
  await expect
    .poll(async () => (await readLog(connection.db, TYPES, cursor, 10)).map((event) => event.seq), { timeout: 10_000 })
    .toEqual([seq + 1, seq + 2, seq + 3, null]);
  expect(await adopt()).toBe(false);
});
