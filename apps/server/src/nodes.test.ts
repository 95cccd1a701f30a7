import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createLogger } from './platform/logging/index.ts';
import { type Broadcast, connectNats } from './platform/realtime/index.ts';
import { findNatsServer, startNatsServer } from './testing/nats-server.ts';
import { createSharedBroadcast, type SharedBroadcast } from './testing/shared-broadcast.ts';
import { agentSays, beginTalk, closeTalk, countTo, seqsAt, textsAt, visitorSays } from './testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from './testing/test-desk.ts';
import { openSocket, type TestSocket } from './testing/test-socket.ts';

interface Wire {
  node(): Promise<Broadcast>;
  stop(): Promise<void>;
}

const log = createLogger('fatal', { write: () => {} });
const program = findNatsServer(process.env['PATH'] ?? '');
const wires: [string, () => Promise<Wire>][] = [
  [
    'in memory',
    async () => {
      const shared = createSharedBroadcast();
      return { node: async () => shared.node(), stop: async () => {} };
    },
  ],
];
if (program) {
  wires.push([
    'over NATS',
    async () => {
      const server = await startNatsServer(program);
      return { node: () => connectNats(server.url, log), stop: server.stop };
    },
  ]);
}

const agentAt = (
  { port, url }: TestDesk,
  { cookie }: TestAgent,
  resume: { conversationId: string; after: number }[] = [],
) => openSocket(port, { resume }, { cookie, origin: url });
const visitorAt = ({ port }: TestDesk, { token }: TestVisitor) => openSocket(port, { token });
const closeAll = (...sockets: TestSocket[]) => Promise.all(sockets.map((socket) => socket.close()));

describe.each(wires)('two nodes connected %s', (_name, connect) => {
  let wire: Wire;
  let here: TestDesk;
  let there: TestDesk;
  let agent: TestAgent;

  beforeAll(async () => {
    wire = await connect();
    here = await startDesk({ broadcast: await wire.node() });
    there = await startDesk({ beside: here, broadcast: await wire.node() });
    agent = await here.buildAgent();
  });
  afterAll(async () => {
    await there.stop();
    await here.stop();
    await wire.stop();
  });

  test('a visitor on one and an agent on the other talk, each word once and in order', async () => {
    const { visitor, conversationId } = await beginTalk(here, { agent });
    const [left, right] = [await visitorAt(here, visitor), await agentAt(there, agent, [{ conversationId, after: 0 }])];
    await Promise.all([left.frame('subscribed'), right.frame('subscribed')]);
    for (const number of countTo(30)) {
      left.say(`问 ${number}`);
      right.say(`答 ${number}`, { conversationId });
    }
    for (const socket of [left, right]) {
      await socket.frame('event', ({ event }) => event.seq === 64);
      expect(seqsAt(socket, conversationId)).toEqual(countTo(64));
      for (const sign of ['问', '答']) {
        expect(textsAt(socket, conversationId).filter((text) => text?.startsWith(sign))).toEqual(
          countTo(30).map((number) => `${sign} ${number}`),
        );
      }
    }
    await closeAll(left, right);
  });

  test('a conversation that begins on one is followed on the other', async () => {
    const visitor = await here.buildVisitor();
    const other = await visitorAt(there, visitor);
    const { conversationId } = await visitorSays(visitor, '在别的设备上');
    await other.frame('event', ({ event }) => event.seq === 3);
    expect(seqsAt(other, conversationId)).toEqual([1, 2, 3]);
    await closeAll(other);
  });

  test('typing, read marks, lists and presence cross over', async () => {
    const { visitor, conversationId } = await beginTalk(here);
    const desktop = await agentAt(there, agent, [{ conversationId, after: 0 }]);
    const phone = await visitorAt(here, visitor);
    await Promise.all([desktop.frame('subscribed'), phone.frame('subscribed')]);

    await agent.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
    await desktop.frame('inbox', (frame) =>
      frame.rows.some((row) => row.id === conversationId && row.state === 'active'),
    );
    phone.send({ type: 'typing' });
    await desktop.frame('typing');
    desktop.send({ type: 'typing', conversationId });
    await phone.frame('typing');
    const { seq } = await agentSays(agent, conversationId, '您好');
    phone.send({ type: 'read', conversationId, seq });
    await desktop.frame('read', (frame) => frame.by === 'visitor' && frame.seq === seq);
    await visitorSays(visitor, '你好');
    await desktop.frame('inbox', (frame) =>
      frame.patches.some((patch) => patch.id === conversationId && patch.seq === seq + 1 && patch.unread === 1),
    );
    await agent.http.request('PUT /api/agents/me/presence', { body: { state: 'busy' } });
    await desktop.frame('presence', ({ presence }) => presence.state === 'busy');
    await closeTalk(agent, conversationId);
    await desktop.frame('inbox', (frame) =>
      frame.rows.some((row) => row.id === conversationId && row.state === 'closed'),
    );
    await closeAll(desktop, phone);
  });
});

describe('when messages between nodes are lost', () => {
  let shared: SharedBroadcast;
  let here: TestDesk;
  let there: TestDesk;
  let agent: TestAgent;

  beforeAll(async () => {
    shared = createSharedBroadcast();
    here = await startDesk({ broadcast: shared.node() });
    there = await startDesk({ beside: here, broadcast: shared.node() });
    agent = await here.buildAgent();
  });
  afterAll(async () => {
    await there.stop();
    await here.stop();
  });

  test('the next word brings the lost one along', async () => {
    const { visitor, conversationId } = await beginTalk(here, { agent });
    const desktop = await agentAt(there, agent, [{ conversationId, after: 0 }]);
    await desktop.frame('subscribed');
    shared.loss = 1;
    for (const text of ['丢了', '也丢了']) await visitorSays(visitor, text);
    shared.loss = 0;
    await visitorSays(visitor, '到了');
    await desktop.frame('event', ({ event }) => event.seq === 7);
    expect(textsAt(desktop, conversationId)).toEqual(['在吗？', '丢了', '也丢了', '到了']);
    await closeAll(desktop);
  });

  test('the last word is found when the nodes hear of each other again', async () => {
    const { visitor, conversationId } = await beginTalk(here, { agent });
    const desktop = await agentAt(there, agent, [{ conversationId, after: 0 }]);
    await desktop.frame('subscribed');
    shared.loss = 1;
    await visitorSays(visitor, '最后一句');
    shared.loss = 0;
    shared.reconnect();
    await desktop.frame('event', ({ event }) => event.seq === 5);
    expect(seqsAt(desktop, conversationId)).toEqual(countTo(5));
    await closeAll(desktop);
  });

  test('the last word is found also when nobody notices the loss', async () => {
    const { visitor, conversationId } = await beginTalk(here, { agent });
    const desktop = await agentAt(there, agent, [{ conversationId, after: 0 }]);
    await desktop.frame('subscribed');
    shared.loss = 1;
    await visitorSays(visitor, '没人知道');
    await expect.poll(() => seqsAt(desktop, conversationId), { timeout: 25_000 }).toEqual(countTo(5));
    shared.loss = 0;
    await closeAll(desktop);
  }, 60_000);

  test('a conversation that was taken, closed or opened elsewhere reaches the screens all the same', async () => {
    const visitor = await here.buildVisitor();
    const [other, desktop] = [await visitorAt(there, visitor), await agentAt(there, agent)];
    shared.loss = 1;
    const { conversationId } = await visitorSays(visitor, '有人吗');
    await desktop.frame('inbox', (frame) =>
      frame.rows.some((row) => row.id === conversationId && row.state === 'waiting'),
    );
    await other.frame('event', ({ event }) => event.seq === 3);
    await agent.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
    await desktop.frame('inbox', (frame) =>
      frame.rows.some((row) => row.id === conversationId && row.state === 'active'),
    );
    await closeTalk(agent, conversationId);
    await desktop.frame('inbox', (frame) =>
      frame.rows.some((row) => row.id === conversationId && row.state === 'closed'),
    );
    shared.loss = 0;
    await closeAll(other, desktop);
  });

  test('at random, under load: no hole, no repetition, nothing missing in the end', async () => {
    const talks = await Promise.all(countTo(4).map(() => beginTalk(here, { agent })));
    const resume = talks.map(({ conversationId }) => ({ conversationId, after: 0 }));
    const [left, right] = [await agentAt(here, agent, resume), await agentAt(there, agent, resume)];
    const writers = await Promise.all(talks.map(({ visitor }, index) => visitorAt(index % 2 ? here : there, visitor)));
    shared.loss = 0.4;
    for (const round of countTo(60)) {
      const ids = writers.map((writer) => writer.say(`${round}`));
      await Promise.all(writers.map((writer, index) => writer.frame('ack', (ack) => ack.id === ids[index])));
    }
    shared.loss = 0;
    shared.reconnect();
    for (const [index, { conversationId }] of talks.entries()) {
      for (const socket of [left, right, writers[index] as TestSocket]) {
        await expect.poll(() => seqsAt(socket, conversationId).length).toBe(64);
        expect(seqsAt(socket, conversationId)).toEqual(countTo(64));
      }
    }
    await closeAll(left, right, ...writers);
  });
});
