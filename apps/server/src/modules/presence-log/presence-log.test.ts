import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let supervisor: TestAgent;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  supervisor = await desk.buildAccount({ name: '王主管', roles: ['supervisor'] });
  agent = await desk.buildAgent({ name: '张三' });
  const socket = await agent.connect();
  await socket.frame('presence', ({ presence }) => presence.state === 'away');
  await agent.http.request('PUT /api/agents/me/presence', { body: { state: 'busy' } });
  await agent.http.request('PUT /api/agents/me/presence', { body: { state: 'away', reason: '午餐' } });
  await supervisor.http.request('POST /api/agents/:id/presence', {
    params: { id: agent.id },
    body: { state: 'ready', reason: '高峰' },
  });
});
afterAll(() => desk.stop());

const list = (query: object, who = supervisor) => who.http.request('GET /api/presence-log', { query });

/** Two days of an agent, written as they would have been. */
async function stretches(...periods: [state: string, from: string, to: string][]): Promise<TestAgent> {
  const person = await desk.buildAgent({ name: '小美' });
  await desk.db.deleteFrom('agent_presence_periods').where('account_id', '=', person.id).execute();
  await desk.db
    .insertInto('agent_presence_periods')
    .values(periods.map(([state, from_at, to_at]) => ({ account_id: person.id, state, from_at, to_at })))
    .execute();
  return person;
}

describe('the presence log', () => {
  test('tells who was what, why, by whom, how long and on which sign-in, the newest first', async () => {
    const { items } = await list({ agentId: agent.id });
    expect(items.map(({ state, reason, forcedBy }) => [state, reason, forcedBy?.name ?? null])).toEqual([
      ['ready', '高峰', '王主管'],
      ['away', '午餐', null],
      ['busy', null, null],
      ['away', null, null],
    ]);
    expect(items[0]?.to).toBeNull();
    expect(items[1]?.to).toBe(items[0]?.from);
    const sessions = await desk.db.selectFrom('sessions').select('id').where('account_id', '=', agent.id).execute();
    expect(items.map(({ session }) => session?.id ?? null)).toEqual([null, ...Array(3).fill(sessions[0]?.id)]);
  });

  test('is filtered and paged', async () => {
    const [first] = (await list({ agentId: agent.id, limit: 1 })).items;
    const page = await list({ agentId: agent.id, limit: 1 });
    const next = await list({ agentId: agent.id, limit: 1, cursor: page.nextCursor });
    expect(next.items[0]?.id).not.toBe(first?.id);
    expect((await list({ agentId: agent.id, state: 'busy' })).items).toHaveLength(1);
    expect((await list({ agentId: agent.id, reason: '午餐' })).items).toHaveLength(1);
    expect((await list({ agentId: agent.id, to: '2020-01-01T00:00:00.000Z' })).items).toEqual([]);
  });

  test('sums seconds by day of the desk; what goes over midnight belongs to both', async () => {
    // Midnight of Shanghai is 16:00 in UTC.
    const person = await stretches(
      ['ready', '2026-03-01T15:00:00.000Z', '2026-03-01T17:30:00.000Z'],
      ['away', '2026-03-01T17:30:00.000Z', '2026-03-01T18:00:00.000Z'],
    );
    const { days, timeZone } = await supervisor.http.request('GET /api/presence-log/sums', {
      query: { agentId: person.id, from: '2026-02-28T16:00:00.000Z', to: '2026-03-03T16:00:00.000Z' },
    });
    expect(timeZone).toBe('Asia/Shanghai');
    expect(days).toEqual([
      { day: '2026-03-02', ready: 5_400, away: 1_800, busy: 0, offline: 0 },
      { day: '2026-03-01', ready: 3_600, away: 0, busy: 0, offline: 0 },
    ]);
  });

  test('comes as CSV, and that is told', async () => {
    const response = await fetch(`${desk.url}/api/presence-log/export?agentId=${agent.id}`, {
      headers: { cookie: supervisor.cookie },
    });
    const text = await response.text();
    expect(text.split('\r\n').filter(Boolean)).toHaveLength(5);
    expect(text).toContain('高峰');
    const told = await desk.db
      .selectFrom('audit_entries')
      .select('category')
      .where('type', '=', 'presence_log.exported')
      .execute();
    expect(told).toEqual([{ category: 'export' }]);
  });

  test("is of one's part of the tree", async () => {
    const elsewhere = await desk.buildSkillGroup('别处');
    const stranger = await desk.buildAccount({ unit: elsewhere, roles: ['supervisor'] });
    expect((await list({ agentId: agent.id }, stranger)).items).toEqual([]);
    await expect(list({}, agent)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

test('several devices are one state: who forced it and why is told to each', async () => {
  const person = await desk.buildAgent({ name: '李雷' });
  const [one, two] = [await person.connect(), await person.connect()];
  await supervisor.http.request('POST /api/agents/:id/presence', {
    params: { id: person.id },
    body: { state: 'busy', reason: '系统维护' },
  });
  for (const socket of [one, two])
    expect(await socket.frame('presence', ({ presence }) => presence.state === 'busy')).toMatchObject({
      presence: { reason: '系统维护', forcedBy: { name: '王主管' } },
    });
  await one.close();
  const presence = await person.http.request('GET /api/agents/me/presence');
  expect(presence).toMatchObject({ state: 'busy', forcedBy: { name: '王主管' } });
  await person.http.request('PUT /api/agents/me/presence', { body: { state: 'away' } });
  expect(await two.frame('presence', ({ presence: { state } }) => state === 'away')).toMatchObject({
    presence: { forcedBy: null },
  });
});
