import { newId } from '@cskefu/client';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginTalk, countTo, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let colleague: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent({ name: '张三' });
  colleague = await desk.buildAgent({ name: '李四' });
});
afterAll(() => desk.stop());

const mark = (who: TestAgent, id: string, messageId: string) =>
  who.http.request('PUT /api/conversations/:id/marks/:messageId', { params: { id, messageId } });
const unmark = (who: TestAgent, id: string, messageId: string) =>
  who.http.request('DELETE /api/conversations/:id/marks/:messageId', { params: { id, messageId } });
const marksOf = async (who: TestAgent, id: string) =>
  (await who.http.request('GET /api/conversations/:id/marks', { params: { id } })).items;
const listOf = (who: TestAgent, query = {}) => who.http.request('GET /api/me/marked-messages', { query });

test('a marked message is found again by whoever marked it, and by nobody else', async () => {
  const { conversationId, visitor } = await beginTalk(desk, { agent });
  const { id, seq } = await visitorSays(visitor, '收货地址：人民路 1 号');
  await mark(agent, conversationId, id);
  await mark(agent, conversationId, id);
  expect(await marksOf(agent, conversationId)).toEqual([{ messageId: id, seq }]);
  expect((await listOf(agent)).items).toMatchObject([
    { message: { id, text: '收货地址：人民路 1 号' }, conversation: { id: conversationId, state: 'active' } },
  ]);
  expect(await marksOf(colleague, conversationId)).toEqual([]);
  expect((await listOf(colleague)).items).toEqual([]);
  await unmark(agent, conversationId, id);
  expect((await listOf(agent)).items).toEqual([]);
  await expect(mark(agent, conversationId, newId())).rejects.toMatchObject({ code: 'not_found' });
});

test('many marks come page by page, the last one first', async () => {
  const { conversationId, visitor } = await beginTalk(desk, { agent });
  const ids: string[] = [];
  for (const n of countTo(5)) {
    const { id } = await visitorSays(visitor, `第 ${n} 条`);
    ids.push(id);
    await mark(agent, conversationId, id);
  }
  const seen: string[] = [];
  for (let cursor: string | null | undefined; cursor !== null; ) {
    const page = await listOf(agent, { limit: 2, ...(cursor !== undefined && { cursor }) });
    seen.push(...page.items.map(({ message }) => message.id));
    cursor = page.nextCursor;
  }
  expect(seen).toEqual(ids.toReversed());
});

test('what lies outside of the reach is not listed and cannot be marked', async () => {
  const elsewhere = await desk.buildSkillGroup('别处');
  const stranger = await desk.buildAgent({ name: '外人', orgUnitId: elsewhere.id });
  const { conversationId, visitor } = await beginTalk(desk, { agent });
  const { id } = await visitorSays(visitor, '你好');
  await expect(mark(stranger, conversationId, id)).rejects.toMatchObject({ code: 'not_found' });
  await mark(agent, conversationId, id);
  await agent.http.request('POST /api/conversations/:id/transfer', {
    params: { id: conversationId },
    body: { to: { skillGroupId: elsewhere.id } },
  });
  const mine = async () => (await listOf(agent)).items.map(({ message }) => message.id);
  // An agent of the company's own group sees what lies below it; one of the group itself does not.
  await desk.db.updateTable('accounts').set({ org_unit_id: desk.skillGroup.id }).where('id', '=', agent.id).execute();
  expect(await mine()).not.toContain(id);
});
