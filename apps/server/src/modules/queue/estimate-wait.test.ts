import fc from 'fast-check';
import { expect, test } from 'vitest';
import { estimateWait } from './estimate-wait.ts';

const pace = { services: 20, meanSeconds: 300, seats: 4 };

test('every place waits for one more seat', () => {
  expect([1, 2, 4, 8].map((place) => estimateWait(place, pace))).toEqual([120, 180, 300, 600]);
});

test('nothing is promised where there is nothing to base it on', () => {
  expect(estimateWait(1, { ...pace, services: 2 })).toBeNull();
  expect(estimateWait(1, { ...pace, seats: 0 })).toBeNull();
  expect(estimateWait(1_000, pace)).toBeNull();
});

test('the longer it is, the coarser it is told', () => {
  const one = { services: 3, meanSeconds: 60, seats: 1 };
  expect([1, 10, 11, 30, 31, 120, 121, 240].map((place) => estimateWait(place, one))).toEqual(
    [1, 10, 15, 30, 45, 120, 150, 240].map((minutes) => minutes * 60),
  );
});

test('is never shorter than what it was reckoned from, and never falls with the place', () => {
  fc.assert(
    fc.property(
      fc.integer({ min: 1, max: 300 }),
      fc.record({
        services: fc.integer({ min: 3, max: 50 }),
        meanSeconds: fc.integer({ min: 1, max: 3_600 }),
        seats: fc.integer({ min: 1, max: 50 }),
      }),
      (place, given) => {
        const [here, behind] = [estimateWait(place, given), estimateWait(place + 1, given)];
        if (here !== null) expect(here).toBeGreaterThanOrEqual((place * given.meanSeconds) / given.seats);
        if (behind !== null) expect(behind).toBeGreaterThanOrEqual(here ?? Number.POSITIVE_INFINITY);
      },
    ),
  );
});
