import { createHmac } from 'node:crypto';
import { createHttp } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentSays, beginTalk, closeTalk, countTo, seqsAt, textsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let secret: string;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  const chief = await desk.buildAgent({ superAdministrator: true, agent: false });
  ({ secret } = await chief.http.request('GET /api/channels/:id/identity-secret', { params: { id: desk.channelId } }));
  await desk.buildChannel('other', desk.skillGroup.id);
});
afterAll(() => desk.stop());

const arrive = (body: { token?: string; channelId?: string; locale?: 'en' | 'zh-CN'; historyLimit?: number } = {}) =>
  createHttp({ baseUrl: desk.url }).request('POST /api/visitor/session', {
    body: { channelId: desk.channelId, ...body },
  });
const sign = (userId: string, key = secret) => createHmac('sha256', key).update(userId).digest('hex');
const identify = (
  { http }: Pick<TestVisitor, 'http'>,
  userId: string,
  rest: { signature?: string; name?: string } = {},
) => http.request('POST /api/visitor/identify', { body: { userId, signature: sign(userId), ...rest } });
const withToken = (token: string) => ({
  http: createHttp({ baseUrl: desk.url, headers: () => ({ authorization: `Bearer ${token}` }) }),
});
const conversationsOf = async ({ http }: Pick<TestVisitor, 'http'>) =>
  (await http.request('GET /api/visitor/conversations', {})).items;

describe('arriving', () => {
  test('somebody new gets a token, a name to be called by, and what the channel looks like', async () => {
    const session = await arrive();
    expect(session).toMatchObject({
      conversation: null,
      history: null,
      visitor: { identified: false },
      channel: { id: 'site', name: '官网' },
    });
    expect(session.visitor.name).toBe(`访客 ${session.visitor.id.slice(-4).toUpperCase()}`);
    expect(session.channel.settings).not.toHaveProperty('allowedOrigins');
    expect((await arrive({ locale: 'en' })).visitor.name).toMatch(/^Visitor [0-9A-F]{4}$/);
  });

  test('who comes back with their token is the same, with the newest words of their conversation', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    for (const number of countTo(5)) await visitorSays(visitor, `${number}`);
    const session = await arrive({ token: visitor.token, historyLimit: 3 });
    expect(session.visitor.id).toBe(visitor.id);
    expect(session.conversation).toMatchObject({ id: conversationId, state: 'active', seq: 9 });
    expect(session.history).toMatchObject({ hasEarlier: true, hasLater: false });
    expect(session.history?.events.map((event) => event.seq)).toEqual([7, 8, 9]);
    await closeTalk(agent, conversationId);
    expect((await arrive({ token: visitor.token })).conversation).toMatchObject({
      id: conversationId,
      state: 'closed',
    });
  });

  test('a token that is forged or of another channel makes somebody new', async () => {
    const known = await arrive();
    const elsewhere = await arrive({ channelId: 'other' });
    for (const token of ['nonsense', `${known.token}x`, known.token.replace(/.$/, ''), elsewhere.token]) {
      const session = await arrive({ token });
      expect([known.visitor.id, elsewhere.visitor.id]).not.toContain(session.visitor.id);
      expect(session.token).not.toBe(token);
    }
  });

  test('a token whose visitor is gone brings back the same id, as of somebody who only looked, and nothing of before', async () => {
    const gone = await desk.buildVisitor();
    await identify(gone, 'u-gone', { name: '走了' });
    await desk.db.deleteFrom('visitors').where('id', '=', gone.id).execute();
    const session = await arrive({ token: gone.token });
    expect(session).toMatchObject({
      visitor: { id: gone.id, name: `访客 ${gone.id.slice(-4).toUpperCase()}`, identified: false },
      conversation: null,
      history: null,
    });
    expect(await conversationsOf(withToken(session.token))).toEqual([]);
  });

  test('a channel that is unknown or switched off lets nobody in', async () => {
    await desk.buildChannel('off', desk.skillGroup.id);
    const visitor = await desk.buildVisitor({ channelId: 'off' });
    await desk.db.updateTable('channels').set({ enabled: false }).where('id', '=', 'off').execute();
    for (const channelId of ['off', 'nowhere']) {
      await expect(arrive({ channelId })).rejects.toMatchObject({ code: 'channel_unavailable', status: 404 });
    }
    await expect(visitorSays(visitor, '有人吗')).rejects.toMatchObject({ code: 'channel_unavailable' });
  });
});

describe('a visitor whom the site knows', () => {
  test('is called by the name the site gives, and shown as identified', async () => {
    const { visitor, conversationId } = await beginTalk(desk);
    const session = await identify(visitor, 'u-1', { name: '赵六' });
    expect(session.visitor).toEqual({ id: visitor.id, name: '赵六', identified: true });
    const row = await agent.http.request('GET /api/conversations/:id', { params: { id: conversationId } });
    expect(row.visitor).toMatchObject({ name: '赵六', identified: true });
  });

  test('is not believed without the right signature', async () => {
    const visitor = await desk.buildVisitor();
    for (const signature of [sign('somebody else'), sign('u-2', 'another secret'), '0'.repeat(64)]) {
      await expect(identify(visitor, 'u-2', { signature })).rejects.toMatchObject({
        code: 'bad_signature',
        status: 403,
      });
    }
    await expect(identify(visitor, 'u-2', { signature: 'short' })).rejects.toMatchObject({ code: 'invalid_input' });
    expect((await arrive({ token: visitor.token })).visitor.identified).toBe(false);
  });

  test('of another channel is somebody else: each channel has its own secret', async () => {
    const visitor = await desk.buildVisitor({ channelId: 'other' });
    await expect(identify(visitor, 'u-1')).rejects.toMatchObject({ code: 'bad_signature' });
  });

  test('finds their history in a second browser, and what they wrote there as nobody comes along', async () => {
    const laptop = await beginTalk(desk, { agent });
    await identify(laptop.visitor, 'u-3');
    await closeTalk(agent, laptop.conversationId);
    const phone = await beginTalk(desk);
    await visitorSays(phone.visitor, '我在手机上');
    const session = await identify(phone.visitor, 'u-3');
    expect(session.visitor.id).toBe(laptop.visitor.id);
    expect(session.conversation).toMatchObject({
      id: phone.conversationId,
      state: 'waiting',
      visitor: { id: laptop.visitor.id },
    });
    const now = withToken(session.token);
    expect((await conversationsOf(now)).map((row) => row.id)).toEqual([phone.conversationId, laptop.conversationId]);
    // The token of before is of somebody who has nothing any more.
    expect(await conversationsOf(phone.visitor)).toEqual([]);
  });

  test('has one open conversation: that of the nameless one ends when both have one', async () => {
    const laptop = await beginTalk(desk, { agent });
    await identify(laptop.visitor, 'u-4');
    const phone = await beginTalk(desk);
    const session = await identify(phone.visitor, 'u-4');
    expect(session.conversation).toMatchObject({ id: laptop.conversationId, state: 'active' });
    const merged = await agent.http.request('GET /api/conversations/:id', { params: { id: phone.conversationId } });
    expect(merged).toMatchObject({ state: 'closed', closeReason: 'merged', visitor: { id: laptop.visitor.id } });
  });

  test('says nothing twice: a message repeated after the merge is known as theirs', async () => {
    const laptop = await desk.buildVisitor();
    await identify(laptop, 'u-5');
    const phone = await desk.buildVisitor();
    const id = crypto.randomUUID();
    const first = await visitorSays(phone, '发一次', id);
    const { token } = await identify(phone, 'u-5');
    const again = await withToken(token).http.request('POST /api/visitor/messages', {
      body: { id, message: { kind: 'text', text: '发一次' } },
    });
    expect(again).toEqual(first);
  });

  test('who shares a browser with somebody else begins with a clean slate', async () => {
    const first = await beginTalk(desk);
    await identify(first.visitor, 'u-6', { name: '先来' });
    const session = await identify(first.visitor, 'u-7', { name: '后到' });
    expect(session.visitor).toMatchObject({ name: '后到', identified: true });
    expect(session.visitor.id).not.toBe(first.visitor.id);
    expect(session).toMatchObject({ conversation: null, history: null });
    expect((await arrive({ token: first.visitor.token })).visitor.name).toBe('先来');
  });

  test('who is identified again, twice at the same moment, is still one', async () => {
    const tabs = await Promise.all(countTo(6).map(() => desk.buildVisitor()));
    const sessions = await Promise.allSettled(tabs.map((tab) => identify(tab, 'u-8')));
    expect(sessions.map((session) => session.status)).toEqual(tabs.map(() => 'fulfilled'));
    const ids = sessions.map((session) => (session.status === 'fulfilled' ? session.value.visitor.id : ''));
    expect(new Set(ids).size).toBe(1);
  });

  test('hears on their other screens of the conversation that came along', async () => {
    const laptop = await desk.buildVisitor();
    await identify(laptop, 'u-9');
    const screen = await laptop.connect();
    const phone = await beginTalk(desk, { agent });
    await identify(phone.visitor, 'u-9');
    await agentSays(agent, phone.conversationId, '您好');
    await screen.frame('event', ({ event }) => event.conversationId === phone.conversationId && event.seq === 5);
    expect(seqsAt(screen, phone.conversationId)).toEqual(countTo(5));
    expect(textsAt(screen, phone.conversationId)).toEqual(['在吗？', '您好']);
    await screen.close();
  });
});
