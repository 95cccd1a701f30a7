import { describe, expect, it } from 'vitest';
import { laterMoments, toField } from './later.ts';

const local = (day: number, hour: number, minute = 0) => new Date(2026, 10, day, hour, minute).getTime();
const told = (now: number) => laterMoments(now).map(({ key, moment }) => `${key} ${toField(moment)}`);

describe('later', () => {
  it('is in an hour, this evening, tomorrow morning, on Monday', () => {
    // A Wednesday.
    expect(told(local(25, 10, 30))).toEqual([
      'hour 2026-11-25T11:30',
      'evening 2026-11-25T18:00',
      'tomorrow 2026-11-26T09:00',
      'monday 2026-11-30T09:00',
    ]);
  });
  it('has no evening when it is evening, and no Monday beside tomorrow on a Sunday', () => {
    expect(told(local(29, 17, 30))).toEqual(['hour 2026-11-29T18:30', 'tomorrow 2026-11-30T09:00']);
  });
});
