import { afterEach, expect, test } from 'vitest';
import { createSharedBroadcast } from '../../testing/shared-broadcast.ts';
import { agentSays, beginTalk, closeTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import type { TestSocket } from '../../testing/test-socket.ts';

const desks: TestDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0).toReversed()) await desk.stop();
});

async function start(options: Parameters<typeof startDesk>[0] = {}): Promise<TestDesk> {
  const desk = await startDesk(options);
  desks.push(desk);
  return desk;
}

const placesAt = (socket: TestSocket) =>
  socket.frames.flatMap((frame) => (frame.type === 'place' ? [[frame.place, frame.estimateSeconds]] : []));
const stands = (socket: TestSocket, place: number, estimate: number | null = null) =>
  expect.poll(() => placesAt(socket).at(-1)).toEqual([place, estimate]);
const take = (agent: TestAgent, id: string) =>
  agent.http.request('POST /api/conversations/:id/take', { params: { id } });

test('a waiting visitor is told where they stand, on arrival and whenever that changes', async () => {
  const desk = await start();
  const agent = await desk.buildAgent();
  const talks = [await beginTalk(desk), await beginTalk(desk), await beginTalk(desk)] as const;
  const sockets = [];
  for (const { visitor } of talks) sockets.push(await visitor.connect());
  const [one, two, three] = sockets as [TestSocket, TestSocket, TestSocket];
  await stands(one, 1);
  await stands(two, 2);
  await stands(three, 3);
  await take(agent, talks[0].conversationId);
  await stands(two, 1);
  await stands(three, 2);
  await agent.http.request('POST /api/conversations/:id/take', { params: { id: talks[1].conversationId } });
  await stands(three, 1);
  // Nobody is told the same twice, nor where others stand.
  expect(placesAt(three)).toEqual([
    [3, null],
    [2, null],
    [1, null],
  ]);
  expect(placesAt(one)).toEqual([[1, null]]);
});

test('whoever writes their first word into an open connection is told, too, and a new window of theirs as well', async () => {
  const desk = await start();
  const visitor = await desk.buildVisitor();
  const socket = await visitor.connect();
  socket.say('有人吗');
  await stands(socket, 1);
  await stands(await visitor.connect(), 1);
});

test('priority moves one forward and the other back', async () => {
  const desk = await start();
  const chief = await desk.buildAccount({ administrator: true });
  const talks = [await beginTalk(desk), await beginTalk(desk)] as const;
  const [one, two] = [await talks[0].visitor.connect(), await talks[1].visitor.connect()];
  await stands(two, 2);
  await chief.http.request('PUT /api/conversations/:id/priority', {
    params: { id: talks[1].conversationId },
    body: { priority: 5 },
  });
  await stands(one, 2);
  await stands(two, 1);
});

test('the estimate comes from what services took here, and how many are there to serve', async () => {
  const desk = await start();
  await desk.db.updateTable('org_units').set({ max_conversations: 1 }).where('id', '=', desk.skillGroup.id).execute();
  const agent = await desk.buildAgent({ wanted: 'ready' });
  await (await agent.connect()).frame('presence', ({ presence }) => presence.state === 'ready');
  for (let index = 0; index < 3; index += 1) {
    const { conversationId } = await beginTalk(desk);
    await expect.poll(() => agentSays(agent, conversationId, '您好').catch(() => null)).not.toBeNull();
    await closeTalk(agent, conversationId);
    await desk.db
      .updateTable('conversations')
      .set({ assigned_at: new Date(Date.now() - 280_000) })
      .where('id', '=', conversationId)
      .execute();
  }
  await beginTalk(desk);
  const { visitor } = await beginTalk(desk);
  await stands(await visitor.connect(), 1, 300);
});

test('what was written while waiting is kept, and the agent reads it', async () => {
  const desk = await start();
  const agent = await desk.buildAgent();
  const { visitor, conversationId } = await beginTalk(desk);
  const socket = await visitor.connect();
  socket.say('我的订单号是 1234');
  socket.say('很急');
  await socket.frame('ack');
  await expect
    .poll(async () => {
      const page = await agent.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } });
      return page.events.flatMap((event) => (event.type === 'message.created' ? [event.message.text] : []));
    })
    .toEqual(['在吗？', '我的订单号是 1234', '很急']);
  expect(await take(agent, conversationId)).toMatchObject({ unread: 3, lastMessage: { text: '很急' } });
});

test('visitors of another node are told as well', async () => {
  const between = createSharedBroadcast();
  const here = await start({ broadcast: between.node() });
  const there = await start({ broadcast: between.node(), beside: here });
  const agent = await here.buildAgent();
  const talks = [await beginTalk(here), await beginTalk(there)] as const;
  const socket = await talks[1].visitor.connect();
  await stands(socket, 2);
  await take(agent, talks[0].conversationId);
  await stands(socket, 1);
});
