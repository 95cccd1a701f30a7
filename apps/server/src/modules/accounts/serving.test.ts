import { CloseCode } from '@cskefu/contract';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createSharedBroadcast } from '../../testing/shared-broadcast.ts';
import { beginTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

const wire = createSharedBroadcast();
let here: TestDesk;
let there: TestDesk;
let administrator: TestAgent;

beforeAll(async () => {
  here = await startDesk({ broadcast: wire.node() });
  there = await startDesk({ beside: here, broadcast: wire.node() });
  administrator = await here.buildAccount({ administrator: true });
});
afterAll(async () => {
  await there.stop();
  await here.stop();
});

const post = (path: 'disable' | 'enable', { id }: { id: string }) =>
  administrator.http.request(`POST /api/accounts/:id/${path}`, { params: { id } });
const update = ({ id }: { id: string }, body: object) =>
  administrator.http.request('PATCH /api/accounts/:id', { params: { id }, body });
const remove = ({ id }: { id: string }) => administrator.http.request('DELETE /api/accounts/:id', { params: { id } });
const conversation = (id: string) =>
  here.db.selectFrom('conversations').select(['state', 'agent_id']).where('id', '=', id).executeTakeFirstOrThrow();
const waits = (id: string) => expect.poll(() => conversation(id)).toEqual({ state: 'waiting', agent_id: null });

let counter = 0;
/** A skill group of its own with a channel, so that tests do not serve each other's visitors. */
async function buildGroup() {
  counter += 1;
  const group = await here.buildSkillGroup(`技能组 ${counter}`);
  await here.buildChannel(`group${counter}`, group.id);
  return { group, channelId: `group${counter}` };
}

const leaving: [string, (agent: TestAgent) => Promise<unknown>][] = [
  ['is switched off', (agent) => post('disable', agent)],
  ['is deleted', remove],
  ['serves no more', (agent) => update(agent, { agent: false })],
];

describe.each(leaving)('an agent who %s', (_how, leave) => {
  test('gives back what they serve, and it goes to the next one who is ready', async () => {
    const { group, channelId } = await buildGroup();
    const agent = await here.buildAgent({ orgUnitId: group.id });
    const socket = await agent.connect();
    const { conversationId } = await beginTalk(here, { agent, channelId });
    const next = await here.buildAgent({ orgUnitId: group.id, wanted: 'ready' });
    const nextSocket = await next.connect();
    await nextSocket.frame('presence', ({ presence }) => presence.state === 'ready');
    await leave(agent);
    await expect.poll(() => conversation(conversationId)).toEqual({ state: 'active', agent_id: next.id });
    expect(await socket.closed).toBe(CloseCode.AccessChanged);
    await nextSocket.close();
  });

  test('gives it back also if no connection of theirs was ever seen', async () => {
    const { group, channelId } = await buildGroup();
    const agent = await here.buildAgent({ orgUnitId: group.id });
    const { conversationId } = await beginTalk(here, { agent, channelId });
    await leave(agent);
    await waits(conversationId);
  });

  test('keeps none that they took at the same moment', async () => {
    const { group, channelId } = await buildGroup();
    for (let round = 0; round < 4; round += 1) {
      const agent = await here.buildAgent({ orgUnitId: group.id });
      const { conversationId } = await beginTalk(here, { channelId });
      const take = agent.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
      await Promise.allSettled([take, leave(agent)]);
      await waits(conversationId);
    }
  });
});

test('browsers on every node hear that an account was switched off, and cannot come back', async () => {
  const { group } = await buildGroup();
  const agent = await here.buildAgent({ orgUnitId: group.id });
  const elsewhere = there.agentWith(agent, agent.cookie);
  const sockets = [await agent.connect(), await elsewhere.connect()];
  await post('disable', agent);
  for (const socket of sockets) {
    await socket.frame('bye', ({ reason }) => reason === 'access_changed');
    expect(await socket.closed).toBe(CloseCode.AccessChanged);
  }
  await expect(elsewhere.connect()).rejects.toThrow(String(CloseCode.Unauthenticated));
});

test('no browser slips in with what its account could do when it began to say hello', async () => {
  const agent = await here.buildAgent();
  await here.db
    .updateTable('sessions')
    .set({ last_used_at: new Date(0) })
    .where('account_id', '=', agent.id)
    .execute();
  const { hello } = await here.db.transaction().execute(async (tx) => {
    // Rights are read; then the use of the session is written down, and waits for this.
    await tx.selectFrom('sessions').select('id').where('account_id', '=', agent.id).forUpdate().execute();
    const waiting = agent.connect();
    waiting.catch(() => {});
    await expect.poll(countWaitingQueries).toBeGreaterThan(0);
    await here.db.updateTable('accounts').set({ must_change_password: true }).where('id', '=', agent.id).execute();
    await update(agent, { name: '改名' });
    return { hello: waiting };
  });
  await expect(hello).rejects.toThrow(String(CloseCode.Unauthenticated));
});

async function countWaitingQueries(): Promise<number> {
  const { rows } = await sql<{ n: number }>`
    select count(*)::int as n from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`.execute(
    here.db,
  );
  return rows[0]?.n ?? 0;
}

test('browsers on every node hear of other roles, units, flags and passwords', async () => {
  const acts: ((agent: TestAgent) => Promise<unknown>)[] = [
    (agent) => update(agent, { orgUnitId: here.company.id }),
    (agent) => update(agent, { roleIds: [] }),
    (agent) => update(agent, { administrator: true }),
    ({ id }) =>
      administrator.http.request('POST /api/accounts/:id/reset-password', {
        params: { id },
        body: { password: 'another2horse' },
      }),
  ];
  for (const act of acts) {
    const agent = await here.buildAgent();
    const sockets = [await agent.connect(), await there.agentWith(agent, agent.cookie).connect()];
    await act(agent);
    for (const socket of sockets) expect(await socket.closed).toBe(CloseCode.AccessChanged);
  }
});

test('whoever changes a role is heard by everybody in it, on every node, and by nobody else', async () => {
  const chief = await here.buildAccount({ superAdministrator: true });
  const { id } = await chief.http.request('POST /api/roles', {
    body: { name: '值班', permissions: ['conversations:read'] },
  });
  const member = await here.buildAccount({ roles: [id] });
  const other = await here.buildAccount({ roles: ['agent'] });
  const sockets = [await member.connect(), await there.agentWith(member, member.cookie).connect()];
  const calm = await other.connect();
  await chief.http.request('PATCH /api/roles/:id', {
    params: { id },
    body: { permissions: ['conversations:read', 'reports:read'] },
  });
  for (const socket of sockets) expect(await socket.closed).toBe(CloseCode.AccessChanged);
  expect(calm.frames.some((frame) => frame.type === 'bye')).toBe(false);
  await calm.close();
});

describe('a waiting visitor is served as soon as somebody', () => {
  test('becomes an agent in their skill group', async () => {
    const { group, channelId } = await buildGroup();
    const person = await here.buildAccount({ unit: group, roles: ['agent'] });
    const { conversationId } = await beginTalk(here, { channelId });
    await update(person, { agent: true });
    const socket = await person.connect();
    await expect.poll(() => conversation(conversationId)).toEqual({ state: 'active', agent_id: person.id });
    await socket.close();
  });

  test('moves to their skill group', async () => {
    const [{ group: from }, { group: to, channelId }] = [await buildGroup(), await buildGroup()];
    const agent = await here.buildAgent({ orgUnitId: from.id, wanted: 'ready' });
    const socket = await agent.connect();
    await socket.frame('presence', ({ presence }) => presence.state === 'ready');
    const { conversationId } = await beginTalk(here, { channelId });
    await administrator.http.request('POST /api/org-units/:id/accounts', {
      params: { id: to.id },
      body: { accountIds: [agent.id] },
    });
    await expect.poll(() => conversation(conversationId)).toEqual({ state: 'active', agent_id: agent.id });
    await socket.closed;
  });

  test('is switched on again and comes back', async () => {
    const { group, channelId } = await buildGroup();
    const agent = await here.buildAgent({ orgUnitId: group.id, wanted: 'ready' });
    await post('disable', agent);
    const { conversationId } = await beginTalk(here, { channelId });
    await post('enable', agent);
    // As if a connection had been quicker than the switch.
    await here.db.updateTable('agents').set({ state: 'ready' }).where('account_id', '=', agent.id).execute();
    await update(agent, { name: '回来了' });
    await expect.poll(() => conversation(conversationId)).toEqual({ state: 'active', agent_id: agent.id });
  });
});
