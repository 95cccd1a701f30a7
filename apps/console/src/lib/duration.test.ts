import { describe, expect, it } from 'vitest';
import { durationUnits } from './duration.ts';

const told = (milliseconds: number) => durationUnits(milliseconds).map(({ unit, count }) => `${count} ${unit}`);

describe('a duration', () => {
  it('is told in its two largest units', () => {
    expect(told(200_000)).toEqual(['3 minutes', '20 seconds']);
    expect(told(3_661_000)).toEqual(['1 hours', '1 minutes']);
    expect(told(90_061_000)).toEqual(['1 days', '1 hours']);
  });
  it('leaves out a second unit of zero', () => {
    expect(told(180_000)).toEqual(['3 minutes']);
    expect(told(3_605_000)).toEqual(['1 hours']);
  });
  it('is never negative, even when the clocks of server and browser differ', () => {
    expect(told(-5_000)).toEqual(['0 seconds']);
  });
});
