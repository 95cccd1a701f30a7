import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { beginTalk, eventsAt } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let chief: TestAgent;
let groupChief: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  chief = await desk.buildAccount({ roles: ['administrator'] });
  groupChief = await desk.buildAccount({ roles: ['administrator'], unit: desk.skillGroup });
});
afterAll(() => desk.stop());

const create = (name: string, unit: { id: number } = desk.skillGroup, who = chief) =>
  who.http.request('POST /api/tags', { body: { name, color: 'red', orgUnitId: unit.id } });
const put = (who: TestAgent, id: string, add: string[], remove: string[] = []) =>
  who.http.request('POST /api/conversations/:id/tags', { params: { id }, body: { add, remove } });
const usable = async (who: TestAgent, query: { search?: string; orgUnitId?: number } = {}) =>
  (await who.http.request('GET /api/me/tags', { query })).items.map(({ name }) => name);
const namesOf = (tagged: { tags: { name: string }[] }) => tagged.tags.map(({ name }) => name);

describe('tags of units', () => {
  test('are shared with the units below, and found by pinyin', async () => {
    await create('投诉', desk.company);
    const elsewhere = await desk.buildSkillGroup('售后');
    await create('退货', elsewhere);
    await create('询价');
    expect(await usable(agent)).toEqual(expect.arrayContaining(['投诉', '询价']));
    expect(await usable(agent)).not.toContain('退货');
    expect(await usable(agent, { search: 'ts' })).toEqual(['投诉']);
    expect(await usable(chief)).toEqual(expect.arrayContaining(['投诉', '询价', '退货']));
    expect(await usable(chief, { orgUnitId: elsewhere.id })).toEqual(expect.arrayContaining(['投诉', '退货']));
    expect(await usable(chief, { orgUnitId: elsewhere.id })).not.toContain('询价');
  });

  test('have names that stand once in each line of the tree, whoever comes at the same moment', async () => {
    await create('独一');
    await expect(create('独一', desk.company)).rejects.toMatchObject({ code: 'taken' });
    const answers = await Promise.allSettled([create('VIP', desk.company), create('vip'), create('Vip')]);
    expect(answers.filter(({ status }) => status === 'fulfilled')).toHaveLength(1);
    const other = await desk.buildSkillGroup('别的组');
    expect(await create('独一', other)).toMatchObject({ name: '独一' });
  });

  test('are changed within one’s reach only, by those who may', async () => {
    const above = await create('集团', desk.company);
    await expect(create('越界', desk.company, groupChief)).rejects.toMatchObject({ code: 'not_found' });
    const rename = (who: TestAgent, id: string) =>
      who.http.request('PATCH /api/tags/:id', { params: { id }, body: { name: '改名' } });
    await expect(rename(groupChief, above.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(rename(agent, above.id)).rejects.toMatchObject({ code: 'forbidden' });
    expect(await rename(chief, above.id)).toMatchObject({ name: '改名', color: 'red' });
    await expect(
      chief.http.request('PATCH /api/tags/:id', { params: { id: above.id }, body: { name: '独一' } }),
    ).rejects.toMatchObject({ code: 'taken' });
  });
});

describe('tags on conversations', () => {
  test('conversation.tagged', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const { id } = await create('实时');
    await expectEventsMatchRefetch(agent, conversationId, () => put(agent, conversationId, [id]));
  });

  test('stay in the house: the visitor hears and sees nothing of them', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { agent });
    const { id } = await create('难缠');
    const socket = await visitor.connect([{ conversationId, after: 0 }]);
    await socket.frame('subscribed');
    expect(namesOf(await put(agent, conversationId, [id]))).toEqual(['难缠']);
    await expect.poll(() => eventsAt(socket, conversationId).at(-1)?.type).toBe('internal');
    expect(JSON.stringify(socket.frames)).not.toContain('难缠');
    const seen = await visitor.http.request('GET /api/conversations/:id', { params: { id: conversationId } });
    expect(seen).toMatchObject({ tags: [], wrappedUpAt: null });
    const { items } = await visitor.http.request('GET /api/visitor/conversations', {});
    expect(items[0]?.tags).toEqual([]);
    await socket.close();
  });

  test('of two people at once do not undo each other, and saying it again says nothing', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const tags = await Promise.all(['甲', '乙', '丙'].map((name) => create(name)));
    await Promise.all(tags.map(({ id }) => put(agent, conversationId, [id])));
    const all = await put(agent, conversationId, [tags[0]?.id ?? '']);
    expect(namesOf(all).sort()).toEqual(['丙', '乙', '甲'].sort());
    expect((await put(agent, conversationId, [tags[0]?.id ?? ''])).seq).toBe(all.seq);
    expect(namesOf(await put(agent, conversationId, [], [tags[1]?.id ?? '']))).not.toContain('乙');
  });

  test('come from the line of the conversation’s unit only', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const foreign = await create('外组', await desk.buildSkillGroup('外组'));
    await expect(put(agent, conversationId, [foreign.id])).rejects.toMatchObject({ code: 'not_found' });
  });

  test('keep their links when tags are merged, and are found in the history', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    const [from, into] = [await create('退钱'), await create('退款', desk.company)];
    await put(agent, conversationId, [from.id]);
    await expect(
      chief.http.request('POST /api/tags/:id/merge', { params: { id: into.id }, body: { intoId: from.id } }),
    ).rejects.toMatchObject({ code: 'conflict' });
    expect(
      await chief.http.request('POST /api/tags/:id/merge', { params: { id: from.id }, body: { intoId: into.id } }),
    ).toMatchObject({ name: '退款', conversations: 1 });
    const { items } = await agent.http.request('GET /api/history', { query: { tagId: into.id } });
    expect(items.map((one) => [one.id, namesOf(one)])).toEqual([[conversationId, ['退款']]]);
    await chief.http.request('DELETE /api/tags/:id', { params: { id: into.id } });
    const row = await agent.http.request('GET /api/conversations/:id', { params: { id: conversationId } });
    expect(row.tags).toEqual([]);
  });
});
