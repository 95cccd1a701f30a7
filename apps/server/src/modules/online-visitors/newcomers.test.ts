import { expect, test } from 'vitest';
import { Newcomers } from './newcomers.ts';

test('an address brings only so many new visitors in a minute; others are not concerned, and the next minute is free', () => {
  const newcomers = new Newcomers(2);
  const admitted = (address: string, now: number) => newcomers.admit(address, now);
  expect([admitted('a', 0), admitted('a', 1), admitted('a', 2)]).toEqual([true, true, false]);
  expect(admitted('b', 3)).toBe(true);
  expect(admitted('a', 60_000)).toBe(true);
});
