import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginTalk, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';
import { uploadAnswer } from '../../testing/upload.ts';

let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  chief = await desk.buildAccount({ roles: ['administrator'], unit: desk.skillGroup });
  await desk.db.updateTable('agents').set({ max_conversations: 100 }).execute();
});
afterAll(() => desk.stop());

type Wish = { hours?: number | null; reason?: string; contact?: boolean; address?: boolean };
const block = (id: string, { hours = 24, reason = '骚扰', ...rest }: Wish = {}) =>
  chief.http.request('POST /api/conversations/:id/block', { params: { id }, body: { hours, reason, ...rest } });
const lift = (id: string) => chief.http.request('POST /api/blocks/:id/lift', { params: { id } });
const arrive = (token: string) =>
  fetch(`${desk.url}/api/visitor/session`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ channelId: desk.channelId, token }),
  });
const listed = async (query: { state?: 'active' | 'past'; search?: string } = {}) =>
  (await chief.http.request('GET /api/blocks', { query })).items;
const stateOf = async (id: string) =>
  agent.http
    .request('GET /api/conversations/:id', { params: { id } })
    .then(({ state, closeReason }) => ({ state, closeReason }));

async function expectShutOut(visitor: TestVisitor) {
  await expect(visitorSays(visitor, '还在吗')).rejects.toMatchObject({ code: 'blocked' });
  await expect(
    visitor.http.request('POST /api/visitor/left-messages', {
      body: { id: newId(), name: '王小明', email: 'wang@example.com', text: '请回复我' },
    }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/blocked|conflict/) });
  const answer = await arrive(visitor.token);
  expect([answer.status, await answer.json()]).toMatchObject([403, { code: 'blocked' }]);
  await expect(
    visitor.http.request('POST /api/visitor/identify', { body: { userId: 'u', signature: '0'.repeat(64) } }),
  ).rejects.toMatchObject({ code: expect.stringMatching(/bad_signature|blocked/) });
  expect(await uploadAnswer(desk, visitor, 'a.txt', Buffer.from('喂'))).toMatchObject({ status: 403, code: 'blocked' });
}

describe('a blocked visitor', () => {
  test('sees their conversation end, and is refused at every door, until they are unblocked', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const socket = await visitor.connect([{ conversationId, after: 0 }]);
    await socket.frame('subscribed');
    const made = await block(conversationId);
    expect(made).toMatchObject({ state: 'active', reason: '骚扰', conversationId, contact: null, address: null });
    expect(await stateOf(conversationId)).toEqual({ state: 'closed', closeReason: 'blocked' });
    await socket.frame('event', ({ event }) => event.type === 'conversation.closed');
    const id = newId();
    socket.send({ type: 'send', id, message: { kind: 'text', text: '喂' } });
    await socket.frame('error', (frame) => frame.id === id && frame.code === 'blocked');
    await socket.close();
    await expectShutOut(visitor);
    await expect(visitor.connect()).rejects.toThrow();
    expect(await lift(made.id)).toMatchObject({ state: 'lifted', lifted: { by: { id: chief.id } } });
    expect((await arrive(visitor.token)).status).toBe(200);
    await visitorSays(visitor, '我改');
  });

  test('may come back when the time is over, with nobody doing anything', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const { id } = await block(conversationId, { hours: 1, reason: '一小时' });
    await expectShutOut(visitor);
    await desk.db
      .updateTable('blocks')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('id', '=', id)
      .execute();
    await visitorSays(visitor, '我回来了');
    expect(await listed({ state: 'past', search: '一小时' })).toMatchObject([{ id, state: 'expired' }]);
  });

  test('does not get past it by another address book entry: the contact is blocked on every channel', async () => {
    await desk.buildChannel('shop', desk.skillGroup.id);
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const elsewhere = await beginTalk(desk, { agent, channelId: 'shop' });
    await expect(block(conversationId, { contact: true })).rejects.toMatchObject({ code: 'conflict' });
    const { id: contactId } = await agent.http.request('POST /api/conversations/:id/contact', {
      params: { id: conversationId },
      body: { name: '王小明' },
    });
    await agent.http.request('PUT /api/conversations/:id/contact', {
      params: { id: elsewhere.conversationId },
      body: { contactId },
    });
    expect(await block(conversationId, { contact: true })).toMatchObject({ contact: { name: '王小明' } });
    expect(await stateOf(elsewhere.conversationId)).toEqual({ state: 'closed', closeReason: 'blocked' });
    await expect(visitorSays(elsewhere.visitor, '在吗')).rejects.toMatchObject({ code: 'blocked' });
    await expect(visitorSays(visitor, '在吗')).rejects.toMatchObject({ code: 'blocked' });
  });

  test('is known again by address, in the part of the tree where that was said', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const other = await desk.buildVisitor();
    const group = await desk.buildSkillGroup('另一组');
    await desk.buildChannel('other-site', group.id);
    const far = await desk.buildVisitor({ channelId: 'other-site' });
    const { id, address } = await block(conversationId, { address: true });
    expect(address).toBe('127.0.0.1');
    await expect(visitorSays(other, '在吗')).rejects.toMatchObject({ code: 'blocked' });
    await visitorSays(far, '在吗');
    await lift(id);
    await visitorSays(other, '在吗');
  });

  test('writes nothing past the block, whatever they send at the same moment', async () => {
    for (let round = 0; round < 10; round += 1) {
      const { visitor, conversationId } = await beginTalk(desk, { agent });
      const sent = Array.from({ length: 12 }, (_, at) => visitorSays(visitor, `第 ${at} 句`));
      await block(conversationId, { hours: null });
      const answers = await Promise.allSettled(sent);
      for (const answer of answers)
        if (answer.status === 'rejected') expect(answer.reason).toMatchObject({ code: 'blocked' });
      const rows = await desk.db
        .selectFrom('conversations')
        .select(['id', 'state'])
        .where('visitor_id', '=', visitor.id)
        .execute();
      expect(rows.every(({ state }) => state === 'closed')).toBe(true);
    }
  });
});

describe('the block list', () => {
  test('shows who, why and by whom, within reach, and each act is in the audit log', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const { id } = await block(conversationId, { reason: '广告推销' });
    expect(await listed({ search: '广告' })).toMatchObject([{ id, by: { name: '李四' }, reason: '广告推销' }]);
    const stranger = await desk.buildAccount({
      roles: ['administrator'],
      unit: await desk.buildSkillGroup('外人'),
    });
    expect((await stranger.http.request('GET /api/blocks', {})).items).toEqual([]);
    await expect(stranger.http.request('POST /api/blocks/:id/lift', { params: { id } })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(
      agent.http.request('POST /api/conversations/:id/block', {
        params: { id: conversationId },
        body: { hours: 1, reason: 'x' },
      }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await lift(id);
    await lift(id);
    const { items } = await chief.http.request('GET /api/audit', { query: { limit: 50 } });
    const acts = items.filter(({ details }) => JSON.stringify(details).includes(id));
    expect(acts.map(({ type }) => type).sort()).toEqual(['visitor.blocked', 'visitor.unblocked']);
  });
});
