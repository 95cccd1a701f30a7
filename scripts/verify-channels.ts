/**
 * `npm run verify:channels [-- --json]`: holds every built-in channel to the promises of `packages/plugin-testkit`, on a whole desk with a provider
 * beside it. The last line printed is one JSON object: channel → passed, failed, skipped. A failed case makes it fail.
 */
import { parseArgs } from 'node:util';
import { builtInCatalogs, builtInPlugins } from '../apps/server/src/built-in-plugins.ts';
import { manifestOf, type Plugin } from '../packages/plugin-sdk/src/index.ts';
import {
  type CaseResult,
  type ChannelFixtures,
  type ConformanceReport,
  runConformance,
} from '../packages/plugin-testkit/src/index.ts';
import { fixtures as genericApi } from '../plugins/generic-api/src/fixtures.ts';
import { fixtures as web } from '../plugins/web/src/fixtures.ts';
import { liveSide } from './verify-channels/live-side.ts';
import { type Bench, openBench } from './verify-channels/open-bench.ts';
import { webhookSide } from './verify-channels/webhook-side.ts';

const fixturesOf: Readonly<Record<string, ChannelFixtures>> = {
  'cskefu.web/web': web,
  'cskefu.generic-api/generic-api': genericApi,
};

const { values } = parseArgs({ options: { json: { type: 'boolean', default: false } } });
const say = (line: string) => (values.json ? console.error(line) : console.log(line));

const bench = await openBench();
const reports: ConformanceReport[] = [];
try {
  for (const plugin of builtInPlugins)
    for (const kind of Object.keys(plugin.channels ?? {})) reports.push(await verify(bench, plugin, kind));
} finally {
  await bench.close();
}
console.log(
  JSON.stringify(
    Object.fromEntries(reports.map(({ channel, passed, failed, skipped }) => [channel, { passed, failed, skipped }])),
  ),
);
process.exitCode = reports.some(({ failed }) => failed > 0) ? 1 : 0;

async function verify(on: Bench, plugin: Plugin, kind: string): Promise<ConformanceReport> {
  const fixtures = fixturesOf[`${plugin.id}/${kind}`];
  if (!fixtures) throw new Error(`scripts/verify-channels.ts does not know the fixtures of ${plugin.id}/${kind}`);
  const isLive = manifestOf(plugin).channels[kind]?.transport === 'live';
  const desk = isLive ? liveSide(on, on.webChannelId) : await webhookSide(on, plugin, kind, fixtures);
  const report = await runConformance(plugin, kind, fixtures, { catalogs: builtInCatalogs[plugin.id] ?? {}, desk });
  say(`\n${plugin.id}/${kind}`);
  for (const result of report.cases) say(lineOf(result));
  return report;
}

function lineOf(result: CaseResult): string {
  const head = `${{ passed: '✓', failed: '✗', skipped: '·' }[result.outcome]} ${String(result.id).padStart(2)} ${result.name}`;
  if (result.outcome === 'skipped') return `${head} (skipped: ${result.reason})`;
  if (result.outcome === 'failed')
    return `${head}\n     expected ${result.expected}\n     but ${result.came}\n     ${result.read}`;
  return head;
}
