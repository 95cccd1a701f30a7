import { describe, expect, it } from 'vitest';
import { niceTop } from './bar-chart.tsx';

describe('the top of a scale', () => {
  it('is a round number not below the highest bar', () => {
    expect([0, 0.3, 1, 7, 11, 48, 81, 450].map(niceTop)).toEqual([1, 0.4, 1, 8, 20, 50, 100, 500]);
  });
});
