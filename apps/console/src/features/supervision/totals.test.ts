import type { Wall } from '@cskefu/contract';
import { describe, expect, it } from 'vitest';
import { averageWaitOf, serviceLevelOf, totalsOf } from './totals.ts';

const group = {
  id: 1,
  name: '售前',
  waiting: 2,
  waitingSince: '2026-01-01T10:00:00.000Z',
  active: 3,
  begun: 10,
  answered: 8,
  abandoned: 2,
  waitMs: 80_000,
  inTime: 7,
  answerWithinSeconds: 30,
  serviceLevelTarget: 80,
};

describe('the figures of the wall', () => {
  it('measure the service level against everybody whose wait is over', () => {
    expect(serviceLevelOf(group)).toBe(70);
    expect(averageWaitOf(group)).toBe(10_000);
  });

  it('say nothing before there was anybody', () => {
    const nobody = { answered: 0, abandoned: 0, inTime: 0, waitMs: 0 };
    expect([serviceLevelOf(nobody), averageWaitOf(nobody)]).toEqual([null, null]);
  });

  it('add up, and name the longest wait of all', () => {
    const other = { ...group, id: 2, waiting: 1, waitingSince: '2026-01-01T09:00:00.000Z' };
    const wall: Wall = { at: '', groups: [group, other], agents: [], alarms: [] };
    expect(totalsOf(wall)).toMatchObject({ waiting: 3, waitingSince: other.waitingSince, begun: 20, ready: 0 });
  });
});
