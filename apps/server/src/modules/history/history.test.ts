import type { HistoryEntry } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { agentSays, beginTalk, closeTalk, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  chief = await desk.buildAccount({ superAdministrator: true });
});
afterAll(() => desk.stop());

type Query = Record<string, string | number>;
const list = (who: TestAgent, query: Query = {}) => who.http.request('GET /api/history', { query: query as never });
const ids = async (who: TestAgent, query: Query = {}) =>
  (await list(who, { limit: 100, ...query })).items.map(({ id }: HistoryEntry) => id);

describe('the history', () => {
  test('has what is open and what is over, newest first', async () => {
    const over = await beginTalk(desk, { agent });
    await closeTalk(agent, over.conversationId);
    const open = await beginTalk(desk);
    expect((await ids(chief)).slice(0, 2)).toEqual([open.conversationId, over.conversationId]);
    expect(await ids(chief, { state: 'waiting' })).toContain(open.conversationId);
    expect(await ids(chief, { state: 'closed' })).not.toContain(open.conversationId);
    expect(await ids(chief, { closeReason: 'agent', agentId: agent.id })).toContain(over.conversationId);
    expect(await ids(chief, { closeReason: 'idle' })).toEqual([]);
  });

  test('is filtered by time, channel, skill group and the name of the visitor', async () => {
    const group = await desk.buildSkillGroup('退换组');
    await desk.buildChannel('returns', group.id);
    const { conversationId, visitor } = await beginTalk(desk, { channelId: 'returns' });
    await desk.db.updateTable('visitors').set({ name: 'Wang 100%_小明' }).where('id', '=', visitor.id).execute();
    const day = new Date('2020-02-02T12:00:00.123Z');
    await desk.db.updateTable('conversations').set({ created_at: day }).where('id', '=', conversationId).execute();
    expect(await ids(chief, { channelId: 'returns' })).toEqual([conversationId]);
    expect(await ids(chief, { skillGroupId: group.id })).toEqual([conversationId]);
    expect(await ids(chief, { visitor: 'wang 100%_小' })).toEqual([conversationId]);
    expect(await ids(chief, { visitor: '100_' })).toEqual([]);
    expect(await ids(chief, { from: day.toISOString(), to: '2020-02-03T00:00:00.000Z' })).toEqual([conversationId]);
    expect(await ids(chief, { to: day.toISOString() })).toEqual([]);
  });

  test('shows one’s own unit and below, through the list and one by one', async () => {
    const region = await desk.buildUnit('华东');
    const team = await desk.db
      .insertInto('org_units')
      .values({ name: '上海组', parent_id: region.id, is_skill_group: true, path: '' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await desk.buildChannel('east', team.id);
    const inside = await beginTalk(desk, { channelId: 'east' });
    const outside = await beginTalk(desk);
    const head = await desk.buildAccount({ unit: region, roles: ['supervisor'] });
    expect(await ids(head)).toEqual([inside.conversationId]);
    const read = (id: string) => head.http.request('GET /api/history/:id', { params: { id } });
    expect((await read(inside.conversationId)).conversation.skillGroup.name).toBe('上海组');
    await expect(read(outside.conversationId)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is paged without holes or doubles, also among conversations of the same moment', async () => {
    const group = await desk.buildSkillGroup('分页组');
    await desk.buildChannel('paged', group.id);
    for (let count = 0; count < 7; count += 1) await beginTalk(desk, { channelId: 'paged' });
    await desk.db
      .updateTable('conversations')
      .set({ created_at: new Date() })
      .where('channel_id', '=', 'paged')
      .execute();
    for (const who of [chief, await desk.buildAccount({ unit: group, roles: ['supervisor'] })]) {
      const seen: string[] = [];
      let cursor: string | null = null;
      do {
        const page: { items: HistoryEntry[]; nextCursor: string | null } = await list(who, {
          channelId: 'paged',
          limit: 3,
          ...(cursor ? { cursor } : {}),
        });
        seen.push(...page.items.map(({ id }) => id));
        cursor = page.nextCursor;
      } while (cursor);
      expect(seen).toHaveLength(7);
      expect(seen).toEqual([...seen].sort().reverse());
    }
    await expect(list(chief, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

test('a transcript has everything from the first event on, page by page', async () => {
  const { visitor, conversationId } = await beginTalk(desk, { agent });
  await agentSays(agent, conversationId, '您好，请问有什么可以帮您？');
  await visitorSays(visitor, '退货');
  const read = (query: object) => chief.http.request('GET /api/history/:id', { params: { id: conversationId }, query });
  const first = await read({ limit: 4 });
  expect(first.events.map((event) => event.seq)).toEqual([1, 2, 3, 4]);
  expect(first).toMatchObject({ hasEarlier: false, hasLater: true, conversation: { id: conversationId } });
  const rest = await read({ after: 4 });
  expect(rest.events.map((event) => event.seq)).toEqual([5, 6]);
  expect(rest).toMatchObject({ hasEarlier: true, hasLater: false });
  await expect(read({ after: 1, before: 3 })).rejects.toMatchObject({ code: 'invalid_input' });
});

describe('what was said', () => {
  const search = async (who: TestAgent, text: string) => (await list(who, { text, limit: 100 })).items;
  const findable = (text: string, count: number) =>
    expect.poll(async () => (await search(chief, text)).length, { timeout: 10_000 }).toBe(count);

  test('is found by its words, in Chinese and in English, and shown with them', async () => {
    const { visitor, conversationId } = await beginTalk(desk);
    await visitorSays(visitor, '请问退款单号在哪里可以看到？谢谢！');
    await visitorSays(visitor, "My refunds haven't arrived, order QX-77120");
    await findable('退款单', 1);
    for (const words of ['退款', '单号 退款', '款', 'refund', 'REFUNDS arrive', 'qx-77120'])
      expect([words, (await search(chief, words)).map(({ id }) => id)]).toEqual([words, [conversationId]]);
    const [entry] = await search(chief, '退款');
    expect(entry?.match).toEqual({
      seq: 4,
      parts: [
        { text: '请问', hit: false },
        { text: '退款', hit: true },
        { text: '单号在哪里可以看到？谢谢！', hit: false },
      ],
    });
    for (const words of ['退款 邮费', 'refund 退款', '，！', "'", 'the', '\\', '🙂'])
      expect([words, await search(chief, words)]).toEqual([words, []]);
  });

  test('is found only within reach', async () => {
    const group = await desk.buildSkillGroup('保密组');
    await desk.buildChannel('secret', group.id);
    const { visitor } = await beginTalk(desk, { channelId: 'secret' });
    await visitorSays(visitor, '量子鹦鹉');
    await findable('鹦鹉', 1);
    const other = await desk.buildAccount({ unit: await desk.buildUnit('别处'), roles: ['supervisor'] });
    expect(await search(other, '鹦鹉')).toEqual([]);
    expect(await search(await desk.buildAccount({ unit: group, roles: ['supervisor'] }), '鹦鹉')).toHaveLength(1);
  });

  test('is made findable anew when the place of the indexer in the log is forgotten', async () => {
    const { visitor } = await beginTalk(desk);
    await visitorSays(visitor, '螺蛳粉');
    await findable('螺蛳粉', 1);
    await desk.db.deleteFrom('message_search').execute();
    await desk.db.deleteFrom('event_consumers').where('name', '=', 'message-search').execute();
    await findable('螺蛳粉', 1);
  });
});
