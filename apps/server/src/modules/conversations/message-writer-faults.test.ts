import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { type DatabaseConnection, openDatabase } from '../../platform/database/index.ts';
import { openSilentLine } from '../../testing/silent-line.ts';
import { type ConversationShelf, openShelf, type StoredConversation } from '../../testing/stored-conversations.ts';
import { killConnections, openTestDatabase } from '../../testing/test-database.ts';
import { byAgent, byVisitor, openTestWriter, type TestWriter } from '../../testing/test-writer.ts';

let connection: DatabaseConnection;
let shelf: ConversationShelf;
let agentId: string;
let talks: StoredConversation[];
let writers: TestWriter[];

beforeAll(async () => {
  connection = await openTestDatabase();
  shelf = await openShelf(connection.db);
  agentId = await shelf.addAgent();
});
beforeEach(async () => {
  talks = await Promise.all(Array.from({ length: 8 }, () => shelf.addConversation({ agentId })));
  writers = [openTestWriter(connection), openTestWriter(connection)];
  return () => Promise.all(writers.map(({ writer }) => writer.close()));
});
afterAll(() => connection.close());

/** Less than fills the queue. */
const WAVE = 200;

const one = () => writers[0] as TestWriter;

/** Each conversation of this test: numbers without a gap, one event row for each message, the head where the stream ends. */
async function expectWholeStreams(messages: number): Promise<void> {
  const ids = talks.map((talk) => talk.id);
  const rows = await connection.db
    .selectFrom('messages')
    .select(['conversation_id', 'seq'])
    .where('conversation_id', 'in', ids)
    .execute();
  const events = await connection.db
    .selectFrom('events')
    .select(['conversation_id', 'seq', 'type'])
    .where('conversation_id', 'in', ids)
    .execute();
  const heads = await connection.db
    .selectFrom('conversations')
    .select(['id', 'last_seq'])
    .where('id', 'in', ids)
    .execute();
  expect(rows).toHaveLength(messages);
  for (const talk of talks) {
    const last = heads.find((head) => head.id === talk.id)?.last_seq ?? 0;
    const wanted = Array.from({ length: last }, (_, index) => index + 1);
    const seqs = (found: { conversation_id: string | null; seq: number | null }[]) =>
      found
        .filter((row) => row.conversation_id === talk.id)
        .map((row) => row.seq ?? 0)
        .sort((a, b) => a - b);
    expect(seqs(events)).toEqual(wanted);
    expect(seqs(rows)).toEqual(wanted.slice(talk.seq));
  }
}

describe('one bad message', () => {
  test('fails alone: its neighbours in the batch are stored, in order', async () => {
    const writes = Array.from({ length: 60 }, (_, index) =>
      byVisitor(talks[index % 8] as StoredConversation, `${index}`),
    );
    const bad = byVisitor(talks[0] as StoredConversation, 'a\u0000b');
    const results = await Promise.allSettled([...writes.slice(0, 30), bad, ...writes.slice(30)].map(one().write));
    expect(results.flatMap((result, index) => (result.status === 'rejected' ? [index] : []))).toEqual([30]);
    await expectWholeStreams(60);
    const texts = await connection.db
      .selectFrom('messages')
      .select('text')
      .where('conversation_id', '=', talks[0]?.id ?? '')
      .orderBy('seq')
      .execute();
    expect(texts.map((row) => Number(row.text))).toEqual(Array.from({ length: 8 }, (_, index) => index * 8));
  });
});

describe('two nodes that write at the same time', () => {
  test('into the same conversations: no gap, no repetition, no deadlock', async () => {
    const writes = Array.from({ length: 1_200 }, (_, index) => {
      const talk = talks[(index * 5 + (index >> 3)) % 8] as StoredConversation;
      return index % 2 ? byVisitor(talk) : byAgent(agentId, talk);
    });
    const answers: { outcome: string }[] = [];
    for (let start = 0; start < writes.length; start += WAVE) {
      const part = writes.slice(start, start + WAVE);
      answers.push(...(await Promise.all(part.map((write, index) => (writers[index % 2] as TestWriter).write(write)))));
    }
    expect(new Set(answers.map((answer) => answer.outcome))).toEqual(new Set(['written']));
    await expectWholeStreams(1_200);
  });

  test('the same message over both: stored once, and both get the same answer', async () => {
    const writes = Array.from({ length: 200 }, (_, index) => byVisitor(talks[index % 8] as StoredConversation));
    const [left, right] = await Promise.all(writers.map(({ write }) => Promise.all(writes.map(write))));
    const place = (answer: { outcome: string } | undefined) => ({ ...answer, outcome: '' });
    expect(left?.map(place)).toEqual(right?.map(place));
    expect(left?.map((answer, index) => [answer.outcome, right?.[index]?.outcome].sort())).toEqual(
      writes.map(() => ['known', 'written']),
    );
    await expectWholeStreams(200);
  });

  test('one id into two conversations over both: one is stored, and both learn where', async () => {
    for (let round = 0; round < 40; round += 1) {
      const [here, there] = [talks[round % 8], talks[(round + 1) % 8]] as [StoredConversation, StoredConversation];
      const write = byAgent(agentId, here);
      const [left, right] = await Promise.all([
        writers[0]?.write(write),
        writers[1]?.write({ ...write, conversationId: there.id }),
      ]);
      expect({ ...left, outcome: '' }).toEqual({ ...right, outcome: '' });
    }
    await expectWholeStreams(40);
  });
});

describe('a lost connection', () => {
  test('in the middle of the work loses nothing and stores nothing twice', async () => {
    const writes = Array.from({ length: 3_000 }, (_, index) => byVisitor(talks[index % 8] as StoredConversation));
    let kills = 0;
    const answers: { outcome: string }[] = [];
    for (let start = 0; start < writes.length; start += WAVE) {
      const under = Promise.all(writes.slice(start, start + WAVE).map(one().write));
      kills += await killConnections(connection, 'cskefu message writer');
      answers.push(...(await under));
    }
    expect(kills).toBeGreaterThan(2);
    expect(answers.every((answer) => ['written', 'known'].includes(answer.outcome))).toBe(true);
    await expectWholeStreams(3_000);
  });

  test('that only fell silent is replaced, and what was under way is stored once', async () => {
    const line = await openSilentLine();
    const faraway = openDatabase(line.to(connection.pool.options.database ?? ''));
    const { write, writer } = openTestWriter(faraway, { silentMs: 2_000 });
    onTestFinished(async () => {
      await writer.close();
      await faraway.close();
      line.close();
    });
    await write(byVisitor(talks[0] as StoredConversation));
    line.fallSilent();
    const writes = Array.from({ length: 99 }, (_, index) => byVisitor(talks[index % 8] as StoredConversation));
    await Promise.all(writes.map(write));
    await expectWholeStreams(100);
  });
});

describe('more than it can take', () => {
  test('the queue is bounded: beyond it the author is told to come again, and what was taken is stored', async () => {
    const talk = talks[0] as StoredConversation;
    const taken: Promise<void>[] = [];
    const overfill = () => {
      for (;;) {
        const write = byVisitor(talk);
        const settled = Promise.withResolvers<void>();
        one().writer.write(write, (outcome) => (outcome.ok ? settled.resolve() : settled.reject(outcome.error)));
        taken.push(settled.promise);
      }
    };
    expect(overfill).toThrowError(
      expect.objectContaining({ code: 'busy', extras: { retryAfterMs: expect.any(Number) } }),
    );
    expect(taken.length).toBeGreaterThanOrEqual(WAVE);
    await Promise.all(taken);
    await expectWholeStreams(taken.length);
  });

  test('a server that stops takes nothing new and finishes what it has', async () => {
    const writes = Array.from({ length: 100 }, () => one().write(byVisitor(talks[0] as StoredConversation)));
    const closed = one().writer.close();
    expect(() => one().writer.write(byVisitor(talks[0] as StoredConversation), () => {})).toThrowError(
      expect.objectContaining({ code: 'unavailable' }),
    );
    await closed;
    await Promise.all(writes);
    await expectWholeStreams(100);
  });
});
