import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type ConversationShelf, openShelf, type StoredConversation } from '../../testing/stored-conversations.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import type { DatabaseConnection } from '../database/index.ts';
import { appendEvents, type LogPosition, readLog } from './index.ts';

let connection: DatabaseConnection;
let shelf: ConversationShelf;

beforeAll(async () => {
  connection = await openTestDatabase();
  shelf = await openShelf(connection.db);
});
afterAll(() => connection.close());

const WRITERS = 4;
const TALKS = 2;
const TYPES = ['told', 'message.created'];
const writer = fc.nat(WRITERS - 1);
const step = fc.oneof(
  {
    weight: 6,
    arbitrary: fc.record({
      type: fc.constant('write' as const),
      writer,
      talk: fc.nat(TALKS - 1),
      door: fc.constantFrom('event' as const, 'message' as const),
    }),
  },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('commit' as const), writer }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('rollback' as const), writer }) },
  { weight: 4, arbitrary: fc.record({ type: fc.constant('read' as const), page: fc.integer({ min: 1, max: 3 }) }) },
);

async function begin() {
  const tx = await connection.db.startTransaction().execute();
  await sql`select pg_current_xact_id()`.execute(tx);
  return tx;
}

type Transaction = Awaited<ReturnType<typeof begin>>;

async function write(tx: Transaction, talk: StoredConversation, door: 'event' | 'message'): Promise<void> {
  if (door === 'message') {
    await sql`select from write_messages(array[gen_random_uuid()], array[${talk.id}::uuid], '{visitor}', array[${talk.visitorId}::uuid],
      '{王小明}', '{text}', '{你好}', array[null::jsonb])`.execute(tx);
    return;
  }
  const { last_seq: seq } = await tx
    .updateTable('conversations')
    .set((column) => ({ last_seq: column('last_seq', '+', 1) }))
    .where('id', '=', talk.id)
    .returning('last_seq')
    .executeTakeFirstOrThrow();
  await appendEvents(tx, [{ type: 'told', conversationId: talk.id, seq }], { kind: 'system', id: null }, new Date());
}

async function now(): Promise<LogPosition> {
  const { rows } = await sql<{ id: string }>`select pg_snapshot_xmin(pg_current_snapshot())::text as id`.execute(
    connection.db,
  );
  return { transactionId: rows[0]?.id ?? '', position: '0' };
}

const numbersAfter = (first: number, last: number) => Array.from({ length: last - first }, (_, at) => first + at + 1);

async function lastSeq(id: string): Promise<number> {
  const row = await connection.db
    .selectFrom('conversations')
    .select('last_seq')
    .where('id', '=', id)
    .executeTakeFirstOrThrow();
  return row.last_seq;
}

test('however transactions begin, write, end and are read: each event is read once, and each conversation in its order', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 8, maxLength: 30 }), async (steps) => {
      const talks = await Promise.all(Array.from({ length: TALKS }, () => shelf.addConversation()));
      let cursor = await now();
      const read = new Map<string, number[]>(talks.map(({ id }) => [id, []]));
      /** Each has its number, long before it writes. */
      const open = new Map<number, Transaction>();
      for (let of = 0; of < WRITERS; of += 1) open.set(of, await begin());
      /** Who holds a conversation: whoever else wants it would wait. */
      const holders = new Map<number, number>();

      async function look(page: number): Promise<number> {
        const events = await readLog(connection.db, TYPES, cursor, page);
        for (const { conversationId, seq } of events) read.get(conversationId ?? '')?.push(seq ?? 0);
        cursor = events.at(-1) ?? cursor;
        return events.length;
      }

      async function end(of: number, how: 'commit' | 'rollback'): Promise<void> {
        await open.get(of)?.[how]().execute();
        open.delete(of);
        for (const [talk, holder] of holders) if (holder === of) holders.delete(talk);
      }

      try {
        for (const one of steps) {
          if (one.type === 'read') await look(one.page);
          else if (one.type === 'write') {
            const isFree = (holders.get(one.talk) ?? one.writer) === one.writer;
            if (!isFree) continue;
            holders.set(one.talk, one.writer);
            await write(open.get(one.writer) as Transaction, talks[one.talk] as StoredConversation, one.door);
          } else {
            await end(one.writer, one.type);
            open.set(one.writer, await begin());
          }
        }
      } finally {
        for (const of of [...open.keys()]) await end(of, 'commit');
      }
      const wanted = new Map<string, number[]>();
      for (const { id, seq } of talks) wanted.set(id, numbersAfter(seq, await lastSeq(id)));
      const count = (streams: Map<string, number[]>) => [...streams.values()].flat().length;
      // Transactions of other databases on this server hold the log up, too.
      const drain = async () => {
        while ((await look(1)) > 0);
        return count(read);
      };
      await expect.poll(drain, { timeout: 10_000 }).toBe(count(wanted));
      expect(read).toEqual(wanted);
    }),
    { numRuns: 60, interruptAfterTimeLimit: 20_000 },
  );
}, 60_000);
