import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let supervisor: TestAgent;

beforeAll(async () => {
  desk = await startDesk({ presenceTimes: { graceMs: 600, renewMs: 100 } });
  supervisor = await desk.buildAccount({ roles: ['supervisor'] });
});
afterAll(() => desk.stop());

const choose = (agent: TestAgent, state: 'ready' | 'away' | 'busy', reason?: string) =>
  agent.http.request('PUT /api/agents/me/presence', { body: { state, ...(reason ? { reason } : {}) } });
const force = (agent: { id: string }, body: { state: 'ready' | 'away' | 'busy'; reason: string }, who = supervisor) =>
  who.http.request('POST /api/agents/:id/presence', { params: { id: agent.id }, body });
const presenceOf = (agent: TestAgent) => agent.http.request('GET /api/agents/me/presence');
const periodsOf = ({ id }: TestAgent) =>
  desk.db
    .selectFrom('agent_presence_periods')
    .select(['state', 'reason', 'forced_by', 'from_at', 'to_at'])
    .where('account_id', '=', id)
    .orderBy('id')
    .execute();
const connected = async (wanted: 'ready' | 'away' = 'ready') => {
  const agent = await desk.buildAgent({ wanted });
  const socket = await agent.connect();
  await socket.frame('presence', ({ presence }) => presence.state === wanted);
  return { agent, socket };
};

describe('a reason', () => {
  test('is told to every device, and kept over a lost connection', async () => {
    const { agent, socket } = await connected();
    expect(await choose(agent, 'away', '午餐')).toMatchObject({ state: 'away', reason: '午餐' });
    await socket.frame('presence', ({ presence }) => presence.reason === '午餐');
    socket.socket.terminate();
    await expect.poll(async () => (await presenceOf(agent)).state).toBe('offline');
    expect((await presenceOf(agent)).reason).toBeNull();
    const again = await agent.connect();
    await again.frame('presence', ({ presence }) => presence.state === 'away' && presence.reason === '午餐');
    expect(await choose(agent, 'ready')).toMatchObject({ state: 'ready', reason: null });
  });

  test('may change while the state lasts, since when it lasts stays', async () => {
    const { agent } = await connected();
    const { since } = await choose(agent, 'away', '会议');
    expect(await choose(agent, 'away', '培训')).toMatchObject({ since, reason: '培训' });
  });
});

describe('the log of presence', () => {
  test('has every stretch without a gap, and one that lasts', async () => {
    const { agent } = await connected();
    await choose(agent, 'busy');
    await choose(agent, 'away', '午餐');
    await choose(agent, 'ready');
    const periods = await periodsOf(agent);
    expect(periods.map(({ state, reason }) => [state, reason])).toEqual([
      ['ready', null],
      ['busy', null],
      ['away', '午餐'],
      ['ready', null],
    ]);
    for (const [index, { to_at }] of periods.entries())
      expect(to_at).toEqual(index + 1 < periods.length ? periods[index + 1]?.from_at : null);
  });

  test('ends when the account serves no more', async () => {
    const { agent } = await connected();
    const administrator = await desk.buildAccount({ administrator: true });
    await administrator.http.request('PATCH /api/accounts/:id', { params: { id: agent.id }, body: { agent: false } });
    expect((await periodsOf(agent)).filter(({ to_at }) => to_at === null)).toEqual([]);
  });
});

describe('forced by a supervisor', () => {
  test('the agent is told the state and the reason, the log by whom, the audit both', async () => {
    const { agent, socket } = await connected();
    expect(await force(agent, { state: 'busy', reason: '系统维护' })).toMatchObject({
      state: 'busy',
      reason: '系统维护',
    });
    await socket.frame('presence', ({ presence }) => presence.state === 'busy' && presence.reason === '系统维护');
    expect((await periodsOf(agent)).at(-1)).toMatchObject({ state: 'busy', forced_by: supervisor.id });
    const event = await desk.db
      .selectFrom('audit_entries')
      .select(['actor_id', 'subject', 'payload'])
      .where('type', '=', 'agent.presence_forced')
      .executeTakeFirstOrThrow();
    expect(event).toMatchObject({
      actor_id: supervisor.id,
      subject: `account:${agent.id}`,
      payload: { before: { presence: 'ready' }, after: { presence: 'busy', reason: '系统维护' } },
    });
    expect(await choose(agent, 'ready')).toMatchObject({ state: 'ready' });
  });

  test('somebody who is offline will be so on coming back', async () => {
    const agent = await desk.buildAgent({ wanted: 'ready' });
    expect(await force(agent, { state: 'away', reason: '培训' })).toMatchObject({ state: 'offline' });
    const socket = await agent.connect();
    await socket.frame('presence', ({ presence }) => presence.state === 'away' && presence.reason === '培训');
  });

  test('only by whoever may, for agents of their part of the tree', async () => {
    const { agent } = await connected();
    const branch = await desk.buildSkillGroup('分部');
    const stranger = await desk.buildAccount({ unit: branch, roles: ['supervisor'] });
    const body = { state: 'away', reason: '培训' } as const;
    await expect(force(agent, body, stranger)).rejects.toMatchObject({ code: 'not_found' });
    await expect(force(agent, body, agent)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(force(supervisor, body)).rejects.toMatchObject({ code: 'conflict' });
  });
});
