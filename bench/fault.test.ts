import { expect, test } from 'vitest';
import { runFaults } from './fault/run-faults.ts';

test('not a word is lost, doubled or out of order while everything breaks', { timeout: 180_000 }, async () => {
  const { incidents, ...figures } = await runFaults({ messages: 3_000, seed: 20_261_123 });

  expect(incidents).toEqual([]);
  expect(figures).toMatchObject({ acknowledged: 3_000, lost: 0, doubled: 0, reordered: 0 });
  expect(figures.serverKills).toBeGreaterThan(0);
  expect(figures.serverStops).toBeGreaterThan(0);
  expect(figures.databaseRestarts).toBeGreaterThan(0);
  expect(figures.databaseProcessKills).toBeGreaterThan(0);
  expect(figures.socketCuts).toBeGreaterThan(10);
  expect(figures.repeatedSends).toBeGreaterThan(10);
  expect(figures.conversations).toBeGreaterThan(12);
  expect(figures.reloads).toBeGreaterThan(0);
});
