import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assignLeastLoaded, type Candidate } from './least-loaded.ts';

const agents = fc
  .array(fc.record({ load: fc.nat(12), capacity: fc.integer({ min: 0, max: 12 }) }), { maxLength: 8 })
  .map((found) => found.map((agent, index): Candidate => ({ ...agent, id: `agent ${index}` })));
const waiting = fc.nat(60).map((count) => Array.from({ length: count }, (_, index) => `visitor ${index}`));

function loadsAfter(candidates: readonly Candidate[], pairs: [string, string][]): Map<string, number> {
  const loads = new Map(candidates.map((agent) => [agent.id, agent.load]));
  for (const [, agent] of pairs) loads.set(agent, (loads.get(agent) ?? 0) + 1);
  return loads;
}

describe('least loaded', () => {
  test('nobody gets more than they may', () => {
    fc.assert(
      fc.property(waiting, agents, (visitors, candidates) => {
        const after = loadsAfter(candidates, assignLeastLoaded(visitors, candidates));
        for (const { id, load, capacity } of candidates)
          expect(after.get(id)).toBeLessThanOrEqual(Math.max(load, capacity));
      }),
    );
  });

  test('who waits longest is served first, each once, and as many as there is room for', () => {
    fc.assert(
      fc.property(waiting, agents, (visitors, candidates) => {
        const served = assignLeastLoaded(visitors, candidates).map(([visitor]) => visitor);
        const room = candidates.reduce((sum, { load, capacity }) => sum + Math.max(0, capacity - load), 0);
        expect(served).toEqual(visitors.slice(0, room));
      }),
    );
  });

  test('each goes to somebody who has the fewest at that moment and room for one more', () => {
    fc.assert(
      fc.property(waiting, agents, (visitors, candidates) => {
        const loads = loadsAfter(candidates, []);
        for (const [, chosen] of assignLeastLoaded(visitors, candidates)) {
          const free = candidates.filter(({ id, capacity }) => (loads.get(id) ?? 0) < capacity);
          expect(loads.get(chosen)).toBe(Math.min(...free.map(({ id }) => loads.get(id) ?? 0)));
          loads.set(chosen, (loads.get(chosen) ?? 0) + 1);
        }
      }),
    );
  });

  test('the same question has the same answer, and the question is left as it was', () => {
    fc.assert(
      fc.property(waiting, agents, (visitors, candidates) => {
        const before = structuredClone(candidates);
        expect(assignLeastLoaded(visitors, candidates)).toEqual(assignLeastLoaded(visitors, candidates));
        expect(candidates).toEqual(before);
      }),
    );
  });
});
