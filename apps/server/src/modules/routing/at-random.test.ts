import { afterAll, beforeAll, expect, test } from 'vitest';
import { createAnnouncements } from '../../platform/events/index.ts';
import { createLogger } from '../../platform/logging/index.ts';
import { createMetrics } from '../../platform/metrics/index.ts';
import { countStranded, judgeRouting } from '../../testing/routing-records.ts';
import { createSharedBroadcast } from '../../testing/shared-broadcast.ts';
import { closeTalk, countTo, type Talk, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';
import type { TestSocket } from '../../testing/test-socket.ts';
import { createUseCaseRunner } from '../access/index.ts';
import { createRouter } from './router.ts';

/** Whatever the limits are at a moment, none is ever higher. */
const HIGHEST = 4;
const SECONDS = 12;
const wire = createSharedBroadcast();
const presenceTimes = { graceMs: 1_500, renewMs: 150 };
let desks: [TestDesk, TestDesk];
let administrator: TestAgent;

beforeAll(async () => {
  const here = await startDesk({ presenceTimes, broadcast: wire.node() });
  desks = [here, await startDesk({ presenceTimes, beside: here, broadcast: wire.node() })];
  administrator = await here.buildAccount({ administrator: true });
});
afterAll(async () => {
  await desks[1].stop();
  await desks[0].stop();
});

const pick = <T>(from: readonly T[]): T => from[Math.floor(Math.random() * from.length)] as T;
const patiently = async (act: Promise<unknown>) => {
  // Somebody was faster, or is there no more: what people do at the same moment may be refused, but never by a fault.
  await act.catch((error: { code?: string }) => {
    if (!['conflict', 'not_found', 'capacity_reached', 'conversation_closed'].includes(error.code ?? '')) throw error;
  });
};

interface Group {
  readonly id: number;
  readonly agents: TestAgent[];
  readonly sockets: Map<string, TestSocket>;
  readonly talks: Talk[];
  /** Come and go, again and again. */
  readonly visitors: TestVisitor[];
}

async function buildGroup(number: number): Promise<Group> {
  const [here] = desks;
  const { id } = await here.buildSkillGroup(`随机组 ${number}`);
  await here.buildChannel(`random${number}`, id);
  await here.db.updateTable('org_units').set({ max_conversations: 2 }).where('id', '=', id).execute();
  const agents = await Promise.all(countTo(3).map(() => here.buildAgent({ orgUnitId: id, wanted: 'ready' })));
  const sockets = new Map<string, TestSocket>();
  for (const agent of agents) sockets.set(agent.id, await agent.connect());
  const visitors: TestVisitor[] = [];
  for (const count of countTo(18))
    visitors.push(await desks[count % 2 ? 0 : 1].buildVisitor({ channelId: `random${number}` }));
  return { id, agents, sockets, talks: [], visitors };
}

async function arrive({ visitors, talks }: Group): Promise<void> {
  const visitor = pick(visitors);
  const { conversationId } = await visitorSays(visitor, '在吗？');
  talks.push({ visitor, conversationId });
}

const acts: ((group: Group) => Promise<unknown>)[] = [
  arrive,
  arrive,
  closeOne,
  closeOne,
  async ({ talks }) => talks.length > 0 && pick(talks).visitor.http.request('POST /api/visitor/close'),
  ({ agents }) =>
    pick(agents).http.request('PUT /api/agents/me/presence', {
      body: { state: pick(['ready', 'ready', 'away', 'busy']) },
    }),
  ({ id }) =>
    administrator.http.request('PATCH /api/org-units/:id', {
      params: { id },
      body: { maxConversations: pick([1, 2, HIGHEST]) },
    }),
  ({ agents }) =>
    administrator.http.request('PATCH /api/accounts/:id', {
      params: { id: pick(agents).id },
      body: { maxConversations: pick([null, 1, HIGHEST]) },
    }),
  ({ id }) =>
    administrator.http.request('PATCH /api/org-units/:id/routing-settings', {
      params: { id },
      body: { strategy: pick(['idle_first', 'least_loaded', 'round_robin']), lastAgentFirst: pick([true, false]) },
    }),
  async (group) => {
    const agent = pick(group.agents);
    group.sockets.get(agent.id)?.socket.terminate();
    group.sockets.set(agent.id, await pick(desks).agentWith(agent, agent.cookie).connect());
  },
  async ({ agents, talks }) =>
    talks.length > 0 &&
    pick(agents).http.request('POST /api/conversations/:id/take', { params: { id: pick(talks).conversationId } }),
];

async function closeOne({ agents }: Group): Promise<void> {
  const rows = await desks[0].db
    .selectFrom('conversations')
    .select(['id', 'agent_id'])
    .where('state', '=', 'active')
    .where(
      'agent_id',
      'in',
      agents.map(({ id }) => id),
    )
    .limit(5)
    .execute();
  const row = rows.length > 0 ? pick(rows) : undefined;
  const agent = agents.find(({ id }) => id === row?.agent_id);
  if (row && agent) await closeTalk(agent, row.id);
}

/** Events that stand in the log before an earlier one of their conversation. */
async function outOfOrderInLog(): Promise<unknown[]> {
  const { rows } = await desks[0].connection.pool.query(`
    select * from (
      select conversation_id, seq, type, lag(seq) over (partition by conversation_id order by transaction_id, position) as before
      from events where seq is not null
    ) e where before >= seq`);
  return rows;
}

test('whatever people do at the same time on two nodes: nothing twice, no limit passed, in order, nobody forgotten', async () => {
  const groups = await Promise.all(countTo(3).map(buildGroup));
  const until = Date.now() + SECONDS * 1_000;
  let highest = 0;
  const watch = async () => {
    while (Date.now() < until) {
      const { max } = await desks[0].db
        .selectFrom((from) =>
          from
            .selectFrom('conversations')
            .select((count) => count.fn.countAll<string>().as('load'))
            .where('state', '=', 'active')
            .groupBy('agent_id')
            .as('loads'),
        )
        .select((select) => select.fn.max('load').as('max'))
        .executeTakeFirstOrThrow();
      highest = Math.max(highest, Number(max ?? 0));
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  };
  const live = async (group: Group) => {
    while (Date.now() < until) await patiently(Promise.resolve(pick(acts)(group)));
  };
  await Promise.all([watch(), ...groups.flatMap((group) => [live(group), live(group)])]);

  const { db } = desks[0];
  await expect.poll(() => countStranded(db)).toBe(0);
  expect(highest).toBeLessThanOrEqual(HIGHEST);
  expect(await judgeRouting(db)).toEqual({ doubleAssigned: 0, outOfOrder: 0 });
  expect(await sweepOnce(db)).toBe(0);
  expect(await outOfOrderInLog()).toEqual([]);
  const { count } = await db
    .selectFrom('assignments')
    .select((select) => select.fn.countAll<string>().as('count'))
    .where('rule', '<>', 'taken')
    .executeTakeFirstOrThrow();
  expect(Number(count)).toBeGreaterThan(30);
});

/** What the net below the net would catch now. */
async function sweepOnce(db: TestDesk['db']): Promise<number> {
  const log = createLogger('fatal', { write: () => {} });
  const run = createUseCaseRunner({ db, announcements: createAnnouncements(log), log });
  return createRouter({ db, run, metrics: createMetrics(), log }).sweep();
}
