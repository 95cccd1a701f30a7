import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { agentSays, beginTalk, closeTalk, countTo, eventsAt, seqsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let giver: TestAgent;
let taker: TestAgent;
let other: { id: number; path: string };
let colleagueThere: TestAgent;
const MEMO = '想要退货，情绪激动';

beforeAll(async () => {
  desk = await startDesk();
  giver = await desk.buildAgent({ name: '张三' });
  taker = await desk.buildAgent({ name: '李四' });
  other = await desk.buildSkillGroup('售后坐席B组');
  colleagueThere = await desk.buildAgent({ name: '王五', orgUnitId: other.id });
  // Whoever is not connected is offline.
  await Promise.all([giver.connect(), taker.connect(), colleagueThere.connect()]);
  for (const { id } of [giver, taker, colleagueThere]) await isThere(id);
});
afterAll(() => desk.stop());

const isThere = (id: string) =>
  vi.waitFor(async () => {
    const agent = await desk.db.selectFrom('agents').select('state').where('account_id', '=', id).executeTakeFirst();
    expect(agent).toEqual({ state: 'away' });
  }, 15_000);

type To = { agentId: string } | { skillGroupId: number };
const transfer = (agent: TestAgent, id: string, to: To, memo?: string) =>
  agent.http.request('POST /api/conversations/:id/transfer', {
    params: { id },
    body: { to, ...(memo === undefined ? {} : { memo }) },
  });
const targets = (id: string, query: { search?: string; kind?: 'agent' | 'skill_group' } = {}) =>
  giver.http.request('GET /api/conversations/:id/transfer-targets', { params: { id }, query });
const setLimit = (most: number) =>
  desk.db.updateTable('org_units').set({ max_conversations: most }).where('id', '=', desk.skillGroup.id).execute();

describe('to an agent', () => {
  test('it is theirs, with what was said and why', async () => {
    const { conversationId } = await beginTalk(desk, { agent: giver });
    const socket = await taker.connect();
    const after = await transfer(giver, conversationId, { agentId: taker.id }, MEMO);
    expect(after).toMatchObject({ state: 'active', agent: { id: taker.id, name: '李四' } });
    const { row } = await socket
      .frame('inbox', ({ rows }) => rows.some(({ id }) => id === conversationId))
      .then(({ rows }) => ({ row: rows.find(({ id }) => id === conversationId) }));
    expect(row).toMatchObject({ agent: { id: taker.id } });
    const { events } = await taker.http.request('GET /api/conversations/:id/events', {
      params: { id: conversationId },
    });
    expect(events.slice(-2)).toMatchObject([
      { type: 'conversation.transferred', from: { id: giver.id }, to: { kind: 'agent', id: taker.id }, memo: MEMO },
      { type: 'conversation.assigned', agent: { id: taker.id }, by: 'transferred' },
    ]);
    await agentSays(taker, conversationId, '您好，我是李四');
    await expect(agentSays(giver, conversationId, '我还在吗')).rejects.toMatchObject({ code: 'conflict' });
    await closeTalk(taker, conversationId);
  });

  test('conversation.transferred', async () => {
    const { conversationId } = await beginTalk(desk, { agent: giver });
    await expectEventsMatchRefetch(giver, conversationId, () =>
      transfer(giver, conversationId, { agentId: taker.id }, MEMO),
    );
    await closeTalk(taker, conversationId);
  });

  test('their limit holds, unless the giver may exceed it', async () => {
    await setLimit(1);
    const [one, two] = await Promise.all([beginTalk(desk, { agent: giver }), beginTalk(desk, { agent: taker })]);
    await expect(transfer(giver, one.conversationId, { agentId: taker.id })).rejects.toMatchObject({
      code: 'capacity_reached',
    });
    const role = await desk.db
      .insertInto('roles')
      .values({ name: '可超限', permissions: ['queue:exceed'] } as never)
      .returning('id')
      .executeTakeFirstOrThrow();
    await desk.db.insertInto('account_roles').values({ account_id: giver.id, role_id: role.id }).execute();
    await transfer(giver, one.conversationId, { agentId: taker.id });
    await desk.db.deleteFrom('account_roles').where('role_id', '=', role.id).execute();
    await setLimit(10);
    await closeTalk(taker, one.conversationId);
    await closeTalk(taker, two.conversationId);
  });

  test('many at the same moment never pass the limit', async () => {
    await setLimit(3);
    const givers = await Promise.all(Array.from({ length: 6 }, () => desk.buildAgent()));
    const talks = await Promise.all(givers.map((agent) => beginTalk(desk, { agent })));
    const results = await Promise.allSettled(
      talks.map(({ conversationId }, at) => transfer(givers[at] as TestAgent, conversationId, { agentId: taker.id })),
    );
    expect(results.filter(({ status }) => status === 'fulfilled')).toHaveLength(3);
    await setLimit(10);
    for (const [at, { conversationId }] of talks.entries())
      await closeTalk(results[at]?.status === 'fulfilled' ? taker : (givers[at] as TestAgent), conversationId);
  });

  test('not to one who is offline, nor to a stranger outside of the reach, nor what somebody else serves', async () => {
    const { conversationId } = await beginTalk(desk, { agent: giver });
    const absent = await desk.buildAgent();
    await expect(transfer(giver, conversationId, { agentId: absent.id })).rejects.toMatchObject({
      code: 'unavailable_target',
    });
    await expect(transfer(giver, conversationId, { agentId: colleagueThere.id })).rejects.toMatchObject({
      code: 'not_found',
    });
    await expect(transfer(taker, conversationId, { agentId: taker.id })).rejects.toMatchObject({ code: 'conflict' });
    await closeTalk(giver, conversationId);
  });
});

describe('to a skill group', () => {
  test('it waits there since its beginning, before those who came later, bound to nobody', async () => {
    await desk.buildChannel('after-sales', other.id);
    const { conversationId } = await beginTalk(desk, { agent: giver });
    const later = await beginTalk(desk, { channelId: 'after-sales' });
    const after = await transfer(giver, conversationId, { skillGroupId: other.id }, MEMO);
    expect(after).toMatchObject({ state: 'waiting', agent: null, skillGroup: { id: other.id, name: '售后坐席B组' } });
    expect(after.waitingSince).toBe(after.createdAt);
    const waiting = await colleagueThere.http.request('GET /api/conversations', { query: { view: 'waiting' } });
    expect(waiting.items.map(({ id }) => id)).toEqual([conversationId, later.conversationId]);
    await colleagueThere.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
    await closeTalk(colleagueThere, conversationId);
  });

  test('whoever may not see it there hears no more of it, and its row leaves their list', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent: giver });
    const socket = await giver.connect([{ conversationId, after: 0 }]);
    await socket.frame('subscribed');
    await transfer(giver, conversationId, { skillGroupId: other.id }, MEMO);
    await socket.frame('error', (frame) => frame.conversationId === conversationId && frame.code === 'not_found');
    await socket.frame('inbox', ({ removed }) => removed.includes(conversationId));
    await visitorSays(visitor, '只说给售后听');
    await new Promise((resolve) => setTimeout(resolve, 200));
    expect(
      eventsAt(socket, conversationId)
        .map((event) => event.type)
        .slice(-2),
    ).toEqual(['conversation.transferred', 'conversation.waiting']);
    await expect(
      giver.http.request('GET /api/conversations/:id', { params: { id: conversationId } }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await socket.close();
  });

  test('a group that is none is refused', async () => {
    const { conversationId } = await beginTalk(desk, { agent: giver });
    await expect(transfer(giver, conversationId, { skillGroupId: desk.company.id })).rejects.toMatchObject({
      code: 'unavailable_target',
    });
    await closeTalk(giver, conversationId);
  });

  test('a ready agent there gets it at once', async () => {
    const ready = await desk.buildAgent({ name: '赵六', orgUnitId: other.id, wanted: 'ready' });
    await ready.connect();
    const { conversationId } = await beginTalk(desk, { agent: giver });
    await transfer(giver, conversationId, { skillGroupId: other.id });
    await expect
      .poll(() =>
        desk.db.selectFrom('conversations').select('agent_id').where('id', '=', conversationId).executeTakeFirst(),
      )
      .toEqual({ agent_id: ready.id });
  });
});

describe('the visitor', () => {
  test('hears that they were handed over, by no door why, and misses no number', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent: giver });
    const live = await visitor.connect([{ conversationId, after: 0 }]);
    await live.frame('subscribed');
    await transfer(giver, conversationId, { agentId: taker.id }, MEMO);
    await visitorSays(visitor, '好的');
    await live.frame('event', ({ event }) => event.type === 'message.created' && event.message.text === '好的');
    const resumed = await visitor.connect([{ conversationId, after: 2 }]);
    await resumed.frame('subscribed');
    const session = await visitor.http.request('POST /api/visitor/session', {
      body: { channelId: desk.channelId, token: visitor.token },
    });
    const page = await visitor.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } });
    const last = page.events.at(-1)?.seq ?? 0;
    expect(seqsAt(live, conversationId)).toEqual(countTo(last));
    expect(seqsAt(resumed, conversationId)).toEqual(countTo(last, 3));
    for (const events of [eventsAt(live, conversationId), eventsAt(resumed, conversationId), page.events])
      expect(events).toContainEqual(expect.objectContaining({ type: 'conversation.transferred', memo: null }));
    expect(JSON.stringify([live.frames, resumed.frames, session, page])).not.toContain(MEMO);
    await closeTalk(taker, conversationId);
  });
});

describe('to whom', () => {
  test('agents of the group with presence, load and room, those who can take it first; then skill groups', async () => {
    const { conversationId } = await beginTalk(desk, { agent: giver });
    const busy = await beginTalk(desk, { agent: taker });
    const { items } = await targets(conversationId, { search: '李四' });
    expect(items).toEqual([
      { kind: 'agent', id: taker.id, name: '李四', unit: '售前坐席A组', presence: 'away', load: 1, capacity: 10 },
    ]);
    const groups = await targets(conversationId, { kind: 'skill_group', search: '售后' });
    expect(groups.items).toMatchObject([{ kind: 'skill_group', id: other.id, name: '售后坐席B组', unit: '我的企业' }]);
    const all = await targets(conversationId);
    expect(all.items.some(({ id }) => id === giver.id || id === colleagueThere.id)).toBe(false);
    await closeTalk(taker, busy.conversationId);
    await closeTalk(giver, conversationId);
  });

  test('page by page', async () => {
    const { conversationId } = await beginTalk(desk, { agent: giver });
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await giver.http.request('GET /api/conversations/:id/transfer-targets', {
        params: { id: conversationId },
        query: { limit: 2, ...(cursor === undefined ? {} : { cursor }) },
      });
      names.push(...page.items.map(({ id }) => String(id)));
      cursor = page.nextCursor ?? undefined;
    } while (cursor !== undefined);
    const { items } = await targets(conversationId);
    expect(names).toEqual(items.map(({ id }) => String(id)));
    await closeTalk(giver, conversationId);
  });
});
