import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let agent: TestAgent;
let colleague: TestAgent;
let chief: TestAgent;
let groupChief: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  agent = await desk.buildAgent();
  colleague = await desk.buildAgent();
  chief = await desk.buildAccount({ roles: ['administrator'] });
  groupChief = await desk.buildAccount({ roles: ['administrator'], unit: desk.skillGroup });
});
afterAll(() => desk.stop());

const keep = (who: TestAgent, title: string, text = '好的', category = '') =>
  who.http.request('POST /api/me/quick-replies', { body: { title, text, category } });
const share = (who: TestAgent, orgUnitId: number, title: string, category = '') =>
  who.http.request('POST /api/quick-replies', { body: { title, text: `${title}。`, category, orgUnitId } });
const found = async (who: TestAgent, search?: string) =>
  (await who.http.request('GET /api/me/quick-replies', { query: search === undefined ? {} : { search } })).items.map(
    ({ title }) => title,
  );

describe('looking for one', () => {
  test.each([
    ['退款', '退款流程'],
    ['tklc', '退款流程'],
    ['tuikuan', '退款流程'],
    ['TUIKUANLIU', '退款流程'],
    ['七天', '退款流程'],
    ['shouhou tk', '退款流程'],
    ['chongqing', '重庆门店'],
    ['cqmd', '重庆门店'],
    ['wifi', 'WiFi 密码'],
    ['wifi mm', 'WiFi 密码'],
  ])('%s finds %s', async (search, title) => {
    if ((await found(agent)).length === 0) {
      await keep(agent, '退款流程', '七天内可以退款', '售后');
      await keep(agent, '重庆门店', '解放碑 1 号');
      await keep(agent, 'WiFi 密码', '12345678');
    }
    expect(await found(agent, search)).toEqual([title]);
  });

  test('what means nothing finds nothing, signs of patterns are signs', async () => {
    expect(await found(agent, 'zzz')).toEqual([]);
    expect(await found(agent, '%')).toEqual([]);
    expect(await found(agent, '_')).toEqual([]);
  });
});

describe('one’s own', () => {
  test('are changed, deleted and seen by nobody else', async () => {
    const { id } = await keep(agent, '稍等', '请稍等');
    expect(await found(colleague)).not.toContain('稍等');
    const change = (who: TestAgent) =>
      who.http.request('PATCH /api/me/quick-replies/:id', { params: { id }, body: { title: '马上来' } });
    await expect(change(colleague)).rejects.toMatchObject({ code: 'not_found' });
    expect(await change(agent)).toMatchObject({ title: '马上来', text: '请稍等', orgUnit: null });
    expect(await found(agent, 'msl')).toEqual(['马上来']);
    await expect(
      chief.http.request('PATCH /api/quick-replies/:id', { params: { id }, body: { title: '不行' } }),
    ).rejects.toMatchObject({ code: 'not_found' });
    await agent.http.request('DELETE /api/me/quick-replies/:id', { params: { id } });
    expect(await found(agent, 'msl')).toEqual([]);
  });
});

describe('shared ones', () => {
  test('are inherited by the units below, after one’s own, and by no others', async () => {
    const elsewhere = await desk.buildSkillGroup('别处');
    const stranger = await desk.buildAgent({ orgUnitId: elsewhere.id });
    await share(chief, desk.company.id, '公司问候');
    await share(chief, desk.skillGroup.id, '售前问候');
    await keep(colleague, '我的问候');
    expect(await found(colleague, '问候')).toEqual(['我的问候', '售前问候', '公司问候']);
    expect(await found(stranger, '问候')).toEqual(['公司问候']);
  });

  test('are changed within one’s reach only, by those who may, and each change is in the audit log', async () => {
    const above = await share(chief, desk.company.id, '只读的');
    const own = await share(groupChief, desk.skillGroup.id, '可改的');
    const change = (who: TestAgent, id: string) =>
      who.http.request('PATCH /api/quick-replies/:id', { params: { id }, body: { text: '改过了' } });
    await expect(change(groupChief, above.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(change(agent, own.id)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(share(groupChief, desk.company.id, '越界')).rejects.toMatchObject({ code: 'not_found' });
    expect(await change(groupChief, own.id)).toMatchObject({ title: '可改的', text: '改过了' });
    await groupChief.http.request('DELETE /api/quick-replies/:id', { params: { id: own.id } });
    const list = await groupChief.http.request('GET /api/quick-replies', {});
    expect(list.items.map(({ title }) => title)).toEqual(['售前问候']);
    const { items } = await chief.http.request('GET /api/audit', { query: { limit: 20 } });
    const types = items.map(({ type }) => type);
    for (const type of ['quick_reply.created', 'quick_reply.updated', 'quick_reply.deleted'])
      expect(types).toContain(type);
  });
});
