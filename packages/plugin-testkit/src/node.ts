import { test } from 'node:test';
import type { Plugin } from '@cskefu/plugin-sdk';
import type { ChannelFixtures } from './channel/fixtures.ts';
import { conformanceCases } from './conformance/cases/index.ts';
import { checkFixtures } from './conformance/check-fixtures.ts';
import { type ConformanceOptions, runConformance } from './conformance/run-conformance.ts';

/** Registers a test of Node with one step for each case of the kit; those that do not concern the channel are skipped, with the reason. */
export const testChannel = (
  plugin: Plugin,
  kind: string,
  fixtures: ChannelFixtures,
  options: ConformanceOptions = {},
): void => {
  void test(`the channel ${kind} keeps what every channel promises`, async (all) => {
    checkFixtures(plugin, kind, fixtures);
    for (const { id, name } of conformanceCases)
      await all.test(`${id}. ${name}`, async (one) => {
        const { cases } = await runConformance(plugin, kind, fixtures, { ...options, only: [id] });
        const [result] = cases;
        if (result?.outcome === 'skipped') one.skip(result.reason);
        if (result?.outcome === 'failed')
          throw new Error(`expected ${result.expected}, but ${result.came} (${result.read})`);
      });
  });
};
