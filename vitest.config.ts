import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    reporters: ['default', ['json', { outputFile: 'test-results/vitest.json' }]],
    projects: [
      {
        test: {
          name: 'packages',
          // A bound for what hangs: programs are started here, on a machine that may have much else to do.
          testTimeout: 60_000,
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
          // Much of the time is waiting; two files at a time keep two cores busy.
          maxWorkers: 2,
          // Bounds for what hangs, not measures of speed: the machine may have much else to do.
          testTimeout: 90_000,
          hookTimeout: 30_000,
          expect: { poll: { timeout: 15_000, interval: 20 } },
        },
      },
      'apps/widget',
      'apps/console',
      {
        test: {
          name: 'journeys',
          include: ['e2e/**/*.test.ts', 'bench/**/*.test.ts'],
          globalSetup: ['e2e/harness/fresh-desk.ts'],
          // Real servers and browsers, after all else: two files at a time, for much of it is waiting.
          maxWorkers: 2,
          sequence: { groupOrder: 1 },
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
});
