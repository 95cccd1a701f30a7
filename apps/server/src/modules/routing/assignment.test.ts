import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginTalk, closeTalk, type Talk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let administrator: TestAgent;
let counter = 0;

beforeAll(async () => {
  desk = await startDesk();
  administrator = await desk.buildAccount({ administrator: true });
});
afterAll(() => desk.stop());

/** A skill group with a channel and ready agents of its own. */
async function buildGroup(names: string[], settings: object = {}) {
  const group = await desk.buildSkillGroup(`分配组 ${++counter}`);
  const channelId = `assignment${counter}`;
  await desk.buildChannel(channelId, group.id);
  await administrator.http.request('PATCH /api/org-units/:id/routing-settings', {
    params: { id: group.id },
    body: settings,
  });
  const agents: TestAgent[] = [];
  for (const name of names) {
    const agent = await desk.buildAgent({ name, orgUnitId: group.id, wanted: 'ready' });
    const socket = await agent.connect();
    await socket.frame('presence', ({ presence }) => presence.state === 'ready');
    agents.push(agent);
  }
  return { group, agents, begin: () => beginTalk(desk, { channelId }) };
}
const choose = (agent: TestAgent | undefined, state: 'ready' | 'away' | 'busy') =>
  agent?.http.request('PUT /api/agents/me/presence', { body: { state } });
const why = (conversationId: string, who = administrator) =>
  who.http.request('GET /api/conversations/:id/assignment', { params: { id: conversationId } });
const served = async ({ conversationId }: Talk) => {
  await expect.poll(async () => (await why(conversationId)).assignment).not.toBeNull();
  return (await why(conversationId)).assignment;
};
/** As a transfer or an accepted invitation will do it, before anybody is asked. */
const bind = ({ conversationId }: Talk, agent: TestAgent | undefined) =>
  desk.db
    .updateTable('conversations')
    .set({ bound_agent_id: agent?.id ?? null })
    .where('id', '=', conversationId)
    .execute();

describe('why this agent', () => {
  test('names the rule, and why each other one was not chosen', async () => {
    const { agents, begin } = await buildGroup(['赵一', '钱二', '孙三']);
    const [one, two, three] = agents;
    await choose(three, 'busy');
    const first = await served(await begin());
    expect(first).toMatchObject({ rule: 'least_loaded', candidates: 3 });
    const second = await served(await begin());
    const chosen = second?.agent.id === one?.id ? one : two;
    const other = chosen === one ? two : one;
    expect(second?.others).toEqual(
      expect.arrayContaining([
        { agent: { id: other?.id, name: other?.name }, load: 1, why: 'more_loaded' },
        { agent: { id: three?.id, name: '孙三' }, load: 0, why: 'busy' },
      ]),
    );
  });

  test('tells of a conversation that was taken', async () => {
    const { agents, begin } = await buildGroup(['赵一']);
    await choose(agents[0], 'away');
    const talk = await begin();
    await agents[0]?.http.request('POST /api/conversations/:id/take', { params: { id: talk.conversationId } });
    expect(await why(talk.conversationId)).toMatchObject({
      assignment: { rule: 'taken', agent: { id: agents[0]?.id }, others: [] },
      waiting: null,
    });
  });

  test('is not found by whoever may not see the conversation', async () => {
    const { begin } = await buildGroup([]);
    const { conversationId } = await begin();
    const stranger = await desk.buildAgent();
    await expect(why(conversationId, stranger)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('what it waits for', () => {
  const waitsFor = async ({ conversationId }: Talk) => (await why(conversationId)).waiting;

  test('somebody to come, to be ready, to have room; with its place in the queue', async () => {
    const nobody = await buildGroup([]);
    expect(await waitsFor(await nobody.begin())).toMatchObject({ reason: 'no_agent_online', place: 1 });
    const { agents, begin } = await buildGroup(['赵一'], { maxPerAgent: 1 });
    await served(await begin());
    const [second, third] = [await begin(), await begin()];
    expect(await waitsFor(second)).toMatchObject({ reason: 'all_at_capacity', place: 1 });
    expect(await waitsFor(third)).toMatchObject({ reason: 'all_at_capacity', place: 2 });
    await choose(agents[0], 'away');
    expect(await waitsFor(third)).toMatchObject({ reason: 'no_agent_ready' });
  });

  test('the agent whom it is bound to, while others are ready; and not any more once they are gone', async () => {
    const { group, agents, begin } = await buildGroup(['赵一', '钱二'], { maxPerAgent: 1 });
    const [one, two] = agents;
    await Promise.all([served(await begin()), served(await begin())]);
    const talk = await begin();
    await bind(talk, one);
    await choose(one, 'away');
    await administrator.http.request('PATCH /api/org-units/:id/routing-settings', {
      params: { id: group.id },
      body: { maxPerAgent: 5 },
    });
    expect(await waitsFor(talk)).toMatchObject({
      reason: 'bound_agent_away',
      boundAgent: { id: one?.id, name: '赵一' },
    });
    await administrator.http.request('POST /api/accounts/:id/disable', { params: { id: one?.id ?? '' } });
    expect(await served(talk)).toMatchObject({ rule: 'least_loaded', agent: { id: two?.id } });
  });
});

describe('who is served first, and by whom', () => {
  test('an agent of another group, if it is bound to them: at once when they become ready', async () => {
    const { agents } = await buildGroup(['外援']);
    await choose(agents[0], 'away');
    const { begin } = await buildGroup([]);
    const talk = await begin();
    await bind(talk, agents[0]);
    await choose(agents[0], 'ready');
    expect(await served(talk)).toMatchObject({ rule: 'bound_agent', agent: { id: agents[0]?.id } });
  });

  test('the agent who served the visitor last, where that is on', async () => {
    const { agents, begin } = await buildGroup(['赵一', '钱二'], { lastAgentFirst: true });
    const talk = await begin();
    const before = await served(talk);
    const agent = agents.find(({ id }) => id === before?.agent.id) as TestAgent;
    // The other one has less to do from now on.
    const load = [await begin(), await begin(), await begin(), await begin()];
    for (const one of load) await served(one);
    await closeTalk(agent, talk.conversationId);
    for (const one of load) {
      const now = await served(one);
      if (now?.agent.id !== agent.id)
        await closeTalk(agents.find(({ id }) => id === now?.agent.id) as TestAgent, one.conversationId);
    }
    const { conversationId } = await talk.visitor.http.request('POST /api/visitor/messages', {
      body: { id: crypto.randomUUID(), message: { kind: 'text', text: '还有一个问题' } },
    });
    expect(await served({ ...talk, conversationId })).toMatchObject({ rule: 'last_agent', agent: { id: agent.id } });
  });

  test('by turns, where the strategy is round robin', async () => {
    const { agents, begin } = await buildGroup(['赵一', '钱二', '孙三'], { strategy: 'round_robin' });
    const turns: (string | undefined)[] = [];
    for (let count = 0; count < 6; count += 1) {
      const talk = await begin();
      const { agent } = (await served(talk)) ?? {};
      turns.push(agent?.id);
      await closeTalk(agents.find(({ id }) => id === agent?.id) as TestAgent, talk.conversationId);
    }
    expect(new Set(turns.slice(0, 3)).size).toBe(3);
    expect(turns.slice(3)).toEqual(turns.slice(0, 3));
  });

  test('priority first, then arrival', async () => {
    const { agents, begin } = await buildGroup(['赵一'], { maxPerAgent: 1 });
    const agent = agents[0] as TestAgent;
    const current = await begin();
    await served(current);
    const [early, urgent] = [await begin(), await begin()];
    await desk.db.updateTable('conversations').set({ priority: 1 }).where('id', '=', urgent.conversationId).execute();
    expect((await why(urgent.conversationId)).waiting?.place).toBe(1);
    await closeTalk(agent, current.conversationId);
    await served(urgent);
    expect((await why(early.conversationId)).waiting?.place).toBe(1);
  });

  test('a batch at first, when somebody becomes ready before a long queue', async () => {
    const { agents, begin } = await buildGroup(['赵一'], { batchSize: 2 });
    await choose(agents[0], 'away');
    const talks = [await begin(), await begin(), await begin()];
    await choose(agents[0], 'ready');
    for (const talk of talks.slice(0, 2)) await served(talk);
    const third = talks[2] as Talk;
    expect((await why(third.conversationId)).waiting?.reason).toBe('agents_settling');
    await closeTalk(agents[0] as TestAgent, talks[0]?.conversationId ?? '');
    await served(third);
  });

  test('an agent takes nothing beyond the limit of the group', async () => {
    const { agents, begin } = await buildGroup(['赵一'], { maxPerAgent: 1 });
    await served(await begin());
    const { conversationId } = await begin();
    const take = agents[0]?.http.request('POST /api/conversations/:id/take', { params: { id: conversationId } });
    await expect(take).rejects.toMatchObject({ code: 'capacity_reached' });
  });
});
