import type { RoutingSettings } from '@cskefu/contract';
import fc from 'fast-check';

/** The questions of routing, at random, and the slow and obvious way to answer them. Knows nothing of the code that it judges. */
const agentId = fc.constantFrom('a', 'b', 'c', 'd', 'e', 'f');
const time = fc.integer({ min: 0, max: 3_600_000 });

const candidate = fc.record({
  state: fc.constantFrom('ready' as const, 'ready' as const, 'away' as const, 'busy' as const),
  since: time,
  isMember: fc.boolean(),
  load: fc.nat(4),
  groupLoad: fc.nat(4),
  fresh: fc.nat(4),
  capacity: fc.nat(6),
  lastTurn: fc.option(fc.nat(20)),
  idleSince: fc.nat(4),
});

export const candidates = fc
  .uniqueArray(agentId, { maxLength: 6 })
  .chain((ids) => fc.tuple(...ids.map((id) => candidate.map((facts) => ({ id, ...facts })))));

export const settings: fc.Arbitrary<RoutingSettings> = fc.record({
  strategy: fc.constantFrom('idle_first', 'least_loaded', 'round_robin'),
  maxPerAgent: fc.integer({ min: 1, max: 6 }),
  lastAgentFirst: fc.boolean(),
  batchSize: fc.integer({ min: 1, max: 5 }),
  ageingMinutes: fc.integer({ min: 1, max: 60 }),
});

const waiting = fc
  .array(
    fc.record({
      waitingSince: time,
      priority: fc.nat(9),
      isLeftMessage: fc.boolean(),
      boundAgentId: fc.option(agentId, { freq: 2 }),
      lastAgentId: fc.option(agentId),
    }),
    { maxLength: 25 },
  )
  .map((rows) => rows.map((row, index) => ({ id: `visitor ${String(index).padStart(2, '0')}`, ...row })));

export const question = fc.record({ waiting, agents: candidates, settings, now: fc.constant(3_600_000) });

type Asked = typeof question extends fc.Arbitrary<infer Q> ? Q : never;

/** One conversation after the other, everything counted anew each time. */
export function decideSlowly({ waiting: queue, agents, settings: rules, now }: Asked) {
  const assignments: { conversationId: string; agentId: string; rule: string }[] = [];
  const left: { conversationId: string; reason: string }[] = [];
  const given = (id: string) => assignments.filter((one) => one.agentId === id).length;
  const lastGiven = (id: string) => assignments.findLastIndex((one) => one.agentId === id);
  const isFull = (agent: Asked['agents'][number]) =>
    agent.load + given(agent.id) >= agent.capacity || agent.groupLoad + given(agent.id) >= rules.maxPerAgent;
  const isSettling = (agent: Asked['agents'][number]) => {
    let allowed = rules.batchSize;
    for (let at = agent.since + 20_000; at <= now; at += 20_000) allowed += rules.batchSize;
    return agent.fresh + given(agent.id) >= allowed;
  };
  const turnOf = (agent: Asked['agents'][number]): [number, number, string] => [
    lastGiven(agent.id),
    lastGiven(agent.id) >= 0 ? 0 : (agent.lastTurn ?? -1),
    agent.id,
  ];
  const orderOf = (agent: Asked['agents'][number]): (number | string)[] => {
    const load = agent.load + given(agent.id);
    if (rules.strategy === 'round_robin') return turnOf(agent);
    if (rules.strategy === 'least_loaded') return [load, ...turnOf(agent)];
    return [load, load === 0 ? agent.idleSince : 0, ...turnOf(agent)];
  };
  const rankOf = (one: Asked['waiting'][number]) => [
    one.waitingSince - one.priority * rules.ageingMinutes * 60_000 + (one.isLeftMessage ? 24 * 3_600_000 : 0),
    one.id,
  ];

  for (const one of queue.toSorted((a, b) => compare(rankOf(a), rankOf(b)))) {
    const members = agents.filter((agent) => agent.isMember);
    const ready = members.filter((agent) => agent.state === 'ready');
    const free = ready.filter((agent) => !isFull(agent) && !isSettling(agent));
    const bound = agents.find((agent) => agent.id === one.boundAgentId);
    const last = rules.lastAgentFirst && free.find((agent) => agent.id === one.lastAgentId);
    const [best] = free.toSorted((a, b) => compare(orderOf(a), orderOf(b)));
    const give = (agent: { id: string }, rule: string) =>
      assignments.push({ conversationId: one.id, agentId: agent.id, rule });
    const wait = (reason: string) => left.push({ conversationId: one.id, reason });
    if (bound && bound.state !== 'ready') wait('bound_agent_away');
    else if (bound && isFull(bound)) wait('bound_agent_at_capacity');
    else if (bound) give(bound, 'bound_agent');
    else if (last) give(last, 'last_agent');
    else if (best) give(best, rules.strategy);
    else if (members.length === 0) wait('no_agent_online');
    else if (ready.length === 0) wait('no_agent_ready');
    else if (ready.some((agent) => !isFull(agent))) wait('agents_settling');
    else wait('all_at_capacity');
  }
  return { assignments, waiting: left };
}

function compare(a: readonly (number | string)[], b: readonly (number | string)[]): number {
  for (const [index, value] of a.entries()) {
    const other = b[index] as number | string;
    if (value !== other) return value < other ? -1 : 1;
  }
  return 0;
}
