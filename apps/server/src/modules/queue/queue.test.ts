import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { beginTalk, eventsAt, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { decideAssignments } from '../routing/index.ts';

let desk: TestDesk;
let chief: TestAgent;
let groups = 0;

beforeAll(async () => {
  desk = await startDesk();
  chief = await desk.buildAccount({ name: '主管', administrator: true });
});
afterAll(() => desk.stop());

/** A skill group with a channel of its own. */
async function buildGroup() {
  groups += 1;
  const group = await desk.buildSkillGroup(`售前${groups}组`);
  const channelId = `queue${groups}`;
  await desk.buildChannel(channelId, group.id);
  const begin = async () => (await beginTalk(desk, { channelId })).conversationId;
  return { ...group, name: `售前${groups}组`, channelId, begin };
}

const list = (query: object, who = chief) => who.http.request('GET /api/queue', { query });
const move = (id: string, skillGroupId: number, who = chief) =>
  who.http.request('POST /api/conversations/:id/move', { params: { id }, body: { skillGroupId } });
const prioritize = (id: string, priority: number, who = chief) =>
  who.http.request('PUT /api/conversations/:id/priority', { params: { id }, body: { priority } });
const end = (id: string, who = chief) =>
  who.http.request('POST /api/conversations/:id/close-waiting', { params: { id } });
const take = (who: TestAgent, id: string, exceed?: '1') =>
  who.http.request('POST /api/conversations/:id/take', { params: { id }, query: exceed ? { exceed } : {} });

describe('the queue', () => {
  test('stands in the order in which routing goes through it, with places, page by page', async () => {
    const group = await buildGroup();
    const ids: string[] = [];
    for (let index = 0; index < 5; index += 1) ids.push(await group.begin());
    const minutesAgo = [3, 14, 8, 25, 3];
    const priorities = [0, 0, 1, 0, 2];
    for (const [index, id] of ids.entries())
      await desk.db
        .updateTable('conversations')
        .set({
          waiting_since: new Date(Date.now() - (minutesAgo[index] ?? 0) * 60_000),
          priority: priorities[index] ?? 0,
        })
        .where('id', '=', id)
        .execute();
    const first = await list({ skillGroupId: group.id, limit: 3 });
    const second = await list({ skillGroupId: group.id, limit: 3, cursor: first.nextCursor });
    const items = [...first.items, ...second.items];
    expect(second.nextCursor).toBeNull();
    expect(items.map(({ place }) => place)).toEqual([1, 2, 3, 4, 5]);
    expect(items[0]).toMatchObject({
      id: ids[3],
      waitsFor: 'no_agent_online',
      priority: 0,
      lastMessage: { text: '在吗？' },
      boundAgent: null,
    });

    const waiting = items.map((item) => ({
      id: item.id,
      waitingSince: Date.parse(item.waitingSince ?? ''),
      priority: item.priority,
      boundAgentId: null,
      lastAgentId: null,
    }));
    const settings = {
      strategy: 'least_loaded' as const,
      maxPerAgent: 999,
      lastAgentFirst: false,
      batchSize: 999,
      ageingMinutes: 10,
    };
    const decision = decideAssignments({ waiting: waiting.toReversed(), agents: [], settings, now: Date.now() });
    expect(items.map(({ id }) => id)).toEqual(decision.waiting.map(({ conversationId }) => conversationId));
  });

  test('is counted by skill group, and seen only in one’s part of the tree', async () => {
    const [here, there] = [await buildGroup(), await buildGroup()];
    const id = await here.begin();
    await there.begin();
    await there.begin();
    const agent = await desk.buildAgent({ orgUnitId: here.id });
    expect((await list({}, agent)).items.map((item) => item.id)).toEqual([id]);
    expect((await list({ skillGroupId: there.id }, agent)).items).toEqual([]);
    const counted = await agent.http.request('GET /api/queue/groups', {});
    expect(counted).toMatchObject({
      items: [{ id: here.id, name: here.name, waiting: 1, readyAgents: 0, estimateSeconds: null }],
      waiting: 1,
    });
    await expect(list({ cursor: 'x' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('moving', () => {
  test('keeps since when somebody waits, and tells both queues and nobody else', async () => {
    const [from, to] = [await buildGroup(), await buildGroup()];
    const { visitor, conversationId } = await beginTalk(desk, { channelId: from.channelId });
    const agents = [
      await desk.buildAgent({ orgUnitId: from.id }),
      await desk.buildAgent({ orgUnitId: to.id }),
    ] as const;
    const [left, joined] = [await agents[0].connect(), await agents[1].connect()];
    const guest = await visitor.connect([{ conversationId, after: 0 }]);
    await guest.frame('subscribed');
    const before = (await list({ skillGroupId: from.id })).items[0];
    await expectEventsMatchRefetch(chief, conversationId, () => move(conversationId, to.id));
    const after = (await list({ skillGroupId: to.id })).items[0];
    expect(after).toMatchObject({ id: conversationId, waitingSince: before?.waitingSince, place: 1 });
    await left.frame('inbox', ({ removed }) => removed.includes(conversationId));
    await joined.frame('inbox', ({ rows }) => rows.some((row) => row.id === conversationId));
    await visitorSays(visitor, '还在');
    await expect.poll(() => eventsAt(guest, conversationId).at(-1)?.type).toBe('message.created');
    expect(
      eventsAt(guest, conversationId)
        .map(({ type }) => type)
        .slice(-3),
    ).toEqual(['internal', 'internal', 'message.created']);
    const page = await chief.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } });
    expect(page.events.at(-3)).toMatchObject({
      type: 'conversation.moved',
      by: { kind: 'supervisor', name: '主管' },
      from: { name: from.name },
      skillGroup: { name: to.name },
    });
  });

  test('gives it to whoever is ready there', async () => {
    const [from, to] = [await buildGroup(), await buildGroup()];
    const id = await from.begin();
    const agent = await desk.buildAgent({ orgUnitId: to.id, wanted: 'ready' });
    await (await agent.connect()).frame('presence', ({ presence }) => presence.state === 'ready');
    await move(id, to.id);
    await expect
      .poll(async () => (await chief.http.request('GET /api/conversations/:id', { params: { id } })).agent?.id)
      .toBe(agent.id);
    await expect(move(id, from.id)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('leads to skill groups only, and is for those who may, in their part of the tree', async () => {
    const [from, to] = [await buildGroup(), await buildGroup()];
    const id = await from.begin();
    await expect(move(id, desk.company.id)).rejects.toMatchObject({ code: 'unavailable_target' });
    await expect(move(id, to.id, await desk.buildAgent({ orgUnitId: from.id }))).rejects.toMatchObject({
      code: 'forbidden',
    });
    const elsewhere = await desk.buildAccount({ unit: to, administrator: true });
    await expect(move(id, to.id, elsewhere)).rejects.toMatchObject({ code: 'not_found' });
    expect(await move(id, from.id)).toMatchObject({ skillGroup: { id: from.id } });
  });
});

describe('priority', () => {
  test('brings somebody forward, and is told once', async () => {
    const group = await buildGroup();
    const [one, two] = [await group.begin(), await group.begin()];
    await expectEventsMatchRefetch(chief, two, () => prioritize(two, 4));
    await prioritize(two, 4);
    expect((await list({ skillGroupId: group.id })).items).toMatchObject([
      { id: two, place: 1, priority: 4 },
      { id: one, place: 2, priority: 0 },
    ]);
    const { events } = await chief.http.request('GET /api/conversations/:id/events', { params: { id: two } });
    expect(events.filter(({ type }) => type === 'conversation.prioritized')).toMatchObject([
      { from: 0, to: 4, by: { name: '主管' } },
    ]);
    await expect(prioritize(two, 10)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

describe('ending what waits', () => {
  test('says who did it, and twice is once', async () => {
    const group = await buildGroup();
    const id = await group.begin();
    await expectEventsMatchRefetch(chief, id, () => end(id));
    expect(await end(id)).toMatchObject({ state: 'closed', closeReason: 'supervisor' });
    const { events } = await chief.http.request('GET /api/conversations/:id/events', { params: { id } });
    expect(events.filter(({ type }) => type === 'conversation.closed')).toHaveLength(1);
    expect((await list({ skillGroupId: group.id })).items).toEqual([]);
  });

  test('of two who act at the same moment one is told that it waits no more', async () => {
    const group = await buildGroup();
    const agent = await desk.buildAgent({ orgUnitId: group.id });
    for (let round = 0; round < 5; round += 1) {
      const id = await group.begin();
      const answers = await Promise.allSettled([end(id), take(agent, id), prioritize(id, 5)]);
      const { state } = await chief.http.request('GET /api/conversations/:id', { params: { id } });
      const [ended, taken] = answers.map(({ status }) => status === 'fulfilled');
      expect({ ended, taken }).toEqual({ ended: state === 'closed', taken: state === 'active' });
      if (state === 'active') await agent.http.request('POST /api/conversations/:id/close', { params: { id } });
    }
  });
});

describe('pulling one to oneself', () => {
  test('passes the limit only for those who may, and only if they say so', async () => {
    const group = await buildGroup();
    await desk.db.updateTable('org_units').set({ max_conversations: 1 }).where('id', '=', group.id).execute();
    const agent = await desk.buildAgent({ orgUnitId: group.id });
    const [one, two] = [await group.begin(), await group.begin()];
    await take(agent, one);
    await expect(take(agent, two)).rejects.toMatchObject({ code: 'capacity_reached' });
    await expect(take(agent, two, '1')).rejects.toMatchObject({ code: 'forbidden' });
    const leader = await desk.buildAccount({ unit: group, administrator: true, agent: true });
    const three = await group.begin();
    await take(leader, two);
    await expect(take(leader, three)).rejects.toMatchObject({ code: 'capacity_reached' });
    expect(await take(leader, three, '1')).toMatchObject({ state: 'active', agent: { id: leader.id } });
  });
});
