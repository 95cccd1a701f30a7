import { describe, expect, it } from 'vitest';
import { niceDuration, niceTop } from './bar-chart.tsx';

describe('the top of a scale', () => {
  it('is a round number not below the highest bar', () => {
    expect([0, 45, 500, 100_000].map(niceDuration)).toEqual([2, 60, 600, 2 * 86_400]);
    expect([0, 0.3, 1, 7, 11, 48, 81, 450].map(niceTop)).toEqual([1, 0.4, 1, 8, 20, 60, 100, 600]);
  });
});
