import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openShelf } from '../../testing/stored-conversations.ts';
import { agentSays, beginTalk, seqsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
});
afterAll(() => desk.stop());

describe('following a conversation', () => {
  test('one that does not exist, or is not for this person, is not found', async () => {
    const { conversationId } = await beginTalk(desk);
    const stranger = await (await desk.buildVisitor()).connect();
    const unknown = newId();
    for (const id of [conversationId, unknown]) {
      stranger.send({ type: 'subscribe', conversationId: id, after: 0 });
      expect(await stranger.frame('error', (frame) => frame.conversationId === id)).toMatchObject({
        code: 'not_found',
      });
    }
    await agentSays(agent, (await beginTalk(desk, { agent })).conversationId, '别人的');
    expect(stranger.frames.filter((frame) => frame.type === 'event')).toEqual([]);
    await stranger.close();
  });

  test('ends with unsubscribe, and can begin again without a hole', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const socket = await agent.connect([{ conversationId, after: 4 }]);
    await socket.frame('subscribed');
    socket.send({ type: 'unsubscribe', conversationId });
    socket.send({ type: 'ping' });
    await socket.frame('pong');
    await visitorSays(visitor, '听不到');
    socket.send({ type: 'subscribe', conversationId, after: 4 });
    await socket.frame('event', ({ event }) => event.seq === 5);
    await visitorSays(visitor, '听到了');
    await socket.frame('event', ({ event }) => event.seq === 6);
    expect(seqsAt(socket, conversationId)).toEqual([5, 6]);
    await socket.close();
  });

  test('capitals in an id make no difference', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const socket = await agent.connect();
    socket.send({ type: 'subscribe', conversationId: conversationId.toUpperCase(), after: 4 });
    expect(await socket.frame('subscribed')).toMatchObject({ conversationId });
    await visitorSays(visitor, '大小写');
    await socket.frame('event', ({ event }) => event.seq === 5);
    const id = newId();
    socket.say('好', { id: id.toUpperCase(), conversationId: conversationId.toUpperCase() });
    expect(await socket.frame('ack')).toMatchObject({ id, conversationId, seq: 6 });
    await socket.close();
  });

  test('a number ahead of the stream is brought back to its end', async () => {
    const { visitor, conversationId } = await beginTalk(desk);
    const socket = await agent.connect([{ conversationId, after: 99 }]);
    expect(await socket.frame('subscribed')).toMatchObject({ seq: 3 });
    await visitorSays(visitor, '下一句');
    await socket.frame('event', ({ event }) => event.seq === 4);
    await socket.close();
  });

  test('is limited to 256 at a time; giving one up makes room', async () => {
    const shelf = await openShelf(desk.db);
    const visitorId = await shelf.addVisitor();
    const colleague = await desk.buildAgent();
    const ids: string[] = [];
    for (let index = 0; index < 257; index += 1) {
      const { id } = await shelf.addConversation({ agentId: colleague.id, visitorId });
      await shelf.close(id);
      ids.push(id);
    }
    const wishes = ids.map((conversationId) => ({ conversationId, after: 0 }));
    const socket = await colleague.connect(wishes.slice(0, 256));
    const one = wishes[256] ?? { conversationId: '', after: 0 };
    socket.send({ type: 'subscribe', ...one });
    expect(await socket.frame('error')).toMatchObject({
      code: 'too_many_subscriptions',
      conversationId: one.conversationId,
    });
    for (const id of ids.slice(0, 256)) await socket.frame('subscribed', (frame) => frame.conversationId === id);
    socket.send({ type: 'unsubscribe', conversationId: ids[0] ?? '' });
    socket.send({ type: 'subscribe', ...one });
    await socket.frame('subscribed', (frame) => frame.conversationId === one.conversationId);
    await socket.close();
  });
});
