import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openShelf } from '../../testing/stored-conversations.ts';
import { agentSays, beginTalk, closeTalk, visitorSays } from '../../testing/talk.ts';
import { openTestDatabase } from '../../testing/test-database.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { rebuildServices, writeServices } from './agent-services.store.ts';

describe('the figures of agents', () => {
  let desk: TestDesk;
  let supervisor: TestAgent;
  let zhang: TestAgent;
  let li: TestAgent;

  beforeAll(async () => {
    desk = await startDesk();
    supervisor = await desk.buildAccount({ unit: desk.company, roles: ['supervisor'] });
    zhang = await desk.buildAgent({ name: '张三' });
    li = await desk.buildAgent({ name: '李四' });
    for (const agent of [zhang, li]) await agent.connect();
    const { visitor, conversationId } = await beginTalk(desk, { agent: zhang });
    await agentSays(zhang, conversationId, '您好');
    await visitorSays(visitor, '能退吗？');
    await agentSays(zhang, conversationId, '能');
    const params = { id: conversationId };
    await zhang.http.request('POST /api/conversations/:id/transfer', { params, body: { to: { agentId: li.id } } });
    await agentSays(li, conversationId, '我来');
    await closeTalk(li, conversationId);
    await visitor.http.request('POST /api/visitor/conversations/:id/rating', { params, body: { level: 4 } });
    const second = await beginTalk(desk, { agent: zhang });
    await closeTalk(zhang, second.conversationId);
  });
  afterAll(() => desk.stop());

  const report = (query: object = {}, who = supervisor) => who.http.request('GET /api/reports/agents', { query });

  test('are there a moment later, by agent', async () => {
    const whole = { conversations: 2, replies: 3, rated: 1, transferredOut: 1 };
    await expect.poll(async () => (await report()).total).toMatchObject(whole);
    const { items } = await report();
    const of = (name: string) => items.find(({ agent }) => agent?.name === name);
    expect(of('张三')).toMatchObject({ conversations: 2, replies: 2, transferredOut: 1, transferredIn: 0, rated: 0 });
    expect(of('李四')).toMatchObject({ conversations: 1, replies: 1, transferredIn: 1, rated: 1, satisfaction: 4 });
    expect(of('李四')?.averageWait).toBeNull();
    expect(of('张三')?.presence).toMatchObject({ ready: 0 });
    expect(of('张三')?.firstResponse).toBeGreaterThanOrEqual(0);
  });

  test('by day and by skill group, for one agent, page by page', async () => {
    const today = new Intl.DateTimeFormat('en-CA', { timeZone: 'Asia/Shanghai' }).format(new Date());
    const days = await report({ by: 'day', timeZone: 'Asia/Shanghai', agentId: li.id });
    expect(days.items.filter(({ conversations }) => conversations > 0)).toMatchObject([{ day: today, replies: 1 }]);
    const groups = await report({ by: 'skill_group' });
    expect(groups.items).toMatchObject([{ skillGroup: { id: desk.skillGroup.id }, conversations: 2, presence: null }]);
    const first = await report({ limit: 1 });
    const second = await report({ limit: 1, cursor: first.nextCursor });
    expect([...first.items, ...second.items].map(({ agent }) => agent?.name)).toEqual(['张三', '李四']);
  });

  test('are taken as a file, and the audit knows', async () => {
    const chief = await desk.buildAccount({ unit: desk.company, administrator: true });
    const response = await fetch(`${desk.url}/api/reports/agents/export?format=csv`, {
      headers: { cookie: chief.cookie },
    });
    expect(response.headers.get('content-disposition')).toContain('.csv');
    expect((await response.text()).split('\r\n')[1]).toMatch(/^张三,2,/);
    const { items } = await chief.http.request('GET /api/audit', { query: { type: 'report.exported' } });
    expect(items).toHaveLength(1);
    const refused = await fetch(`${desk.url}/api/reports/agents/export`, { headers: { cookie: zhang.cookie } });
    expect(refused.status).toBe(403);
  });

  test('are those of one’s part of the tree only, and of a year at most', async () => {
    const elsewhere = await desk.buildUnit('别处');
    const theirs = await desk.buildAccount({ unit: elsewhere, roles: ['supervisor'] });
    const { items, total } = await report({}, theirs);
    expect(items).toEqual([]);
    expect(total).toMatchObject({ conversations: 0, averageWait: null });
    const long = { from: '2020-01-01T00:00:00.000Z', to: '2026-01-01T00:00:00.000Z' };
    await expect(report(long)).rejects.toMatchObject({ code: 'invalid_input' });
  });
});

/** What may happen next in a conversation, whatever went before. */
const step = fc.record({
  conversation: fc.nat(2),
  what: fc.constantFrom(
    'assigned',
    'transferred',
    'waiting',
    'closed',
    'rated',
    'wrapped_up',
    'visitor',
    'agent',
    'note',
  ),
  agent: fc.nat(1),
  level: fc.integer({ min: 1, max: 5 }),
  later: fc.nat(600_000),
  isSeen: fc.boolean(),
});

test('made while it happens or anew from the log, they are the same', async () => {
  const connection = await openTestDatabase();
  const { db } = connection;
  const shelf = await openShelf(db);
  const agents = [await shelf.addAgent(), await shelf.addAgent()];
  const rows = () => db.selectFrom('agent_services').selectAll().orderBy('conversation_id').orderBy('seq').execute();
  await fc.assert(
    fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 40 }), async (steps) => {
      const talks = await Promise.all([0, 1, 2].map(async () => ({ ...(await shelf.addConversation()) })));
      const seqs = talks.map(({ seq }) => seq);
      const told = new Set<string>();
      const follow = async () => {
        await writeServices(db, [...told]);
        told.clear();
      };
      let now = Date.UTC(2026, 0, 1);
      for (const { conversation, what, agent, level, later, isSeen } of steps) {
        const id = talks[conversation]?.id as string;
        const seq = (seqs[conversation] ?? 0) + 1;
        seqs[conversation] = seq;
        now += later;
        const created_at = new Date(now);
        if (what === 'visitor' || what === 'agent' || what === 'note')
          await db
            .insertInto('messages')
            .values({
              id: crypto.randomUUID(),
              conversation_id: id,
              seq,
              author_kind: what === 'visitor' ? 'visitor' : 'agent',
              author_id: what === 'visitor' ? null : (agents[agent] as string),
              author_name: '',
              kind: what === 'note' ? 'note' : 'text',
              text: 'x',
              created_at,
            })
            .execute();
        else {
          told.add(id);
          await db
            .insertInto('events')
            .values({
              type: `conversation.${what}`,
              conversation_id: id,
              seq,
              org_unit_id: 1,
              actor_kind: 'system',
              payload: JSON.stringify({
                agent: { id: agents[agent] },
                by: level > 3 ? 'transferred' : 'routing',
                level,
              }),
              created_at,
            })
            .execute();
        }
        // The consumer hears of events, not of messages: of some at once, of some later, of some twice.
        if (isSeen) await follow();
        if (isSeen && level > 4) await writeServices(db, [id]);
      }
      await follow();
      const kept = await rows();
      await db.deleteFrom('agent_services').execute();
      await rebuildServices(db);
      expect(await rows()).toEqual(kept);
    }),
    { numRuns: 25 },
  );
  await connection.close();
});
