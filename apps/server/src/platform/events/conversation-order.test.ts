import { type ControlledTransaction, sql } from 'kysely';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type ConversationShelf, openShelf } from '../../testing/stored-conversations.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import type { DatabaseConnection, DatabaseTransaction, DB } from '../database/index.ts';
import { createLogger } from '../logging/index.ts';
import { createMetrics } from '../metrics/index.ts';
import { appendEvents, createLeadership, readLog, startConsumer } from './index.ts';

let connection: DatabaseConnection;
let shelf: ConversationShelf;
let conversationId: string;
let counter = 0;
let type: string;
const begun: ControlledTransaction<DB>[] = [];

beforeAll(async () => {
  connection = await openTestDatabase();
  shelf = await openShelf(connection.db);
});
beforeEach(async () => {
  counter += 1;
  type = `told ${counter}`;
  conversationId = (await shelf.addConversation()).id;
  return async () => {
    for (const tx of begun.splice(0)) if (!tx.isCommitted && !tx.isRolledBack) await tx.rollback().execute();
  };
});
afterAll(() => connection.close());

/** A transaction that has its number already, and nothing else. */
async function begin() {
  const tx = await connection.db.startTransaction().execute();
  begun.push(tx);
  await sql`select pg_current_xact_id()`.execute(tx);
  return tx;
}

const raised = { last_transaction_id: sql<string>`greatest(last_transaction_id, pg_current_xact_id())` };

async function tell(tx: DatabaseTransaction, change: Partial<typeof raised> = raised): Promise<void> {
  const { last_seq: seq } = await tx
    .updateTable('conversations')
    .set((column) => ({ last_seq: column('last_seq', '+', 1), ...change }))
    .where('id', '=', conversationId)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  await appendEvents(tx, [{ type, conversationId, seq }], { kind: 'system', id: null }, new Date());
}

async function say(tx: DatabaseTransaction): Promise<void> {
  const { visitor_id } = await tx
    .selectFrom('conversations')
    .select('visitor_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  await sql`select from write_messages(array[gen_random_uuid()], array[${conversationId}::uuid], '{visitor}', array[${visitor_id}::uuid],
    '{王小明}', '{text}', '{你好}', array[null::jsonb])`.execute(tx);
}

/** What a consumer is told that looks at one event at a time. */
async function consumed(count: number): Promise<(number | null)[]> {
  const seen: (number | null)[] = [];
  const leadership = createLeadership(connection);
  const consumer = startConsumer(
    {
      name: type,
      types: [type, 'message.created'],
      from: 'beginning',
      page: 1,
      handle: async (event) => {
        if (event.conversationId === conversationId) seen.push(event.seq);
      },
    },
    { connection, leadership, log: createLogger('fatal', { write: () => {} }), metrics: createMetrics() },
  );
  await expect.poll(() => seen, { timeout: 10_000 }).toHaveLength(count);
  await consumer.stop();
  await leadership.close();
  return seen;
}

const doors: Record<string, (tx: DatabaseTransaction) => Promise<void>> = {
  'an event': (tx) => tell(tx),
  'an event whose place was not raised with its number': (tx) => tell(tx, {}),
  'the words of a message': say,
};
const pairs = Object.entries(doors).flatMap(([before, first]) =>
  Object.entries(doors).map(([after, second]) => ({ before, first, after, second })),
);

test.each(pairs)(
  'an older transaction that got hold of the conversation later: $before, then $after, page by page',
  async ({ first, second }) => {
    const older = await begin();
    const younger = await begin();
    await first(younger);
    await younger.commit().execute();
    await second(older);
    await first(older);
    await older.commit().execute();
    await connection.db.transaction().execute((tx) => second(tx));
    expect(await consumed(4)).toEqual([3, 4, 5, 6]);
  },
);

test.each(pairs)(
  'the later event is not told as long as the log ends before the earlier one: $before, then $after',
  async ({ first, second }) => {
    const { rows } = await sql<{ xmin: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as xmin`.execute(
      connection.db,
    );
    const start = { transactionId: rows[0]?.xmin ?? '', position: '0' };
    const told = () => readLog(connection.db, [type, 'message.created'], start, 10);
    const older = await begin();
    const between = await begin();
    const younger = await begin();
    await first(younger);
    await younger.commit().execute();
    await second(older);
    await older.commit().execute();
    expect(await told()).toEqual([]);
    await between.commit().execute();
    expect(await consumed(2)).toEqual([3, 4]);
  },
);

test('what was undone leaves no trace in the order', async () => {
  const older = await begin();
  const younger = await begin();
  await tell(younger);
  await younger.rollback().execute();
  await tell(older);
  const own = (await sql<{ id: string }>`select pg_current_xact_id()::text as id`.execute(older)).rows[0]?.id;
  await older.commit().execute();
  const { transaction_id } = await connection.db
    .selectFrom('events')
    .select('transaction_id')
    .where('type', '=', type)
    .executeTakeFirstOrThrow();
  expect(transaction_id).toBe(own);
  expect(await consumed(1)).toEqual([3]);
});
