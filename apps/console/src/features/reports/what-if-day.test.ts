import { describe, expect, it } from 'vitest';
import { AS_IT_WAS, changeOf, type DayChoice, dayOf } from './what-if-day.ts';

const choice: DayChoice = {
  kind: 'generated',
  date: '2026-11-25',
  perDay: 240,
  profile: 'even',
  handlingMinutes: 5,
  agents: 4,
  capacity: 2,
  fromHour: 9,
  toHour: 18,
  patienceMinutes: null,
  targetSeconds: 30,
};

describe('a day of the form', () => {
  it('spreads its conversations over the hours', () => {
    const day = dayOf(choice, 'UTC');
    expect(day.kind === 'generated' && day.arrivalsPerHour).toEqual(Array.from({ length: 24 }, () => 10));
  });
});

describe('a change of the form', () => {
  const agents = [
    { id: 'a', groupId: 1, capacity: 3, readySeconds: 100 },
    { id: 'b', groupId: 1, capacity: 3, readySeconds: 900 },
  ];
  const change = (group: object) =>
    changeOf({ arrivals: 1, handling: 1, groups: { 1: { ...AS_IT_WAS, ...group } } }, choice, agents);

  it('adds agents with the capacity of the others, on the shift of the form', () => {
    expect(change({ agents: 2 }).addAgents).toEqual([
      { groupId: 1, count: 2, capacity: 3, from: 9 * 3_600, to: 18 * 3_600 },
    ]);
  });

  it('leaves out whoever was ready longest', () => {
    expect(change({ agents: -1 }).removeAgents).toEqual(['b']);
  });

  it('names only what is otherwise', () => {
    expect(change({ strategy: 'idle_first' }).groups).toEqual([{ id: 1, settings: { strategy: 'idle_first' } }]);
  });
});
