import { availableParallelism } from 'node:os';
import { defineConfig } from 'vitest/config';

/**
 * Test files at the same time. Much of the time is waiting, so three keep two processors busy; many more would be too many browsers and connections.
 * The same in every project, for they share a pool.
 */
const maxWorkers = Math.min(Math.max(3, availableParallelism()), 6);

/** How long is looked again: a bound for what never comes, not a measure of speed; the machine may have much else to do. */
const poll = { timeout: 15_000, interval: 20 };

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    projects: [
      {
        test: {
          name: 'packages',
          maxWorkers,
          // A bound for what hangs: programs are started here, on a machine that may have much else to do.
          testTimeout: 60_000,
          expect: { poll },
          include: [
            'packages/*/src/**/*.test.ts',
            'plugins/**/*.test.ts',
            'examples/*.test.ts',
            'scripts/**/*.test.ts',
          ],
        },
      },
      {
        test: {
          name: 'server',
          include: ['apps/server/**/*.test.ts'],
          globalSetup: ['apps/server/src/testing/database-server.ts'],
          maxWorkers,
          // Bounds for what hangs, not measures of speed: the machine may have much else to do.
          testTimeout: 90_000,
          hookTimeout: 30_000,
          expect: { poll },
        },
      },
      {
        extends: 'apps/widget/vitest.config.ts',
        root: 'apps/widget',
        test: { name: 'widget', maxWorkers, expect: { poll } },
      },
      {
        extends: 'apps/console/vite.config.ts',
        root: 'apps/console',
        test: { name: '@cskefu/console', maxWorkers, expect: { poll } },
      },
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.test.ts', 'bench/**/*.test.ts'],
          globalSetup: ['e2e/harness/fresh-desk.ts'],
          // Real servers and browsers, after all else.
          maxWorkers,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
          expect: { poll },
        },
      },
    ],
  },
});
