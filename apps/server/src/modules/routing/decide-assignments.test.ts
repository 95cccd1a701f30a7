import type { RoutingSettings } from '@cskefu/contract';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { candidates, decideSlowly, question, settings } from '../../testing/routing-model.ts';
import {
  BATCH_PAUSE_MS,
  type Candidate,
  decideAssignments,
  EXPLAINED,
  type Question,
  queueRank,
  type WaitingConversation,
} from './decide-assignments.ts';

const DEFAULTS: RoutingSettings = {
  strategy: 'least_loaded',
  maxPerAgent: 999,
  lastAgentFirst: false,
  batchSize: 999,
  ageingMinutes: 10,
};
const NOW = 1_000_000;

const buildAgent = (id: string, facts: Partial<Candidate> = {}): Candidate => ({
  id,
  state: 'ready',
  since: 0,
  isMember: true,
  load: 0,
  groupLoad: 0,
  fresh: 0,
  capacity: 10,
  lastTurn: null,
  idleSince: 0,
  ...facts,
});
const buildVisitor = (id: string, facts: Partial<WaitingConversation> = {}): WaitingConversation => ({
  id,
  waitingSince: 0,
  priority: 0,
  boundAgentId: null,
  lastAgentId: null,
  ...facts,
});
const decide = (
  waiting: WaitingConversation[],
  agents: Candidate[],
  changed: Partial<RoutingSettings> = {},
  now = NOW,
) => decideAssignments({ waiting, agents, settings: { ...DEFAULTS, ...changed }, now });
const pairs = (decision: ReturnType<typeof decideAssignments>) =>
  decision.assignments.map(({ conversationId, agentId }) => `${conversationId}→${agentId}`);

/** After a decision: as if everything had been stored. */
const loadsAfter = ({ agents }: Question, decision: ReturnType<typeof decideAssignments>) =>
  agents.map((agent) => {
    const given = decision.assignments.filter(({ agentId }) => agentId === agent.id).length;
    return { ...agent, given, load: agent.load + given, groupLoad: agent.groupLoad + given };
  });

describe('at random', () => {
  test('it decides as the obvious, slow model does', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { assignments, waiting } = decideAssignments(asked);
        expect({
          assignments: assignments.map(({ conversationId, agentId, rule }) => ({ conversationId, agentId, rule })),
          waiting,
        }).toEqual(decideSlowly(asked));
      }),
      { numRuns: 1_000 },
    );
  });

  test('each conversation is given once or left waiting once', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const { assignments, waiting } = decideAssignments(asked);
        const ids = [...assignments, ...waiting].map(({ conversationId }) => conversationId);
        expect(ids.toSorted()).toEqual(asked.waiting.map(({ id }) => id).toSorted());
      }),
    );
  });

  test('no limit is passed, and nobody who is away or of another group is given what is not bound to them', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const decision = decideAssignments(asked);
        for (const agent of loadsAfter(asked, decision)) {
          if (agent.given === 0) continue;
          expect(agent.state).toBe('ready');
          expect(agent.load).toBeLessThanOrEqual(agent.capacity);
          expect(agent.groupLoad).toBeLessThanOrEqual(asked.settings.maxPerAgent);
        }
        for (const { conversationId, agentId } of decision.assignments) {
          const { boundAgentId } = asked.waiting.find(({ id }) => id === conversationId) ?? {};
          const agent = asked.agents.find(({ id }) => id === agentId);
          expect(agent?.isMember || boundAgentId === agentId).toBe(true);
        }
      }),
    );
  });

  test('nobody who is bound to nobody is overtaken by another such one', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const decision = decideAssignments(asked);
        const isFree = (id: string) => {
          const bound = asked.waiting.find((one) => one.id === id)?.boundAgentId;
          return !asked.agents.some((agent) => agent.id === bound);
        };
        const rank = (id: string) => {
          const one = asked.waiting.find((other) => other.id === id);
          return one ? queueRank(one, asked.settings) : 0;
        };
        const given = decision.assignments.map(({ conversationId }) => conversationId).filter(isFree);
        const left = decision.waiting.map(({ conversationId }) => conversationId).filter(isFree);
        expect(given.map(rank)).toEqual(given.map(rank).toSorted((a, b) => a - b));
        if (given.length > 0 && left.length > 0)
          expect(Math.max(...given.map(rank))).toBeLessThanOrEqual(Math.min(...left.map(rank)));
      }),
    );
  });

  test('every assignment says of each other candidate why not they', () => {
    fc.assert(
      fc.property(question, (asked) => {
        for (const { agentId, explanation } of decideAssignments(asked).assignments) {
          expect(explanation.candidates).toBe(asked.agents.length);
          expect(explanation.others).toHaveLength(Math.min(EXPLAINED, asked.agents.length - 1));
          expect(explanation.others.map((other) => other.agentId)).not.toContain(agentId);
        }
      }),
    );
  });

  test('the order in which agents and visitors are listed changes nothing', () => {
    fc.assert(
      fc.property(question, (asked) => {
        const turned = { ...asked, agents: asked.agents.toReversed(), waiting: asked.waiting.toReversed() };
        expect(decideAssignments(turned)).toEqual(decideAssignments(asked));
      }),
    );
  });

  test('nobody starves: whatever more urgent ones keep coming, everybody is served in the end', () => {
    fc.assert(
      fc.property(
        candidates.filter((agents) => agents.some((agent) => agent.isMember && agent.state === 'ready')),
        settings,
        fc.integer({ min: 1, max: 3 }),
        (agents, chosen, perMinute) => {
          const server = agents.find((agent) => agent.isMember && agent.state === 'ready') as Candidate;
          const alone = { ...server, load: 0, groupLoad: 0, fresh: 0, capacity: 1 };
          const rules = { ...chosen, ageingMinutes: Math.min(chosen.ageingMinutes, 15) };
          let queue = [buildVisitor('patient')];
          // One is served a minute, and more than one comes, each of the highest priority.
          for (let minute = 0; minute <= 9 * rules.ageingMinutes * (perMinute + 1); minute += 1) {
            const now = minute * 60_000;
            for (let count = 0; count < perMinute; count += 1)
              queue.push(buildVisitor(`urgent ${minute} ${count}`, { waitingSince: now, priority: 9 }));
            const decision = decideAssignments({ waiting: queue, agents: [alone], settings: rules, now });
            const served = new Set(decision.assignments.map(({ conversationId }) => conversationId));
            if (served.has('patient')) return;
            queue = queue.filter(({ id }) => !served.has(id));
          }
          throw new Error('still waiting');
        },
      ),
      { numRuns: 20 },
    );
  });
});

describe('who is chosen', () => {
  test('least loaded: the one with the fewest, then whose turn is longest ago', () => {
    const agents = [buildAgent('a', { load: 1 }), buildAgent('b', { lastTurn: 7 }), buildAgent('c', { lastTurn: 3 })];
    expect(pairs(decide([buildVisitor('1'), buildVisitor('2'), buildVisitor('3')], agents))).toEqual([
      '1→c',
      '2→b',
      '3→a',
    ]);
  });

  test('idle first: who has been without any for longest, then the least loaded', () => {
    const agents = [buildAgent('a', { idleSince: 5 }), buildAgent('b', { idleSince: 2 }), buildAgent('c', { load: 2 })];
    const waiting = ['1', '2', '3'].map((id) => buildVisitor(id));
    expect(pairs(decide(waiting, agents, { strategy: 'idle_first' }))).toEqual(['1→b', '2→a', '3→b']);
  });

  test('round robin: by turns, whatever they have', () => {
    const agents = [buildAgent('a', { lastTurn: 9 }), buildAgent('b', { load: 8 }), buildAgent('c', { lastTurn: 4 })];
    const waiting = ['1', '2', '3', '4'].map((id) => buildVisitor(id));
    expect(pairs(decide(waiting, agents, { strategy: 'round_robin' }))).toEqual(['1→b', '2→c', '3→a', '4→b']);
  });

  test('the agent whom it is bound to, before anybody with less to do', () => {
    const agents = [buildAgent('a', { load: 5 }), buildAgent('b')];
    const decision = decide([buildVisitor('1', { boundAgentId: 'a' })], agents);
    expect(decision.assignments[0]).toMatchObject({
      agentId: 'a',
      rule: 'bound_agent',
      explanation: { others: [{ agentId: 'b', why: 'not_bound' }] },
    });
  });

  test('the last agent, where that is on and they have room', () => {
    const agents = [buildAgent('a', { load: 5 }), buildAgent('b'), buildAgent('full', { capacity: 0 })];
    const again = buildVisitor('1', { lastAgentId: 'a' });
    expect(pairs(decide([again], agents))).toEqual(['1→b']);
    expect(decide([again], agents, { lastAgentFirst: true }).assignments[0]?.rule).toBe('last_agent');
    expect(pairs(decide([buildVisitor('1', { lastAgentId: 'full' })], agents, { lastAgentFirst: true }))).toEqual([
      '1→b',
    ]);
  });

  test('priority goes before arrival, as far as its head start reaches', () => {
    const agents = [buildAgent('a', { capacity: 1 })];
    const early = buildVisitor('early', { waitingSince: 0 });
    const urgent = (minute: number) => buildVisitor('urgent', { waitingSince: minute * 60_000, priority: 1 });
    expect(pairs(decide([early, urgent(9)], agents))).toEqual(['urgent→a']);
    expect(pairs(decide([early, urgent(11)], agents))).toEqual(['early→a']);
  });

  test("whoever waits before a screen goes before a night's left messages, which still have their turn", () => {
    const agents = [buildAgent('a', { capacity: 1 })];
    const left = buildVisitor('left', { waitingSince: 0, isLeftMessage: true });
    const live = (hour: number) => buildVisitor('live', { waitingSince: hour * 3_600_000 });
    expect(pairs(decide([left, live(10)], agents))).toEqual(['live→a']);
    expect(pairs(decide([left, live(25)], agents))).toEqual(['left→a']);
  });
});

describe('who waits, and for what', () => {
  const reasons = (...asked: Parameters<typeof decide>) => decide(...asked).waiting.map(({ reason }) => reason);
  const one = [buildVisitor('1')];

  test('for somebody to come, to be ready, to have room', () => {
    expect(reasons(one, [])).toEqual(['no_agent_online']);
    expect(reasons(one, [buildAgent('a', { isMember: false })])).toEqual(['no_agent_online']);
    expect(reasons(one, [buildAgent('a', { state: 'away' })])).toEqual(['no_agent_ready']);
    expect(reasons(one, [buildAgent('a', { load: 10 })])).toEqual(['all_at_capacity']);
    expect(reasons(one, [buildAgent('a', { groupLoad: 2 })], { maxPerAgent: 2 })).toEqual(['all_at_capacity']);
  });

  test('for the agent whom it is bound to, while others are served', () => {
    const bound = [buildVisitor('1', { boundAgentId: 'a' }), buildVisitor('2')];
    const away = decide(bound, [buildAgent('a', { state: 'away' }), buildAgent('b')]);
    expect(away.waiting).toEqual([{ conversationId: '1', reason: 'bound_agent_away' }]);
    expect(pairs(away)).toEqual(['2→b']);
    expect(reasons(bound, [buildAgent('a', { capacity: 0 })])).toEqual(['bound_agent_at_capacity', 'all_at_capacity']);
  });

  test('not for an agent who is offline or serves no more', () => {
    expect(pairs(decide([buildVisitor('1', { boundAgentId: 'gone' })], [buildAgent('b')]))).toEqual(['1→b']);
  });

  test('for the next batch of somebody who has just become ready, who is told when', () => {
    const waiting = ['1', '2', '3'].map((id) => buildVisitor(id));
    const agents = [buildAgent('a', { since: NOW })];
    const decision = decide(waiting, agents, { batchSize: 2 });
    expect(pairs(decision)).toEqual(['1→a', '2→a']);
    expect(decision.waiting).toEqual([{ conversationId: '3', reason: 'agents_settling' }]);
    expect(decision.retryAt).toBe(NOW + BATCH_PAUSE_MS);
    const later = decide(waiting, [buildAgent('a', { since: NOW, fresh: 2 })], { batchSize: 2 }, NOW + BATCH_PAUSE_MS);
    expect(pairs(later)).toEqual(['1→a', '2→a']);
  });
});
