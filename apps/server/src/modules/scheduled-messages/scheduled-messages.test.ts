import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSharedBroadcast } from '../../testing/shared-broadcast.ts';
import { beginTalk, closeTalk, countTo } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let other: TestDesk;
let agent: TestAgent;
let colleague: TestAgent;

beforeAll(async () => {
  const nodes = createSharedBroadcast();
  desk = await startDesk({ broadcast: nodes.node() });
  other = await startDesk({ beside: desk, broadcast: nodes.node() });
  agent = await desk.buildAgent({ name: '张三' });
  colleague = await desk.buildAgent({ name: '李四' });
});
afterAll(async () => {
  await other.stop();
  await desk.stop();
});

const inMs = (ms: number) => new Date(Date.now() + ms).toISOString();
const schedule = (who: TestAgent, conversationId: string, text: string, sendAt: string, id = newId()) =>
  who.http.request('POST /api/conversations/:id/scheduled-messages', {
    params: { id: conversationId },
    body: { id, text, sendAt },
  });
const scheduledIn = async (who: TestAgent, id: string) =>
  (await who.http.request('GET /api/conversations/:id/scheduled-messages', { params: { id } })).items;
const textsIn = async (id: string) =>
  (await agent.http.request('GET /api/conversations/:id/events', { params: { id } })).events.flatMap((event) =>
    event.type === 'message.created' ? [event.message.text] : [],
  );

describe('a message for later', () => {
  test('is sent at its time, once, with two nodes at work, and under the id it was given', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const seen = await visitor.connect([{ conversationId, after: 0 }]);
    const id = newId();
    await schedule(agent, conversationId, '明天见', inMs(500), id);
    await schedule(agent, conversationId, '明天见', inMs(500), id);
    expect(await scheduledIn(agent, conversationId)).toMatchObject([{ id, text: '明天见', failure: null }]);
    expect(await textsIn(conversationId)).toEqual(['在吗？']);
    const { event } = await seen.frame(
      'event',
      (frame) => frame.event.type === 'message.created' && frame.event.seq > 3,
    );
    expect(event).toMatchObject({ message: { id, text: '明天见', author: { kind: 'agent', id: agent.id } } });
    await expect.poll(() => scheduledIn(agent, conversationId)).toEqual([]);
    expect(await textsIn(conversationId)).toEqual(['在吗？', '明天见']);
    await seen.close();
  });

  test('many of one moment are all sent, each once', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const at = inMs(600);
    await Promise.all(countTo(12).map((n) => schedule(agent, conversationId, `第 ${n} 条`, at)));
    await expect.poll(() => scheduledIn(agent, conversationId)).toEqual([]);
    const texts = await textsIn(conversationId);
    expect(texts.slice(1).sort()).toEqual(
      countTo(12)
        .map((n) => `第 ${n} 条`)
        .sort(),
    );
  });

  test('can be changed, put off, cancelled and sent at once by its author alone; other screens are told', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const socket = await agent.connect();
    const { id } = await schedule(agent, conversationId, '稍后', inMs(3_600_000));
    expect(await socket.frame('scheduled')).toMatchObject({ conversationId, id, change: 'scheduled' });
    const patch = (who: TestAgent, body: { text?: string; sendAt?: string }) =>
      who.http.request('PATCH /api/me/scheduled-messages/:id', { params: { id }, body });
    await expect(patch(colleague, { text: '别人的话' })).rejects.toMatchObject({ code: 'not_found' });
    const later = inMs(7_200_000);
    expect(await patch(agent, { text: '改过的', sendAt: later })).toMatchObject({ text: '改过的', sendAt: later });
    await agent.http.request('POST /api/me/scheduled-messages/:id/send', { params: { id } });
    expect((await textsIn(conversationId)).at(-1)).toBe('改过的');
    expect(await scheduledIn(agent, conversationId)).toEqual([]);

    const second = await schedule(agent, conversationId, '不发了', inMs(3_600_000));
    const cancelled = await agent.http.request('DELETE /api/me/scheduled-messages/:id', { params: { id: second.id } });
    expect(cancelled).toMatchObject({ text: '不发了' });
    expect(await scheduledIn(agent, conversationId)).toEqual([]);
    expect(await scheduledIn(colleague, conversationId)).toEqual([]);
    await socket.close();
  });

  test('is not sent into a conversation that is over or somebody else’s by then, and its author is told', async () => {
    const closed = await beginTalk(desk, { agent });
    const handed = await beginTalk(desk, { agent });
    const socket = await agent.connect();
    await schedule(agent, closed.conversationId, '晚了', inMs(600));
    await schedule(agent, handed.conversationId, '晚了', inMs(600));
    await closeTalk(agent, closed.conversationId);
    const there = await colleague.connect();
    await there.frame('presence');
    await agent.http.request('POST /api/conversations/:id/transfer', {
      params: { id: handed.conversationId },
      body: { to: { agentId: colleague.id } },
    });
    await socket.frame(
      'scheduled',
      (frame) => frame.change === 'failed' && frame.conversationId === closed.conversationId,
    );
    await socket.frame(
      'scheduled',
      (frame) => frame.change === 'failed' && frame.conversationId === handed.conversationId,
    );
    expect(await scheduledIn(agent, closed.conversationId)).toMatchObject([{ failure: 'conversation_closed' }]);
    expect(await scheduledIn(agent, handed.conversationId)).toMatchObject([{ failure: 'conflict' }]);
    expect(await textsIn(handed.conversationId)).toEqual(['在吗？']);
    await there.close();
    await socket.close();
  });

  test('is written only where its author serves, for a moment to come', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await expect(schedule(colleague, conversationId, '插话', inMs(1_000))).rejects.toMatchObject({ code: 'conflict' });
    await expect(schedule(agent, conversationId, '昨天', inMs(-1_000))).rejects.toMatchObject({
      code: 'invalid_input',
    });
    const known = await schedule(agent, conversationId, '一', inMs(3_600_000));
    await expect(schedule(colleague, conversationId, '二', inMs(1_000), known.id)).rejects.toMatchObject({
      code: 'id_taken',
    });
  });
});
