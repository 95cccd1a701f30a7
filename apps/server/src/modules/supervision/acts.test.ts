import { newId } from '@cskefu/client';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { agentSays, beginTalk, eventsAt, textsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let supervisor: TestAgent;
let second: TestAgent;
/** May watch over another unit. */
let stranger: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '张三' });
  supervisor = await desk.buildAccount({ name: '王主管', roles: ['supervisor'], agent: true });
  second = await desk.buildAccount({ name: '李主管', roles: ['supervisor'], agent: true });
  const elsewhere = await desk.buildSkillGroup('别处');
  stranger = await desk.buildAccount({ unit: elsewhere, roles: ['supervisor'], agent: true });
});
afterAll(() => desk.stop());

const params = (id: string) => ({ params: { id } });
const say = (who: TestAgent, how: 'whisper' | 'intervene', id: string, text: string, messageId = newId()) =>
  who.http.request(`POST /api/conversations/:id/${how}`, { ...params(id), body: { id: messageId, text } });
const takeOver = (who: TestAgent, id: string, fromAgentId = agent.id, reason = '客户投诉') =>
  who.http.request('POST /api/conversations/:id/take-over', { ...params(id), body: { fromAgentId, reason } });
const close = (who: TestAgent, id: string) =>
  who.http.request('POST /api/conversations/:id/close-served', { ...params(id), body: { reason: '骚扰' } });
const transfer = (who: TestAgent, id: string, to: { agentId: string } | { skillGroupId: number }) =>
  who.http.request('POST /api/conversations/:id/transfer-served', {
    ...params(id),
    body: { fromAgentId: agent.id, to, memo: '请接手' },
  });
const auditOf = (id: string) =>
  desk.db
    .selectFrom('audit_entries')
    .select(['type', 'category', 'actor_id', 'org_unit_id'])
    .where('subject', '=', `conversation:${id}`)
    .orderBy('position')
    .execute();

describe('watching', () => {
  test('is silent: neither agent nor visitor is told anything, only the audit', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const [atAgent, atVisitor] = [await agent.connect(), await visitor.connect([{ conversationId, after: 0 }])];
    atAgent.send({ type: 'subscribe', conversationId, after: 0 });
    await atAgent.frame('subscribed');
    await supervisor.http.request('POST /api/conversations/:id/watch', params(conversationId));
    const eye = await supervisor.connect();
    eye.send({ type: 'subscribe', conversationId, after: 0 });
    const { seq } = await eye.frame('subscribed');
    eye.send({ type: 'read', conversationId, seq });
    await visitorSays(visitor, '有人吗');
    await expect.poll(() => textsAt(eye, conversationId)).toContain('有人吗');
    await expect
      .poll(() => eventsAt(atAgent, conversationId).map(({ type }) => type))
      .toEqual([
        'conversation.created',
        'conversation.waiting',
        'message.created',
        'conversation.assigned',
        'message.created',
      ]);
    const told = [...atAgent.frames, ...atVisitor.frames].filter(({ type }) => type === 'read' || type === 'typing');
    expect(told).toEqual([]);
    expect(await auditOf(conversationId)).toEqual([
      {
        type: 'supervision.watched',
        category: 'supervision',
        actor_id: supervisor.id,
        org_unit_id: desk.skillGroup.id,
      },
    ]);
  });
});

describe('whispering', () => {
  test('reaches the agent at once, and never the visitor', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const atAgent = await agent.connect();
    const atVisitor = await visitor.connect([{ conversationId, after: 0 }]);
    await say(supervisor, 'whisper', conversationId, '先道歉，再给方案');
    const told = await atAgent.frame('mention');
    expect(told).toMatchObject({ conversationId, whisper: true, by: { name: '王主管' }, text: '先道歉，再给方案' });
    await expect.poll(() => eventsAt(atVisitor, conversationId).at(-1)?.type).toBe('internal');
    expect(JSON.stringify(atVisitor.frames)).not.toContain('道歉');
    expect((await auditOf(conversationId)).map(({ type }) => type)).toEqual(['supervision.whispered']);
  });

  test('is a note of the transcript, stored once however often it is sent', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const id = newId();
    const first = await say(supervisor, 'whisper', conversationId, '慢一点', id);
    expect(await say(supervisor, 'whisper', conversationId, '慢一点', id)).toEqual(first);
    const { events } = await agent.http.request('GET /api/conversations/:id/events', params(conversationId));
    expect(events.at(-1)).toMatchObject({ message: { kind: 'note', author: { kind: 'supervisor' }, text: '慢一点' } });
    expect(await auditOf(conversationId)).toHaveLength(1);
  });

  test('its event changes screens as a refetch would', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await expectEventsMatchRefetch(agent, conversationId, () => say(supervisor, 'whisper', conversationId, '密语'));
  });
});

describe('intervening', () => {
  test('the visitor sees who speaks, the agent sees it is the supervisor, and serves on', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const atVisitor = await visitor.connect([{ conversationId, after: 0 }]);
    await say(supervisor, 'intervene', conversationId, '我是主管，我来说明');
    await expect.poll(() => textsAt(atVisitor, conversationId)).toContain('我是主管，我来说明');
    const { events } = await agent.http.request('GET /api/conversations/:id/events', params(conversationId));
    expect(events.at(-1)).toMatchObject({ message: { author: { kind: 'supervisor', name: '王主管' }, kind: 'text' } });
    await agentSays(agent, conversationId, '好的');
    expect((await auditOf(conversationId)).map(({ type }) => type)).toEqual(['supervision.intervened']);
  });

  test('what the visitor said stays unread for the agent', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    await agentSays(agent, conversationId, '您好');
    await visitorSays(visitor, '？');
    await expectEventsMatchRefetch(agent, conversationId, () => say(supervisor, 'intervene', conversationId, '稍等'));
    expect(await agent.http.request('GET /api/conversations/:id', params(conversationId))).toMatchObject({ unread: 1 });
  });

  test('a closed conversation takes no more words', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await close(supervisor, conversationId);
    await expect(say(supervisor, 'intervene', conversationId, '还在吗')).rejects.toMatchObject({
      code: 'conversation_closed',
    });
  });
});

describe('taking over', () => {
  test('the agent loses it and is told who and why; the visitor is told the name alone', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const atAgent = await agent.connect();
    const atVisitor = await visitor.connect([{ conversationId, after: 0 }]);
    const answer = await takeOver(supervisor, conversationId);
    expect(answer).toMatchObject({ state: 'active', agent: { id: supervisor.id } });
    expect(await atAgent.frame('supervised')).toMatchObject({
      act: 'taken_over',
      conversationId,
      by: '王主管',
      reason: '客户投诉',
    });
    await expect(agentSays(agent, conversationId, '我还在')).rejects.toMatchObject({ code: 'conflict' });
    await agentSays(supervisor, conversationId, '由我来接待');
    await expect.poll(() => textsAt(atVisitor, conversationId)).toContain('由我来接待');
    expect(JSON.stringify(atVisitor.frames)).not.toContain('投诉');
    expect(
      eventsAt(atVisitor, conversationId).find(({ type }) => type === 'conversation.transferred'),
    ).not.toHaveProperty('by');
    expect((await auditOf(conversationId)).map(({ type }) => type)).toEqual(['supervision.taken_over']);
  });

  test('its events change the screens of agent and supervisor as a refetch would', async () => {
    const one = await beginTalk(desk, { agent });
    await expectEventsMatchRefetch(agent, one.conversationId, () => takeOver(supervisor, one.conversationId));
    const other = await beginTalk(desk, { agent });
    await expectEventsMatchRefetch(supervisor, other.conversationId, () => takeOver(supervisor, other.conversationId));
  });

  test('of two supervisors at the same moment one gets it, the other a conflict', async () => {
    for (let round = 0; round < 5; round++) {
      const { conversationId } = await beginTalk(desk, { agent });
      const answers = await Promise.allSettled([supervisor, second].map((who) => takeOver(who, conversationId)));
      expect(answers.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
      expect(answers.find(({ status }) => status === 'rejected')).toMatchObject({ reason: { code: 'conflict' } });
      expect(await auditOf(conversationId)).toHaveLength(1);
      await close(supervisor, conversationId);
    }
  });

  test("goes beyond the supervisor's own limit, and brings them nothing by routing", async () => {
    await desk.db.updateTable('agents').set({ max_conversations: 1 }).where('account_id', '=', second.id).execute();
    const talks = [await beginTalk(desk, { agent }), await beginTalk(desk, { agent })];
    for (const { conversationId } of talks) await takeOver(second, conversationId);
    const { counts } = await second.http.request('GET /api/conversations');
    expect(counts.mine).toBe(2);
    for (const { conversationId } of talks) await close(supervisor, conversationId);
  });

  test('not by somebody who serves nobody', async () => {
    const onlooker = await desk.buildAccount({ roles: ['supervisor'] });
    const { conversationId } = await beginTalk(desk, { agent });
    await expect(takeOver(onlooker, conversationId)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('handing over and ending', () => {
  test("somebody else's conversation goes to another agent, who is told by whom", async () => {
    const other = await desk.buildAgent({ name: '小美' });
    const socket = await other.connect();
    await socket.frame('presence', ({ presence }) => presence.state === 'away');
    const { conversationId } = await beginTalk(desk, { agent });
    const atAgent = await agent.connect();
    expect(await transfer(supervisor, conversationId, { agentId: other.id })).toMatchObject({
      agent: { id: other.id },
    });
    expect(await atAgent.frame('supervised')).toMatchObject({ act: 'transferred', by: '王主管', reason: '请接手' });
    const { events } = await other.http.request('GET /api/conversations/:id/events', params(conversationId));
    expect(events.find(({ type }) => type === 'conversation.transferred')).toMatchObject({
      from: { id: agent.id },
      by: { id: supervisor.id },
      memo: '请接手',
    });
  });

  test('ends with the reason "supervisor"; ending it again changes nothing', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const atAgent = await agent.connect();
    expect(await close(supervisor, conversationId)).toMatchObject({ state: 'closed', closeReason: 'supervisor' });
    expect(await atAgent.frame('supervised')).toMatchObject({ act: 'closed', reason: '骚扰' });
    await close(second, conversationId);
    expect(await auditOf(conversationId)).toHaveLength(1);
  });
});

test('nothing of it is possible on what lies elsewhere, nor without the permission', async () => {
  const { conversationId } = await beginTalk(desk, { agent });
  const acts = (who: TestAgent) => [
    () => who.http.request('POST /api/conversations/:id/watch', params(conversationId)),
    () => say(who, 'whisper', conversationId, '嘘'),
    () => say(who, 'intervene', conversationId, '喂'),
    () => takeOver(who, conversationId),
    () => transfer(who, conversationId, { skillGroupId: desk.skillGroup.id }),
    () => close(who, conversationId),
  ];
  for (const act of acts(stranger)) await expect(act()).rejects.toMatchObject({ code: 'not_found' });
  for (const act of acts(agent)) await expect(act()).rejects.toMatchObject({ code: 'forbidden' });
  expect(await auditOf(conversationId)).toEqual([]);
});

test('the audit page names conversation, agent and supervisor', async () => {
  const administrator = await desk.buildAccount({ administrator: true });
  const { conversationId } = await beginTalk(desk, { agent });
  await takeOver(supervisor, conversationId);
  const { items } = await administrator.http.request('GET /api/audit', {
    query: { category: 'supervision', subject: `conversation:${conversationId}` },
  });
  expect(items).toHaveLength(1);
  expect(items[0]).toMatchObject({
    actor: { id: supervisor.id, name: '王主管' },
    subject: { kind: 'conversation', id: conversationId },
    details: { from: agent.id, reason: '客户投诉' },
    names: { [`account:${agent.id}`]: '张三' },
  });
});
