import { createHmac } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginTalk, closeTalk, eventsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  chief = await desk.buildAccount({ roles: ['administrator'] });
  await desk.db.updateTable('agents').set({ max_conversations: 100 }).execute();
});
afterAll(() => desk.stop());

const add = (who: TestAgent, name: string, rest: { phone?: string; email?: string; company?: string } = {}) =>
  who.http.request('POST /api/contacts', { body: { name, ...rest } });
const found = async (who: TestAgent, search?: string) =>
  (await who.http.request('GET /api/contacts', { query: search === undefined ? {} : { search } })).items.map(
    ({ name }) => name,
  );
const contactOf = (who: TestAgent, id: string) =>
  who.http.request('GET /api/conversations/:id/contact', { params: { id } });
const createOf = (id: string, name: string) =>
  agent.http.request('POST /api/conversations/:id/contact', { params: { id }, body: { name } });
const link = (id: string, contactId: string) =>
  agent.http.request('PUT /api/conversations/:id/contact', { params: { id }, body: { contactId } });
const earlier = async (id: string) =>
  (await agent.http.request('GET /api/conversations/:id/earlier', { params: { id } })).items.map((one) => one.id);
const initiate = (who: TestAgent, id: string) =>
  who.http.request('POST /api/contacts/:id/conversation', { params: { id } });

async function identify(visitor: TestVisitor, channelId: string, userId: string) {
  const { secret } = await chief.http.request('GET /api/channels/:id/identity-secret', { params: { id: channelId } });
  const signature = createHmac('sha256', secret).update(userId).digest('hex');
  return visitor.http.request('POST /api/visitor/identify', { body: { userId, signature } });
}

describe('contacts', () => {
  test.each([['王小明'], ['wxm'], ['wangxiao'], ['13800'], ['138 0013'], ['ming@'], ['春松'], ['cs 王']])(
    '%s finds 王小明',
    async (search) => {
      if ((await found(agent, '王小明')).length === 0)
        await add(agent, '王小明', { phone: '138-0013-8000', email: 'ming@example.com', company: '春松科技' });
      expect(await found(agent, search)).toEqual(['王小明']);
    },
  );

  test('are seen by their unit and those above, not by those below or beside', async () => {
    await add(chief, '总部的人');
    await add(agent, '部门的人');
    expect(await found(chief)).toEqual(expect.arrayContaining(['总部的人', '部门的人']));
    expect(await found(agent)).not.toContain('总部的人');
    const stranger = await desk.buildAgent({ orgUnitId: (await desk.buildSkillGroup('隔壁')).id });
    expect(await found(stranger)).toEqual([]);
  });

  test('are changed field by field, so that two people do not undo each other', async () => {
    const { id } = await add(agent, '李雷');
    const change = (body: { phone?: string; company?: string; email?: string }) =>
      agent.http.request('PATCH /api/contacts/:id', { params: { id }, body });
    await Promise.all([change({ phone: '010-1234' }), change({ company: '某公司' })]);
    expect(await agent.http.request('GET /api/contacts/:id', { params: { id } })).toMatchObject({
      name: '李雷',
      phone: '010-1234',
      company: '某公司',
    });
    expect(await change({ phone: '' })).toMatchObject({ phone: null, company: '某公司' });
    await expect(change({ email: 'nobody' })).rejects.toMatchObject({ code: 'invalid_input' });
    const { items } = await chief.http.request('GET /api/audit', { query: { limit: 20 } });
    expect(items.map(({ type }) => type)).toContain('contact.updated');
    expect(JSON.stringify(items)).not.toContain('010-1234');
  });

  test('bear tags', async () => {
    const tag = await chief.http.request('POST /api/tags', { body: { name: '大客户', orgUnitId: desk.company.id } });
    const { id } = await add(agent, '韩梅梅');
    await agent.http.request('POST /api/contacts/:id/tags', { params: { id }, body: { add: [tag.id] } });
    const { items } = await agent.http.request('GET /api/contacts', { query: { tagId: tag.id } });
    expect(items).toMatchObject([{ name: '韩梅梅', tags: [{ name: '大客户' }] }]);
  });
});

describe('the contact of a conversation', () => {
  test('is made from the visitor, seen beside each of their conversations, and unlinked', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    expect(await contactOf(agent, conversationId)).toEqual({ contact: null, hidden: false });
    const made = await createOf(conversationId, '新朋友');
    expect(made).toMatchObject({ orgUnit: { id: desk.skillGroup.id }, identities: [{ visitorId: visitor.id }] });
    await closeTalk(agent, conversationId);
    const next = (await visitorSays(visitor, '又是我')).conversationId;
    expect((await contactOf(agent, next)).contact?.id).toBe(made.id);
    await expect(createOf(next, '另一个')).rejects.toMatchObject({ code: 'conflict' });
    await agent.http.request('DELETE /api/conversations/:id/contact', { params: { id: next } });
    expect((await contactOf(agent, next)).contact).toBeNull();
  });

  test('brings their conversations together, across channels', async () => {
    await desk.buildChannel('shop', desk.skillGroup.id);
    const here = await beginTalk(desk, { agent });
    const there = await beginTalk(desk, { agent, channelId: 'shop' });
    const { id } = await createOf(here.conversationId, '两个渠道');
    await link(there.conversationId, id);
    await link(there.conversationId, id);
    expect(await earlier(here.conversationId)).toEqual([there.conversationId]);
    expect(await earlier(there.conversationId)).toEqual([here.conversationId]);
  });

  test('is hidden from whoever may see the conversation but not the contact', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const { id: contactId } = await add(chief, '机密客户');
    await chief.http.request('PUT /api/conversations/:id/contact', {
      params: { id: conversationId },
      body: { contactId },
    });
    expect(await contactOf(agent, conversationId)).toEqual({ contact: null, hidden: true });
    await expect(
      agent.http.request('DELETE /api/conversations/:id/contact', { params: { id: conversationId } }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is known again when the site signs the same user on another channel of the unit', async () => {
    await desk.buildChannel('app', desk.skillGroup.id);
    await desk.buildChannel('far', (await desk.buildSkillGroup('远方')).id);
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const made = await createOf(conversationId, '签名用户');
    await identify(visitor, 'site', 'user-7');
    const [inApp, farAway] = [
      await beginTalk(desk, { agent, channelId: 'app' }),
      await beginTalk(desk, { channelId: 'far' }),
    ];
    await identify(inApp.visitor, 'app', 'user-7');
    await identify(farAway.visitor, 'far', 'user-7');
    expect((await contactOf(agent, inApp.conversationId)).contact?.id).toBe(made.id);
    expect((await contactOf(chief, farAway.conversationId)).contact).toBeNull();
  });

  test('comes along when the anonymous visitor turns out to be a known user', async () => {
    const known = await desk.buildVisitor();
    await identify(known, 'site', 'user-8');
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const made = await createOf(conversationId, '原来是你');
    await identify(visitor, 'site', 'user-8');
    expect((await contactOf(agent, conversationId)).contact?.id).toBe(made.id);
  });
});

describe('initiating a conversation', () => {
  test('reaches the visitor at once, counts towards the limit, and is of the agent’s origin', async () => {
    const { visitor, conversationId } = await beginTalk(desk, { agent });
    const { id } = await createOf(conversationId, '老客户');
    await expect(initiate(agent, id)).rejects.toMatchObject({ code: 'unreachable', detail: 'served_by_me' });
    await closeTalk(agent, conversationId);
    const socket = await visitor.connect([{ conversationId, after: 0 }]);
    await socket.frame('subscribed');
    const begun = await initiate(agent, id);
    expect(begun).toMatchObject({
      state: 'active',
      origin: 'agent',
      agent: { id: agent.id },
      visitor: { id: visitor.id },
    });
    await expect
      .poll(() => eventsAt(socket, begun.id).map(({ type }) => type))
      .toEqual(['conversation.created', 'conversation.assigned']);
    expect((await visitorSays(visitor, '哦？')).conversationId).toBe(begun.id);
    await socket.close();
  });

  test('says why it cannot be', async () => {
    const { id } = await add(agent, '只有电话');
    const card = (contactId: string) => agent.http.request('GET /api/contacts/:id', { params: { id: contactId } });
    expect((await card(id)).unreachable).toBe('no_identity');
    await expect(initiate(agent, id)).rejects.toMatchObject({ code: 'unreachable', detail: 'no_identity' });
    const talk = await beginTalk(desk, { agent });
    const blocked = await createOf(talk.conversationId, '讨厌鬼');
    await chief.http.request('POST /api/conversations/:id/block', {
      params: { id: talk.conversationId },
      body: { hours: 1, reason: '骚扰' },
    });
    expect((await card(blocked.id)).unreachable).toBe('blocked');
  });

  test('by two agents at once begins one', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const { id } = await createOf(conversationId, '抢手');
    await closeTalk(agent, conversationId);
    const colleague = await desk.buildAgent({ name: '同事' });
    const answers = await Promise.allSettled([initiate(agent, id), initiate(colleague, id)]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
  });

  test('keeps to the limit', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const { id } = await createOf(conversationId, '满员');
    await closeTalk(agent, conversationId);
    const busy = await desk.buildAgent({ name: '忙' });
    await desk.db.updateTable('agents').set({ max_conversations: 1 }).where('account_id', '=', busy.id).execute();
    await beginTalk(desk, { agent: busy });
    await expect(initiate(busy, id)).rejects.toMatchObject({ code: 'capacity_reached' });
  });
});
