import type { ServerFrame } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentSays, beginTalk, closeTalk, countTo, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import type { TestSocket } from '../../testing/test-socket.ts';

type InboxFrame = Extract<ServerFrame, { type: 'inbox' }>;

let desk: TestDesk;
let agent: TestAgent;
let colleague: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  [agent, colleague] = await Promise.all([desk.buildAgent({ name: '甲' }), desk.buildAgent({ name: '乙' })]);
});
afterAll(() => desk.stop());

const inboxAt = (socket: TestSocket) => socket.frames.filter((frame): frame is InboxFrame => frame.type === 'inbox');
const rowOf = (id: string, state: string) => (frame: InboxFrame) =>
  frame.rows.some((row) => row.id === id && row.state === state);
const take = (who: TestAgent, id: string) => who.http.request('POST /api/conversations/:id/take', { params: { id } });

describe('the lists of a screen', () => {
  test('a waiting conversation enters at everybody who may take it, with the counts, and at nobody else', async () => {
    const outsider = await desk.buildAgent({ orgUnitId: (await desk.buildSkillGroup('售后')).id });
    const manager = await desk.buildAgent({ orgUnitId: desk.company.id });
    const [mine, theirs, above, outside] = await Promise.all(
      [agent, colleague, manager, outsider].map((who) => who.connect()),
    );
    const { counts } = await agent.http.request('GET /api/conversations', { query: { view: 'waiting' } });
    const { conversationId } = await beginTalk(desk);
    for (const socket of [mine, theirs, above] as TestSocket[]) {
      const frame = await socket.frame('inbox', rowOf(conversationId, 'waiting'));
      expect(frame.rows.find((row) => row.id === conversationId)).toMatchObject({ state: 'waiting', agent: null });
      await socket.frame('inbox', (one) => one.counts?.waiting === counts.waiting + 1);
    }
    expect(inboxAt(outside as TestSocket)).toEqual([]);
    await Promise.all([mine, theirs, above, outside].map((socket) => socket?.close()));
  });

  test('when one takes it, it moves there and leaves the others, and the counts follow', async () => {
    const { conversationId } = await beginTalk(desk);
    const { counts } = await agent.http.request('GET /api/conversations', {});
    const [mine, theirs] = await Promise.all([agent.connect(), colleague.connect()]);
    await take(agent, conversationId);
    const here = await mine.frame('inbox', rowOf(conversationId, 'active'));
    expect(here.counts).toEqual({ ...counts, mine: counts.mine + 1, waiting: counts.waiting - 1 });
    const there = await theirs.frame('inbox', (frame) => frame.removed.includes(conversationId));
    expect(there.rows).toEqual([]);
    expect(there.counts).toMatchObject({ waiting: counts.waiting - 1 });
    await Promise.all([mine.close(), theirs.close()]);
  });

  test('a word changes the row where it stands: with its agent, not with the colleagues', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const [mine, theirs] = await Promise.all([agent.connect(), colleague.connect()]);
    const { seq, at } = await visitorSays(visitor, '\u{1F44B}'.repeat(150));
    const { patches } = await mine.frame('inbox', (frame) =>
      frame.patches.some((patch) => patch.id === conversationId),
    );
    expect(patches).toEqual([
      expect.objectContaining({
        id: conversationId,
        seq,
        unread: 2,
        reads: { visitor: seq, agent: 0 },
        lastMessage: { kind: 'text', text: '\u{1F44B}'.repeat(100), authorKind: 'visitor', at },
      }),
    ]);
    await agentSays(agent, conversationId, '您好');
    await mine.frame('inbox', (frame) => frame.patches.some((patch) => patch.seq === seq + 1 && patch.unread === 0));
    expect(inboxAt(theirs)).toEqual([]);
    await Promise.all([mine.close(), theirs.close()]);
  });

  test('what a waiting visitor writes changes the row at everybody who may take it', async () => {
    const { visitor, conversationId } = await beginTalk(desk);
    const sockets = await Promise.all([agent.connect(), colleague.connect()]);
    await visitorSays(visitor, '有人吗');
    for (const socket of sockets) {
      await socket.frame('inbox', (frame) =>
        frame.patches.some((patch) => patch.id === conversationId && patch.unread === 2),
      );
    }
    await Promise.all(sockets.map((socket) => socket.close()));
  });

  test('a closed one stays with its agent as closed', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const mine = await agent.connect();
    await closeTalk(agent, conversationId);
    const { rows } = await mine.frame('inbox', rowOf(conversationId, 'closed'));
    expect(rows.find((row) => row.id === conversationId)).toMatchObject({
      closeReason: 'agent',
      agent: { id: agent.id },
    });
    await mine.close();
  });

  test('a visitor who gives up leaves the list of those who wait', async () => {
    const { visitor, conversationId } = await beginTalk(desk);
    const mine = await agent.connect();
    await visitor.http.request('POST /api/visitor/close');
    await mine.frame('inbox', (frame) => frame.removed.includes(conversationId));
    await mine.close();
  });
});

test('under load a screen gets its changes gathered, about four times a second, and ends with the truth', async () => {
  const talks = await Promise.all(countTo(5).map(() => beginTalk(desk, { agent })));
  const mine = await agent.connect();
  const writers = await Promise.all(talks.map(({ visitor }) => visitor.connect()));
  const begin = performance.now();
  for (const round of countTo(40)) {
    const ids = writers.map((writer) => writer.say(`${round}`));
    await Promise.all(writers.map((writer, index) => writer.frame('ack', (ack) => ack.id === ids[index])));
    await new Promise((resolve) => setTimeout(resolve, 20));
  }
  for (const { conversationId } of talks) {
    await mine.frame('inbox', (frame) =>
      frame.patches.some((patch) => patch.id === conversationId && patch.seq === 44 && patch.unread === 41),
    );
  }
  const seconds = (performance.now() - begin) / 1_000;
  expect(inboxAt(mine).length).toBeLessThanOrEqual(4 * seconds + 2);
  await Promise.all([mine, ...writers].map((socket) => socket.close()));
});
