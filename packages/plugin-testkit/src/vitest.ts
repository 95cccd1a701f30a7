import type { Plugin } from '@cskefu/plugin-sdk';
import { describe, test } from 'vitest';
import type { ChannelFixtures } from './channel/fixtures.ts';
import { conformanceCases } from './conformance/cases/index.ts';
import { type ConformanceOptions, runConformance } from './conformance/run-conformance.ts';

/** Registers one test for each case of the kit; those that do not concern the channel are skipped, with the reason. */
export const testChannel = (
  plugin: Plugin,
  kind: string,
  fixtures: ChannelFixtures,
  options: ConformanceOptions = {},
): void => {
  describe(`${plugin.id}: channel ${kind}`, () => {
    for (const { id, name } of conformanceCases)
      test(`${id}. ${name}`, async (context) => {
        const { cases } = await runConformance(plugin, kind, fixtures, { ...options, only: [id] });
        const result = cases[0];
        if (result?.outcome === 'skipped') context.skip(result.reason);
        if (result?.outcome === 'failed')
          throw new Error(`expected ${result.expected}, but ${result.came} (${result.read})`);
      });
  });
};
