import { beforeEach, describe, expect, test } from 'vitest';
import { expectEventsMatchRefetch } from '../../testing/expect-events-match-refetch.ts';
import { countStranded } from '../../testing/routing-records.ts';
import { openShelf } from '../../testing/stored-conversations.ts';
import { agentSays, beginTalk, closeTalk, countTo, eventsAt } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;

beforeEach(async () => {
  desk = await startDesk({ presenceTimes: { graceMs: 1_000, renewMs: 100 } });
  return async () => {
    // The sweep is the net below the net: whatever these tests do, it must have nothing to catch.
    await expect.poll(() => countStranded(desk.db)).toBe(0);
    await desk.stop();
  };
});

const readyAgent = async (options: { name?: string; orgUnitId?: number } = {}) => {
  const agent = await desk.buildAgent({ ...options, wanted: 'ready' });
  const socket = await agent.connect();
  await socket.frame('presence', ({ presence }) => presence.state === 'ready');
  return { agent, socket };
};
const choose = (agent: TestAgent, state: 'ready' | 'away' | 'busy') =>
  agent.http.request('PUT /api/agents/me/presence', { body: { state } });
const limitTo = (capacity: number) =>
  desk.db.updateTable('org_units').set({ max_conversations: capacity }).where('id', '=', desk.skillGroup.id).execute();

/** Who serves what: conversation id → agent id, or what its state is. */
async function served(): Promise<Map<string, string>> {
  const rows = await desk.db.selectFrom('conversations').select(['id', 'agent_id', 'state']).execute();
  return new Map(rows.map((row) => [row.id, row.state === 'active' ? (row.agent_id ?? '') : row.state]));
}
const whoServes = async (conversationId: string) => (await served()).get(conversationId);
const loads = async () => {
  const counts = new Map<string, number>();
  for (const who of (await served()).values()) counts.set(who, (counts.get(who) ?? 0) + 1);
  return counts;
};

describe('a waiting visitor is given to a ready agent', () => {
  test('at once, when the agent was there before', async () => {
    const { agent, socket } = await readyAgent();
    const { conversationId, visitor } = await beginTalk(desk);
    await socket.frame('inbox', (frame) =>
      frame.rows.some((row) => row.id === conversationId && row.agent?.id === agent.id),
    );
    await agentSays(agent, conversationId, '您好');
    const page = await visitor.http.request('GET /api/conversations/:id/events', { params: { id: conversationId } });
    expect(page.events.find((event) => event.type === 'conversation.assigned')).toMatchObject({
      by: 'routing',
      agent: { id: agent.id },
    });
  });

  test('at once, when the agent comes later', async () => {
    const { conversationId } = await beginTalk(desk);
    const { agent } = await readyAgent();
    await expect.poll(() => whoServes(conversationId)).toBe(agent.id);
  });

  test('the one with the fewest conversations, turn by turn', async () => {
    const [one, two, three] = await Promise.all([readyAgent(), readyAgent(), readyAgent()]);
    for (const _ of countTo(9)) {
      const { conversationId } = await beginTalk(desk);
      await expect.poll(() => whoServes(conversationId)).not.toBe('waiting');
    }
    expect(await loads()).toEqual(new Map([one, two, three].map(({ agent }) => [agent.id, 3])));
  });

  test('never beyond the limit, whoever comes at the same moment, on two nodes', async () => {
    await limitTo(4);
    const beside = await startDesk({ beside: desk, presenceTimes: { graceMs: 1_000, renewMs: 100 } });
    const agents = await Promise.all([readyAgent(), readyAgent(), readyAgent()]);
    await Promise.all(countTo(30).map((number) => beginTalk(number % 2 ? desk : beside)));
    await expect.poll(async () => (await loads()).get('waiting')).toBe(18);
    expect(await loads()).toEqual(new Map([['waiting', 18], ...agents.map(({ agent }) => [agent.id, 4] as const)]));
    await beside.stop();
  });

  test('closing one takes the next from the front of the queue', async () => {
    await limitTo(1);
    const { agent } = await readyAgent();
    const talks = [await beginTalk(desk), await beginTalk(desk), await beginTalk(desk)];
    for (const { conversationId } of talks) {
      await expect.poll(() => whoServes(conversationId)).toBe(agent.id);
      await closeTalk(agent, conversationId);
    }
  });

  test('a visitor who leaves makes room, too', async () => {
    await limitTo(1);
    const { agent } = await readyAgent();
    const [first, second] = [await beginTalk(desk), await beginTalk(desk)];
    await expect.poll(() => whoServes(first.conversationId)).toBe(agent.id);
    await first.visitor.http.request('POST /api/visitor/close');
    await expect.poll(() => whoServes(second.conversationId)).toBe(agent.id);
  });

  test('room made in another skill group counts where the agent belongs', async () => {
    await limitTo(1);
    const below = await desk.db
      .insertInto('org_units')
      .values({ name: '售前B组', parent_id: desk.skillGroup.id, is_skill_group: true, path: '' })
      .returning('id')
      .executeTakeFirstOrThrow();
    await desk.buildChannel('below', below.id);
    const { agent } = await readyAgent();
    const away = await beginTalk(desk, { channelId: 'below', agent });
    const own = await beginTalk(desk);
    expect(await whoServes(own.conversationId)).toBe('waiting');
    await closeTalk(agent, away.conversationId);
    await expect.poll(() => whoServes(own.conversationId)).toBe(agent.id);
  });
});

describe('who gets nothing', () => {
  test('agents who are away or busy keep what they have', async () => {
    const { agent } = await readyAgent();
    const kept = await beginTalk(desk);
    await expect.poll(() => whoServes(kept.conversationId)).toBe(agent.id);
    for (const state of ['away', 'busy'] as const) {
      await choose(agent, state);
      const { conversationId } = await beginTalk(desk);
      expect(await whoServes(conversationId)).toBe('waiting');
      expect(await whoServes(kept.conversationId)).toBe(agent.id);
    }
    await choose(agent, 'ready');
    await expect.poll(async () => (await loads()).get(agent.id)).toBe(3);
  });

  test('agents of another group, and the super administrator', async () => {
    const elsewhere = await desk.buildSkillGroup('售后');
    await readyAgent({ orgUnitId: elsewhere.id });
    const chief = await desk.buildAgent({ superAdministrator: true, wanted: 'ready' });
    const socket = await chief.connect();
    await socket.frame('presence', ({ presence }) => presence.state === 'ready');
    const { conversationId } = await beginTalk(desk);
    const { agent } = await readyAgent();
    await expect.poll(() => whoServes(conversationId)).toBe(agent.id);
  });
});

describe('an agent who vanishes', () => {
  test('their conversations go back to the front of the queue and to somebody else', async () => {
    await limitTo(2);
    const gone = await readyAgent();
    const talks = [await beginTalk(desk), await beginTalk(desk)];
    for (const { conversationId } of talks) await expect.poll(() => whoServes(conversationId)).toBe(gone.agent.id);
    const later = await beginTalk(desk);
    const watcher = await talks[0]?.visitor.connect();
    gone.socket.socket.terminate();
    await expect.poll(async () => (await loads()).get('waiting')).toBe(3);
    const { agent } = await readyAgent();
    for (const { conversationId } of talks) await expect.poll(() => whoServes(conversationId)).toBe(agent.id);
    expect(await whoServes(later.conversationId)).toBe('waiting');
    const id = talks[0]?.conversationId ?? '';
    await watcher?.frame('event', ({ event }) => event.type === 'conversation.assigned' && event.agent.id === agent.id);
    expect(
      watcher && eventsAt(watcher, id).flatMap((event) => (event.type === 'conversation.waiting' ? event.reason : [])),
    ).toEqual(['opened', 'agent_offline']);
  });

  test('what is told of it is what a refetch shows', async () => {
    const gone = await readyAgent();
    const { conversationId } = await beginTalk(desk);
    await expect.poll(() => whoServes(conversationId)).toBe(gone.agent.id);
    const colleague = await desk.buildAgent();
    await expectEventsMatchRefetch(colleague, conversationId, async () => {
      gone.socket.socket.terminate();
      await expect.poll(() => whoServes(conversationId)).toBe('waiting');
    });
  });

  test('and is back within the grace period keeps them', async () => {
    const { agent, socket } = await readyAgent();
    const { conversationId } = await beginTalk(desk);
    await expect.poll(() => whoServes(conversationId)).toBe(agent.id);
    const { since } = await agent.http.request('GET /api/agents/me/presence');
    socket.socket.terminate();
    await socket.closed;
    await agent.connect();
    await new Promise((resolve) => setTimeout(resolve, 2_000));
    expect(await agent.http.request('GET /api/agents/me/presence')).toMatchObject({ state: 'ready', since });
    expect(await whoServes(conversationId)).toBe(agent.id);
  });

  test('with the node that served them: another node notices', async () => {
    const beside = await startDesk({ beside: desk, presenceTimes: { graceMs: 1_000, renewMs: 100 } });
    const { agent } = await readyAgent();
    const { conversationId } = await beginTalk(desk);
    await expect.poll(() => whoServes(conversationId)).toBe(agent.id);
    await desk.app.close();
    await expect
      .poll(
        async () =>
          (
            await beside.db
              .selectFrom('conversations')
              .select('state')
              .where('id', '=', conversationId)
              .executeTakeFirst()
          )?.state,
      )
      .toBe('waiting');
    await beside.app.close();
    await beside.connection.close();
  });
});

describe('the event log makes up for what a crash swallowed', () => {
  test('a conversation that nobody announced is assigned', async () => {
    const { agent } = await readyAgent();
    const shelf = await openShelf(desk.db);
    const visitor = await desk.buildVisitor();
    const { id } = await shelf.addConversation({ visitorId: visitor.id, skillGroupId: desk.skillGroup.id });
    await expect.poll(() => whoServes(id)).toBe(agent.id);
  });

  test('an agent whose going offline nobody announced loses their conversations', async () => {
    const { agent, socket } = await readyAgent();
    const { conversationId } = await beginTalk(desk);
    await expect.poll(() => whoServes(conversationId)).toBe(agent.id);
    const other = await readyAgent();
    // Whoever is connected would be brought back.
    await socket.close();
    await desk.db.transaction().execute(async (tx) => {
      await tx.updateTable('agents').set({ state: 'offline' }).where('account_id', '=', agent.id).execute();
      const payload = JSON.stringify({
        accountId: agent.id,
        from: 'ready',
        to: 'offline',
        because: 'vanished',
        since: new Date(),
      });
      await tx
        .insertInto('events')
        .values({ type: 'agent.presence_changed', org_unit_id: desk.skillGroup.id, actor_kind: 'system', payload })
        .execute();
    });
    await expect.poll(() => whoServes(conversationId)).toBe(other.agent.id);
  });
});
