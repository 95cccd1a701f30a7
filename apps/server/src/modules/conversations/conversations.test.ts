import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '张三' });
});
afterAll(() => desk.stop());

/** A visitor who has written and is still waiting. */
async function waitingVisitor(): Promise<{ visitor: TestVisitor; conversationId: string }> {
  const visitor = await desk.buildVisitor();
  const { conversationId } = await visitor.http.request('POST /api/visitor/messages', {
    body: { id: newId(), message: { kind: 'text', text: '在吗？' } },
  });
  return { visitor, conversationId };
}

const take = (id: string) => agent.http.request('POST /api/conversations/:id/take', { params: { id } });
const close = (id: string) => agent.http.request('POST /api/conversations/:id/close', { params: { id } });

describe('the life of a conversation', () => {
  test('begins with the first word and waits for an agent', async () => {
    const { visitor, conversationId } = await waitingVisitor();
    const page = await visitor.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } });
    expect(page.events.map((event) => event.type)).toEqual([
      'conversation.created',
      'conversation.waiting',
      'message.created',
    ]);
    expect(page.events.map((event) => event.seq)).toEqual([1, 2, 3]);
    expect(page).toMatchObject({ hasEarlier: false, hasLater: false });
  });

  test('goes on in the same conversation, and begins a new one after its end', async () => {
    const { visitor, conversationId } = await waitingVisitor();
    const say = (text: string) =>
      visitor.http.request('POST /api/visitor/messages', { body: { id: newId(), message: { kind: 'text', text } } });
    expect((await say('还在吗')).conversationId).toBe(conversationId);
    await take(conversationId);
    await close(conversationId);
    expect((await say('又来了')).conversationId).not.toBe(conversationId);
    const own = await visitor.http.request('GET /api/visitor/conversations', {});
    expect(own.items.map((item) => item.state)).toEqual(['waiting', 'closed']);
  });

  test('repeating a message after the end answers with where it lies and opens nothing', async () => {
    const visitor = await desk.buildVisitor();
    const id = newId();
    const send = () =>
      visitor.http.request('POST /api/visitor/messages', { body: { id, message: { kind: 'text', text: '一次' } } });
    const first = await send();
    await take(first.conversationId);
    await close(first.conversationId);
    expect(await send()).toEqual(first);
    expect((await visitor.http.request('GET /api/visitor/conversations', {})).items).toHaveLength(1);
  });

  test('two tabs that write their first word at the same moment meet in one conversation', async () => {
    const visitor = await desk.buildVisitor();
    const sends = Array.from({ length: 12 }, (_, index) =>
      visitor.http.request('POST /api/visitor/messages', {
        body: { id: newId(), message: { kind: 'text', text: `${index}` } },
      }),
    );
    const receipts = await Promise.all(sends);
    expect(new Set(receipts.map((receipt) => receipt.conversationId)).size).toBe(1);
    expect(receipts.map((receipt) => receipt.seq).sort((a, b) => a - b)).toEqual(
      Array.from({ length: 12 }, (_, index) => index + 3),
    );
  });

  test('only one of many agents who take it at the same moment gets it', async () => {
    const { conversationId } = await waitingVisitor();
    const agents = await Promise.all(Array.from({ length: 5 }, () => desk.buildAgent()));
    const results = await Promise.allSettled(
      agents.map((one) => one.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } })),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(1);
    for (const result of results)
      if (result.status === 'rejected') expect(result.reason).toMatchObject({ code: 'conflict', status: 409 });
  });

  test('an agent cannot take more than their limit', async () => {
    const group = await desk.buildSkillGroup('小组');
    await desk.db.updateTable('org_units').set({ max_conversations: 2 }).where('id', '=', group.id).execute();
    await desk.buildChannel('small', group.id);
    const busy = await desk.buildAgent({ orgUnitId: group.id });
    const ids = await Promise.all(
      Array.from({ length: 3 }, async () => {
        const visitor = await desk.buildVisitor({ channelId: 'small' });
        const receipt = await visitor.http.request('POST /api/visitor/messages', {
          body: { id: newId(), message: { kind: 'text', text: '喂' } },
        });
        return receipt.conversationId;
      }),
    );
    const results = await Promise.allSettled(
      ids.map((id) => busy.http.request('POST /api/conversations/:id/take', { params: { id } })),
    );
    expect(results.filter((result) => result.status === 'fulfilled')).toHaveLength(2);
    expect(results.find((result) => result.status === 'rejected')?.reason).toMatchObject({ code: 'capacity_reached' });
  });

  test('nobody but its agent closes it, and closing it twice changes nothing', async () => {
    const { conversationId } = await waitingVisitor();
    await expect(close(conversationId)).rejects.toMatchObject({ code: 'conflict' });
    await take(conversationId);
    const closed = await close(conversationId);
    expect(closed).toMatchObject({ state: 'closed', closeReason: 'agent', agent: { id: agent.id } });
    expect(await close(conversationId)).toEqual(closed);
  });
});

describe('what is not yours does not exist', () => {
  test('a visitor cannot read the conversation of another', async () => {
    const { conversationId } = await waitingVisitor();
    const stranger = await desk.buildVisitor();
    for (const key of ['GET /api/conversations/:id', 'GET /api/conversations/:id/events'] as const) {
      await expect(stranger.http.request(key, { params: { id: conversationId } })).rejects.toMatchObject({
        code: 'not_found',
        status: 404,
      });
    }
  });

  test('an agent of another unit neither sees nor takes nor follows it', async () => {
    const { conversationId } = await waitingVisitor();
    const group = await desk.buildSkillGroup('售后');
    const other = await desk.buildAgent({ orgUnitId: group.id });
    const params = { id: conversationId };
    await expect(other.http.request('GET /api/conversations/:id', { params })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(other.http.request('POST /api/conversations/:id/take', { params })).rejects.toMatchObject({
      code: 'not_found',
    });
    const body = { id: newId(), message: { kind: 'text', text: '偷看' } } as const;
    await expect(other.http.request('POST /api/conversations/:id/messages', { params, body })).rejects.toMatchObject({
      code: 'not_found',
    });
    const socket = await other.connect();
    socket.send({ type: 'subscribe', conversationId, after: 0 });
    expect(await socket.frame('error')).toMatchObject({ code: 'not_found', conversationId });
    const id = socket.say('偷写', { conversationId });
    expect(await socket.frame('error', (frame) => frame.id === id)).toMatchObject({ code: 'not_found' });
    await socket.close();
  });
});

describe('every event, applied, gives what a refetch gives', () => {
  test('conversation.created, conversation.waiting', async () => {
    const { visitor, conversationId } = await waitingVisitor();
    const page = await visitor.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } });
    const socket = await visitor.connect();
    await socket.frame('subscribed');
    const events = socket.frames.flatMap((frame) => (frame.type === 'event' ? [frame.event] : []));
    expect(events).toEqual(page.events);
    await socket.close();
  });

  test('message.created, by the visitor and by the agent', async () => {
    const { visitor, conversationId } = await waitingVisitor();
    await take(conversationId);
    await expectEventsMatchRefetch(agent, conversationId, () =>
      visitor.http.request('POST /api/visitor/messages', {
        body: { id: newId(), message: { kind: 'text', text: '你好，我想问…'.repeat(30) } },
      }),
    );
    await expectEventsMatchRefetch(agent, conversationId, () =>
      agent.http.request('POST /api/conversations/:id/messages', {
        params: { id: conversationId },
        body: { id: newId(), message: { kind: 'text', text: '您好 👋🏽 '.repeat(40) } },
      }),
    );
  });

  test('conversation.assigned', async () => {
    const { conversationId } = await waitingVisitor();
    await expectEventsMatchRefetch(agent, conversationId, () => take(conversationId));
  });

  test('conversation.closed', async () => {
    const { conversationId } = await waitingVisitor();
    await take(conversationId);
    await expectEventsMatchRefetch(agent, conversationId, () => close(conversationId));
    const again = await waitingVisitor();
    await take(again.conversationId);
    await expectEventsMatchRefetch(agent, again.conversationId, () =>
      again.visitor.http.request('POST /api/visitor/close'),
    );
  });

  test('read marks', async () => {
    const { visitor, conversationId } = await waitingVisitor();
    await take(conversationId);
    const reader = await agent.connect();
    await expectEventsMatchRefetch(agent, conversationId, async () => {
      reader.send({ type: 'read', conversationId, seq: 3 });
      await expect
        .poll(
          async () =>
            (await agent.http.request('GET /api/conversations/:id', { params: { id: conversationId } })).reads.agent,
        )
        .toBe(3);
    });
    const seen = await visitor.connect();
    seen.send({ type: 'read', conversationId, seq: 9_999 });
    await expect
      .poll(
        async () =>
          (await agent.http.request('GET /api/conversations/:id', { params: { id: conversationId } })).reads.visitor,
      )
      .toBe(4);
    await Promise.all([reader.close(), seen.close()]);
  });
});
