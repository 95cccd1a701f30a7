import { beforeEach, describe, expect, test } from 'vitest';
import { countStranded } from '../../testing/routing-records.ts';
import { beginTalk, closeTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

const presenceTimes = { graceMs: 1_000, renewMs: 100 };
let desk: TestDesk;
let administrator: TestAgent;

beforeEach(async () => {
  desk = await startDesk({ presenceTimes });
  administrator = await desk.buildAccount({ administrator: true });
  return async () => {
    await expect.poll(() => countStranded(desk.db)).toBe(0);
    await desk.stop();
  };
});

const readyAgent = async (orgUnitId = desk.skillGroup.id) => {
  const agent = await desk.buildAgent({ orgUnitId, wanted: 'ready' });
  const socket = await agent.connect();
  await socket.frame('presence', ({ presence }) => presence.state === 'ready');
  return { agent, socket };
};
const choose = (agent: TestAgent, state: 'ready' | 'away' | 'busy') =>
  agent.http.request('PUT /api/agents/me/presence', { body: { state } });
const limitTo = (maxConversations: number) =>
  administrator.http.request('PATCH /api/org-units/:id', {
    params: { id: desk.skillGroup.id },
    body: { maxConversations },
  });
const change = ({ id }: TestAgent, body: object) =>
  administrator.http.request('PATCH /api/accounts/:id', { params: { id }, body });
const post = (path: 'disable' | 'enable', { id }: TestAgent) =>
  administrator.http.request(`POST /api/accounts/:id/${path}`, { params: { id } });
const conversationOf = (id: string) =>
  desk.db.selectFrom('conversations').select(['state', 'agent_id']).where('id', '=', id).executeTakeFirstOrThrow();
const serves = ({ id: agent_id }: TestAgent, id: string) =>
  expect.poll(() => conversationOf(id)).toEqual({ state: 'active', agent_id });
const stateOf = async (id: string) => (await conversationOf(id)).state;

describe('the waiting visitor is served without anybody reloading or toggling', () => {
  test('when the agent was away at first, then busy, then ready, over and over', async () => {
    const { agent } = await readyAgent();
    for (const state of ['away', 'busy', 'away'] as const) {
      await choose(agent, state);
      const { conversationId } = await beginTalk(desk);
      expect(await stateOf(conversationId)).toBe('waiting');
      await choose(agent, 'ready');
      await serves(agent, conversationId);
    }
  });

  test('when the agent toggles at the very moment at which the visitor comes', async () => {
    const { agent } = await readyAgent();
    for (let round = 0; round < 5; round += 1) {
      await choose(agent, 'busy');
      const [{ conversationId }] = await Promise.all([beginTalk(desk), choose(agent, 'ready')]);
      await serves(agent, conversationId);
    }
  });

  test('when the limit is lowered below what the agent has, and raised again', async () => {
    await limitTo(2);
    const { agent } = await readyAgent();
    const [one, two] = [await beginTalk(desk), await beginTalk(desk)];
    await serves(agent, one.conversationId);
    await serves(agent, two.conversationId);
    await limitTo(1);
    const three = await beginTalk(desk);
    await closeTalk(agent, one.conversationId);
    expect(await stateOf(three.conversationId)).toBe('waiting');
    await limitTo(3);
    await serves(agent, three.conversationId);
  });

  test('when the agent is given a maximum of their own, and when it is taken back', async () => {
    await limitTo(1);
    const { agent } = await readyAgent();
    const [one, two] = [await beginTalk(desk), await beginTalk(desk)];
    await serves(agent, one.conversationId);
    expect(await stateOf(two.conversationId)).toBe('waiting');
    expect(await change(agent, { maxConversations: 2 })).toMatchObject({ maxConversations: 2 });
    await serves(agent, two.conversationId);
    await change(agent, { maxConversations: null });
    const three = await beginTalk(desk);
    await closeTalk(agent, one.conversationId);
    expect(await stateOf(three.conversationId)).toBe('waiting');
    await closeTalk(agent, two.conversationId);
    await serves(agent, three.conversationId);
    const refused = change(await desk.buildAccount({ unit: desk.skillGroup }), { maxConversations: 2 });
    await expect(refused).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('when the agent is moved into the group', async () => {
    const elsewhere = await desk.buildSkillGroup('售后');
    const { agent } = await readyAgent(elsewhere.id);
    const { conversationId } = await beginTalk(desk);
    expect(await stateOf(conversationId)).toBe('waiting');
    await administrator.http.request('POST /api/org-units/:id/accounts', {
      params: { id: desk.skillGroup.id },
      body: { accountIds: [agent.id] },
    });
    await serves(agent, conversationId);
  });

  test('when the agent is switched off and on', async () => {
    const { agent } = await readyAgent();
    await post('disable', agent);
    const { conversationId } = await beginTalk(desk);
    await post('enable', agent);
    expect(await stateOf(conversationId)).toBe('waiting');
    await desk.agentWith(agent, await sessionOf(agent)).connect();
    await serves(agent, conversationId);
  });

  test('when the group was none for a while; with somebody waiting it cannot be switched off at all', async () => {
    const { agent } = await readyAgent();
    const switchGroup = (isSkillGroup: boolean) =>
      administrator.http.request('PATCH /api/org-units/:id', {
        params: { id: desk.skillGroup.id },
        body: { isSkillGroup },
      });
    await choose(agent, 'away');
    const { conversationId } = await beginTalk(desk);
    await expect(switchGroup(false)).rejects.toMatchObject({ code: 'in_use' });
    // As by an operator in the database.
    await desk.db
      .updateTable('org_units')
      .set({ is_skill_group: false })
      .where('id', '=', desk.skillGroup.id)
      .execute();
    await choose(agent, 'ready');
    expect(await stateOf(conversationId)).toBe('waiting');
    await switchGroup(true);
    await serves(agent, conversationId);
  });

  test('when the agent counted as gone although they are connected', async () => {
    const { agent } = await readyAgent();
    await desk.db.updateTable('agents').set({ state: 'offline' }).where('account_id', '=', agent.id).execute();
    const { conversationId } = await beginTalk(desk);
    await serves(agent, conversationId);
  });

  test('when another node takes the agent for gone at the moment at which they come back', async () => {
    const { agent } = await readyAgent();
    const other = await startDesk({ beside: desk, presenceTimes: { graceMs: 500, renewMs: 50 } });
    await new Promise((resolve) => setTimeout(resolve, 600));
    const mine = desk.db.updateTable('agents').where('account_id', '=', agent.id);
    await mine.set({ seen_at: new Date(Date.now() - 60_000) }).execute();
    await desk.db.transaction().execute(async (tx) => {
      const row = tx.updateTable('agents').where('account_id', '=', agent.id);
      await row.set({ seen_at: new Date(Date.now() - 60_000) }).execute();
      // The other node waits here to put them offline, and theirs to say that they are there.
      await new Promise((resolve) => setTimeout(resolve, 300));
      await row.set({ seen_at: new Date() }).execute();
    });
    const { conversationId } = await beginTalk(desk);
    await serves(agent, conversationId);
    const { rows } = await desk.connection.pool.query(
      "select 1 from events where type = 'agent.presence_changed' and payload ->> 'because' = 'vanished'",
    );
    expect(rows).toEqual([]);
    await other.stop();
  });

  test('when the node died between what became possible and its reaction: another one, or the next start, makes up for it', async () => {
    const { agent } = await readyAgent();
    await choose(agent, 'away');
    const { conversationId } = await beginTalk(desk);
    await desk.app.close();
    // Nobody runs while the agent becomes ready, and no event tells of it.
    await desk.db
      .updateTable('agents')
      .set({ state: 'ready', wanted: 'ready' })
      .where('account_id', '=', agent.id)
      .execute();
    const next = await startDesk({ beside: desk, presenceTimes: { graceMs: 60_000, renewMs: 100 } });
    await serves(agent, conversationId);
    await next.stop();
  });
});

/** A session of somebody whose own ended when they were switched off. */
async function sessionOf({ username }: TestAgent): Promise<string> {
  const response = await desk.app.auth.api.signInUsername({
    body: { username, password: 'correct1horse' },
    asResponse: true,
  });
  return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
}
