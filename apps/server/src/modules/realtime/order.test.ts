import { createOutbox, createRealtime, memoryOutboxStore } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import WebSocket from 'ws';
import { countTo } from '../../testing/talk.ts';
import { killConnections } from '../../testing/test-database.ts';
import { startDesk, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;

beforeAll(async () => {
  // Small batches: what is sent together is committed in several steps, with everything that may happen between them.
  desk = await startDesk({ variables: { MESSAGE_BATCH_MAX: '2' } });
});
afterAll(() => desk.stop());

const WORDS = 200;
/** Words acknowledged between two disturbances: each of them meets words under way, however fast the machine is. */
const PACE = 30;
let acknowledged = 0;

/** Writes without ever waiting for an answer, with the client of the widget; resolves when all is acknowledged. */
async function writeOn(visitor: TestVisitor): Promise<void> {
  const realtime = createRealtime({
    url: `ws://127.0.0.1:${desk.port}/realtime`,
    token: () => visitor.token,
    createSocket: (url) => new WebSocket(url) as never,
    random: () => Math.random() * 0.05,
  });
  const outbox = createOutbox({ store: memoryOutboxStore(), realtime });
  const failed = () => outbox.items().flatMap((item) => item.error ?? []);
  const finished = Promise.withResolvers<void>();
  realtime.on('frame', (frame) => {
    if (frame.type === 'ack') acknowledged += 1;
    if (outbox.items().length === failed().length) finished.resolve();
  });
  realtime.start();
  for (const number of countTo(WORDS)) {
    outbox.add({ message: { kind: 'text', text: `${number}` } });
    if (number % 5 === 0) await new Promise((resolve) => setTimeout(resolve, 2));
  }
  await finished.promise;
  realtime.stop();
  outbox.dispose();
  expect(failed()).toEqual([]);
}

/** Everything a visitor has said, conversation after conversation. */
async function wordsOf(visitor: TestVisitor): Promise<number[]> {
  const rows = await desk.db
    .selectFrom('messages')
    .innerJoin('conversations', 'conversations.id', 'messages.conversation_id')
    .select('messages.text')
    .where('conversations.visitor_id', '=', visitor.id)
    .orderBy('conversations.created_at')
    .orderBy('messages.seq')
    .execute();
  return rows.map((row) => Number(row.text));
}

/** Writes as four visitors at once and disturbs them again and again until they are through; answers with how often. */
async function writeDisturbed(disturb: (visitors: TestVisitor[]) => Promise<unknown>): Promise<number> {
  const visitors = await Promise.all(countTo(4).map(() => desk.buildVisitor()));
  let writing = true;
  let times = 0;
  let seen = acknowledged;
  const disturbing = async () => {
    while (writing) {
      await new Promise((resolve) => setTimeout(resolve, 5));
      if (acknowledged < seen + PACE) continue;
      seen = acknowledged;
      times += 1;
      await disturb(visitors);
    }
  };
  const work = Promise.all(visitors.map(writeOn)).finally(() => {
    writing = false;
  });
  await Promise.all([work, disturbing()]);
  for (const visitor of visitors) expect(await wordsOf(visitor)).toEqual(countTo(WORDS));
  return times;
}

const closeAll = (visitors: TestVisitor[]) =>
  Promise.allSettled(visitors.map((visitor) => visitor.http.request('POST /api/visitor/close')));
const cutDatabase = () => killConnections(desk.connection, Math.random() < 0.5 ? 'cskefu' : 'cskefu message writer');

describe('words keep the order in which they were written', { timeout: 60_000 }, () => {
  test('while the conversation is closed again and again', async () => {
    expect(await writeDisturbed(closeAll)).toBeGreaterThan(5);
    const ended = await desk.db.selectFrom('conversations').select('id').where('state', '=', 'closed').execute();
    expect(ended.length).toBeGreaterThan(5);
  });

  test('while the database loses its connections again and again', async () => {
    expect(await writeDisturbed(cutDatabase)).toBeGreaterThan(3);
  });

  test('while both happens at once', async () => {
    expect(await writeDisturbed((visitors) => Promise.all([closeAll(visitors), cutDatabase()]))).toBeGreaterThan(3);
  });
});
