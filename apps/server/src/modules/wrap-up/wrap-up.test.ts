import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { beginTalk, closeTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let colleague: TestAgent;
let chief: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  colleague = await desk.buildAgent({ name: '赵六' });
  chief = await desk.buildAccount({ roles: ['administrator'] });
  await desk.db.updateTable('agents').set({ max_conversations: 100 }).execute();
});
afterAll(() => desk.stop());

const addType = (name: string, parentId: string | null = null, unit: { id: number } = desk.skillGroup) =>
  chief.http.request('POST /api/service-types', { body: { name, orgUnitId: unit.id, parentId } });
interface Content {
  serviceTypeIds?: string[];
  memo?: string;
  followUp?: { dueAt: string; memo?: string } | null;
}
const write = (who: TestAgent, id: string, body: Content) =>
  who.http.request('PUT /api/conversations/:id/wrap-up', { params: { id }, body });
const read = (id: string) => agent.http.request('GET /api/conversations/:id/wrap-up', { params: { id } });
const followUps = (state: 'open' | 'done' = 'open') =>
  agent.http.request('GET /api/me/follow-ups', { query: { state } });
const tomorrow = () => new Date(Date.now() + 86_400_000).toISOString();

describe('service types', () => {
  test('have two levels, are offered to the units below, and stay where they were recorded', async () => {
    const parent = await addType('售后', null, desk.company);
    const child = await addType('退货', parent.id, desk.company);
    await expect(addType('更深', child.id, desk.company)).rejects.toMatchObject({ code: 'conflict' });
    await expect(addType('售后', null, desk.company)).rejects.toMatchObject({ code: 'taken' });
    const { conversationId } = await beginTalk(desk, { agent });
    expect((await read(conversationId)).choices.map(({ name }) => name)).toEqual(
      expect.arrayContaining(['售后', '退货']),
    );
    await write(agent, conversationId, { serviceTypeIds: [child.id] });
    await chief.http.request('DELETE /api/service-types/:id', { params: { id: parent.id } });
    const after = await read(conversationId);
    expect(after.choices.map(({ name }) => name)).not.toContain('退货');
    expect(after.wrapUp?.serviceTypes).toMatchObject([{ name: '售后 / 退货' }]);
    await write(agent, conversationId, { serviceTypeIds: [child.id], memo: '还在' });
    const other = await beginTalk(desk, { agent });
    await expect(write(agent, other.conversationId, { serviceTypeIds: [child.id] })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });
});

describe('a wrap-up', () => {
  test('conversation.wrapped_up', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await expectEventsMatchRefetch(agent, conversationId, () => write(agent, conversationId, { memo: '问了价格' }));
    await closeTalk(agent, conversationId);
    await expectEventsMatchRefetch(agent, conversationId, () =>
      write(agent, conversationId, { memo: '问了价格，会再来', followUp: { dueAt: tomorrow() } }),
    );
    await expectEventsMatchRefetch(agent, conversationId, () =>
      agent.http.request('PUT /api/conversations/:id/follow-up', {
        params: { id: conversationId },
        body: { done: true },
      }),
    );
  });

  test('keeps what is being written, of which nothing counts until it is recorded', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await agent.http.request('PUT /api/conversations/:id/wrap-up/draft', {
      params: { id: conversationId },
      body: { memo: '写到一半' },
    });
    expect(await read(conversationId)).toMatchObject({ wrapUp: null, draft: { memo: '写到一半' } });
    await write(agent, conversationId, { memo: '写完了' });
    expect(await read(conversationId)).toMatchObject({ wrapUp: { memo: '写完了', by: { id: agent.id } }, draft: null });
  });

  test('is written by who serves or served it, or supervises the group, and by nobody else', async () => {
    const { conversationId } = await beginTalk(desk, { agent });
    await closeTalk(agent, conversationId);
    await expect(write(colleague, conversationId, { memo: '不是我的' })).rejects.toMatchObject({ code: 'conflict' });
    expect(await write(chief, conversationId, { memo: '主管补记' })).toMatchObject({ by: { id: chief.id } });
  });

  test('stands in the history and its filter', async () => {
    const type = await addType('咨询');
    const { conversationId } = await beginTalk(desk, { agent });
    await write(agent, conversationId, { serviceTypeIds: [type.id], memo: '问规格' });
    const { items } = await agent.http.request('GET /api/history', { query: { serviceTypeId: type.id } });
    expect(items).toMatchObject([{ id: conversationId, wrapUp: { memo: '问规格', serviceTypes: [{ name: '咨询' }] } }]);
  });
});

describe('follow-ups', () => {
  test('are listed by date, count as due when it is time, and go when they are done', async () => {
    const [first, second] = [await beginTalk(desk, { agent }), await beginTalk(desk, { agent })];
    const past = new Date(Date.now() - 3_600_000).toISOString();
    const before = (await followUps()).due;
    await write(agent, first.conversationId, { followUp: { dueAt: tomorrow(), memo: '回电' } });
    await write(agent, second.conversationId, { followUp: { dueAt: past, memo: '发资料' } });
    const open = await followUps();
    expect(open.due).toBe(before + 1);
    expect(open.items.map(({ wrapUp }) => wrapUp.followUp?.memo)).toEqual(['发资料', '回电']);
    const mark = (done: boolean) =>
      agent.http.request('PUT /api/conversations/:id/follow-up', {
        params: { id: second.conversationId },
        body: { done },
      });
    expect((await mark(true)).followUp?.doneAt).not.toBeNull();
    expect((await followUps()).items.map(({ wrapUp }) => wrapUp.followUp?.memo)).toEqual(['回电']);
    expect((await followUps('done')).items.map(({ wrapUp }) => wrapUp.followUp?.memo)).toContain('发资料');
    await mark(false);
    expect((await followUps()).due).toBe(before + 1);
  });
});

describe('where a wrap-up is required', () => {
  test('the agent is reminded of what lacks one, and goes on serving', async () => {
    const { conversationId } = await beginTalk(desk, { agent: colleague });
    await closeTalk(colleague, conversationId);
    const wanted = () => colleague.http.request('GET /api/me/wrap-ups/wanted', {});
    expect(await wanted()).toMatchObject({ items: [], count: 0 });
    await desk.db
      .insertInto('session_settings')
      .values({ org_unit_id: desk.skillGroup.id, settings: JSON.stringify({ wrapUp: 'required' }) })
      .execute();
    expect(await wanted()).toMatchObject({ items: [{ id: conversationId }], count: 1 });
    expect((await read(conversationId)).rule).toBe('required');
    await beginTalk(desk, { agent: colleague });
    await write(colleague, conversationId, {});
    expect(await wanted()).toMatchObject({ items: [], count: 0 });
  });
});
