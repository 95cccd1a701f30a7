/**
 * `npm run verify:channels [-- --json]`: holds every built-in channel to the promises of `packages/plugin-testkit`, on a whole desk with a provider
 * beside it; and a desk of two nodes to its part for channels that ask their provider themselves, with one of the examples. The last line printed is one
 * JSON object, of the built-in channels: channel → passed, failed, skipped. A failed case makes it fail.
 */
import { parseArgs } from 'node:util';
import { builtInCatalogs, builtInPlugins } from '../apps/server/src/built-in-plugins.ts';
import type { ChannelFixtures, ConformanceReport } from '../packages/plugin-testkit/src/index.ts';
import { fixtures as genericApi } from '../plugins/generic-api/src/fixtures.ts';
import { fixtures as web } from '../plugins/web/src/fixtures.ts';
import { installLoft } from './verify-channels/loft.ts';
import { type Bench, openBench } from './verify-channels/open-bench.ts';
import { type Verified, verify } from './verify-channels/verify.ts';

const fixturesOf: Readonly<Record<string, ChannelFixtures>> = {
  'cskefu.web/web': web,
  'cskefu.generic-api/generic-api': genericApi,
};

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const say = (line: string) => (values.json ? console.error(line) : console.log(line));

// Both mostly wait.
const [ours, pulling] = await Promise.all([
  onDesk(async () => builtInChannels()),
  onDesk(async (bench) => [await installLoft(bench)]),
]);
const summary = ours.map(({ channel, passed, failed, skipped }) => [channel, { passed, failed, skipped }]);
console.log(JSON.stringify(Object.fromEntries(summary)));
process.exitCode = [...ours, ...pulling].some(({ failed }) => failed > 0) ? 1 : 0;

async function onDesk(channels: (bench: Bench) => Promise<readonly Verified[]>): Promise<ConformanceReport[]> {
  const bench = await openBench();
  const reports: ConformanceReport[] = [];
  try {
    for (const channel of await channels(bench)) reports.push(await verify(bench, channel, say));
  } finally {
    await bench.close();
  }
  return reports;
}

function builtInChannels(): Verified[] {
  return builtInPlugins.flatMap((plugin) =>
    Object.keys(plugin.channels ?? {}).map((kind) => {
      const fixtures = fixturesOf[`${plugin.id}/${kind}`];
      if (!fixtures) throw new Error(`scripts/verify-channels.ts does not know the fixtures of ${plugin.id}/${kind}`);
      return { plugin, kind, fixtures, catalogs: builtInCatalogs[plugin.id] ?? {} };
    }),
  );
}
