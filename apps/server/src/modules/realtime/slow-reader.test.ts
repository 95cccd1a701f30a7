import { afterAll, beforeAll, expect, test } from 'vitest';
import { agentSays, beginTalk, countTo, eventsAt, seqsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import type { TestSocket } from '../../testing/test-socket.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
});
afterAll(() => desk.stop());

const PAGE = '字'.repeat(10_000);
const slowReaders = async () => (await desk.app.metrics.slowReadersClosed.get()).values[0]?.value ?? 0;
const wireOf = (socket: TestSocket) =>
  (socket.socket as unknown as { _socket: { pause(): void; resume(): void } })._socket;

test('a reader who stops reading is cut off, comes back and has lost nothing', async () => {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  const desktop = await agent.connect([{ conversationId, after: 0 }]);
  await desktop.frame('subscribed');
  const writer = await visitor.connect();
  wireOf(desktop).pause();
  const before = await slowReaders();
  let words = 0;
  // Thirty kilobytes each: what the kernel holds for a reader is full some time, and what the server holds soon after.
  while ((await slowReaders()) === before && words < 1_000) {
    const ids = countTo(20).map(() => writer.say(PAGE));
    for (const id of ids) await writer.frame('ack', (ack) => ack.id === id);
    words += ids.length;
    writer.frames.length = 0;
  }
  expect(await slowReaders()).toBe(before + 1);
  wireOf(desktop).resume();
  expect([4001, 1006]).toContain(await desktop.closed);
  const got = seqsAt(desktop, conversationId);
  expect(got).toEqual(countTo(got.length));
  expect(got.length).toBeLessThan(4 + words);

  const again = await agent.connect([{ conversationId, after: got.length }]);
  await again.frame('subscribed');
  expect([...got, ...seqsAt(again, conversationId)]).toEqual(countTo(4 + words));
  expect(
    eventsAt(again, conversationId).every((event) => event.type === 'message.created' && event.message.text === PAGE),
  ).toBe(true);
  await Promise.all([again.close(), writer.close()]);
}, 60_000);

test('others are not kept waiting by a reader who stopped', async () => {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  const [asleep, awake] = await Promise.all([visitor.connect(), visitor.connect()]);
  await asleep.frame('subscribed');
  await awake.frame('subscribed');
  wireOf(asleep).pause();
  await agentSays(agent, conversationId, '看得到吗');
  await awake.frame('event', ({ event }) => event.seq === 5);
  await visitorSays(visitor, '看得到');
  await awake.frame('event', ({ event }) => event.seq === 6);
  wireOf(asleep).resume();
  await asleep.frame('event', ({ event }) => event.seq === 6);
  expect(seqsAt(asleep, conversationId)).toEqual(countTo(6));
  await Promise.all([asleep.close(), awake.close()]);
});

test('who missed much but reads well is not taken for slow', async () => {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  const writer = await visitor.connect();
  for (let round = 0; round < 10; round += 1) {
    const ids = countTo(20).map(() => writer.say(PAGE));
    for (const id of ids) await writer.frame('ack', (ack) => ack.id === id);
    writer.frames.length = 0;
  }
  const before = await slowReaders();
  const desktop = await agent.connect([{ conversationId, after: 0 }]);
  await desktop.frame('subscribed');
  expect(seqsAt(desktop, conversationId)).toEqual(countTo(204));
  expect(await slowReaders()).toBe(before);
  await Promise.all([desktop.close(), writer.close()]);
});
