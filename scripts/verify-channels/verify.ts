import type { Catalogs } from '../../packages/plugin-host/src/index.ts';
import { manifestOf, type Plugin } from '../../packages/plugin-sdk/src/index.ts';
import {
  type CaseResult,
  type ChannelFixtures,
  type ConformanceReport,
  runConformance,
} from '../../packages/plugin-testkit/src/index.ts';
import { liveSide } from './live-side.ts';
import type { Bench } from './open-bench.ts';
import { pullSide } from './pull-side.ts';
import { webhookSide } from './webhook-side.ts';

export interface Verified {
  readonly plugin: Plugin;
  readonly kind: string;
  readonly fixtures: ChannelFixtures;
  readonly catalogs: Catalogs;
  /** All, unless said. */
  readonly only?: readonly number[];
}

/** The cases of one channel, on a whole desk. */
export async function verify(bench: Bench, given: Verified, say: (line: string) => void): Promise<ConformanceReport> {
  const { plugin, kind, fixtures, catalogs, only } = given;
  const options = { catalogs, desk: await deskOf(bench, given), ...(only && { only }) };
  const report = await runConformance(plugin, kind, fixtures, options);
  say([`\n${plugin.id}/${kind}`, ...report.cases.map(lineOf)].join('\n'));
  return report;
}

function deskOf(bench: Bench, { plugin, kind, fixtures }: Verified) {
  const transport = manifestOf(plugin).channels[kind]?.transport;
  if (transport === 'live') return liveSide(bench, bench.webChannelId);
  return (transport === 'pull' ? pullSide : webhookSide)(bench, plugin, kind, fixtures);
}

function lineOf(result: CaseResult): string {
  const head = `${{ passed: '✓', failed: '✗', skipped: '·' }[result.outcome]} ${String(result.id).padStart(2)} ${result.name}`;
  if (result.outcome === 'skipped') return `${head} (skipped: ${result.reason})`;
  if (result.outcome === 'failed')
    return `${head}\n     expected ${result.expected}\n     but ${result.came}\n     ${result.read}`;
  return head;
}
