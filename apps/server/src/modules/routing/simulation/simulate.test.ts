import { describe, expect, test } from 'vitest';
import { erlangC } from './erlang.ts';
import { createChance } from './random.ts';
import { type Fate, type Prepared, simulate } from './simulate.ts';

const usualSettings = {
  strategy: 'least_loaded' as const,
  maxPerAgent: 999,
  lastAgentFirst: false,
  batchSize: 999,
  ageingMinutes: 10,
};
const group = { id: 1, name: '售前', settings: usualSettings, overflow: null };
const usual = { groupId: 1, visitor: null, lastAgentId: null, boundAgentId: null, priority: 0, patience: null };
const agent = (id: string, more: object = {}) => ({
  id,
  name: id,
  groupId: 1,
  capacity: 1,
  shifts: [{ from: 0, to: 1_000_000_000, state: 'ready' as const }],
  ...more,
});
const talk = (at: number, handling: number, more: Partial<Prepared> = {}): Prepared => ({
  ...usual,
  at,
  handling,
  ...more,
});
const run = (agents: ReturnType<typeof agent>[], conversations: Prepared[], groups = [group]) =>
  simulate({ seconds: 3_600, groups, agents, conversations });
const told = (fates: Fate[]) => fates.map(({ end, waited, agentId }) => [end, waited, agentId]);

describe('a small day', () => {
  test('the next in the queue is served when somebody has finished', () => {
    const fates = run([agent('a')], [talk(0, 60), talk(10, 60), talk(20, 60)]);
    expect(told(fates)).toEqual([
      ['served', 0, 'a'],
      ['served', 50, 'a'],
      ['served', 100, 'a'],
    ]);
  });

  test('a higher priority is served before an earlier arrival', () => {
    const fates = run([agent('a')], [talk(0, 60), talk(10, 60), talk(20, 60, { priority: 5 })]);
    expect(fates.map(({ waited }) => waited)).toEqual([0, 110, 40]);
  });

  test('whoever loses patience leaves, and is not served', () => {
    const fates = run([agent('a')], [talk(0, 100), talk(10, 60, { patience: 30 }), talk(20, 60)]);
    expect(told(fates)[1]).toEqual(['abandoned', 30, null]);
    expect(told(fates)[2]).toEqual(['served', 80, 'a']);
  });

  test('nobody on shift: it stays unserved; who goes off shift finishes what they have', () => {
    const short = agent('a', { shifts: [{ from: 0, to: 30, state: 'ready' }] });
    expect(told(run([short], [talk(0, 60), talk(40, 60)]))).toEqual([
      ['served', 0, 'a'],
      ['unserved', 3_560, null],
    ]);
  });

  test('the last agent has the visitor again, where that is set and they have room', () => {
    const settings = { ...usualSettings, lastAgentFirst: true };
    const again = talk(200, 60, { visitor: 7 });
    const fates = run(
      [agent('a'), agent('b')],
      [talk(0, 60), talk(1, 60, { visitor: 7 }), again],
      [{ ...group, settings }],
    );
    expect(fates.map(({ agentId }) => agentId)).toEqual(['a', 'b', 'b']);
  });

  test('what is bound to an agent waits for them', () => {
    const fates = run(
      [agent('a'), agent('b')],
      [talk(0, 60, { boundAgentId: 'b' }), talk(5, 60, { boundAgentId: 'b' })],
    );
    expect(told(fates)).toEqual([
      ['served', 0, 'b'],
      ['served', 55, 'b'],
    ]);
  });

  test('what has waited long enough goes on in another group', () => {
    const groups = [
      { ...group, overflow: { afterSeconds: 30, toGroupId: 2 } },
      { ...group, id: 2 },
    ];
    const fates = run([agent('b', { groupId: 2 })], [talk(10, 60)], groups as (typeof group)[]);
    expect(told(fates)).toEqual([['served', 30, 'b']]);
  });

  test('an agent who has just become ready gets a batch, and the next one 20 seconds later', () => {
    const settings = { ...usualSettings, batchSize: 1 };
    const late = agent('a', { capacity: 9, shifts: [{ from: 10, to: 3_600, state: 'ready' }] });
    const fates = run([late], [talk(0, 600), talk(1, 600), talk(2, 600)], [{ ...group, settings }]);
    expect(fates.map(({ waited }) => waited)).toEqual([10, 29, 48]);
  });
});

/** Poisson arrivals, exponential handling, one at a time. */
function queueOf(agents: number, load: number, seed: number, count: number) {
  const chance = createChance(seed);
  let at = 0;
  const conversations = Array.from({ length: count }, () => {
    at += chance.exponential(100 / load);
    return talk(at, chance.exponential(100));
  });
  const fates = run(
    Array.from({ length: agents }, (_, index) => agent(`agent ${index}`)),
    conversations,
  );
  const average = fates.reduce((sum, { waited }) => sum + waited, 0) / count;
  return { average, waiting: fates.filter(({ waited }) => waited > 1e-6).length / count };
}

describe('Erlang C', () => {
  test.each([
    { agents: 1, load: 0.7 },
    { agents: 3, load: 2.1 },
    { agents: 5, load: 4 },
    { agents: 10, load: 8 },
    { agents: 20, load: 17 },
  ])('$agents agents with a load of $load Erlang wait as the theory says, within 5 %', ({ agents, load }) => {
    const theory = erlangC(load / 100, 100, agents);
    const runs = [1, 2, 3].map((seed) => queueOf(agents, load, seed, 60_000));
    const mean = (of: (one: (typeof runs)[number]) => number) => runs.reduce((sum, one) => sum + of(one), 0) / 3;
    expect(theory).toBeDefined();
    expect(Math.abs(mean((one) => one.waiting) / (theory?.probabilityOfWaiting ?? 0) - 1)).toBeLessThan(0.05);
    expect(Math.abs(mean((one) => one.average) / (theory?.averageWait ?? 0) - 1)).toBeLessThan(0.05);
  });

  test('is what the textbooks print', () => {
    expect(erlangC(10 / 180, 180, 11)?.probabilityOfWaiting).toBeCloseTo(0.6821, 3);
    expect(erlangC(1, 0.5, 1)?.averageWait).toBeCloseTo(0.5, 10);
    expect(erlangC(1, 1, 1)).toBeUndefined();
  });
});
