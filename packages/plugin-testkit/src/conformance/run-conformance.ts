import type { Catalogs } from '@cskefu/plugin-host';
import type { Plugin } from '@cskefu/plugin-sdk';
import type { ChannelFixtures } from '../channel/fixtures.ts';
import { createTestHost } from '../host/create-test-host.ts';
import { conformanceCases } from './cases/index.ts';
import { checkFixtures } from './check-fixtures.ts';
import type { ConformanceCase, Subject } from './conformance-case.ts';
import type { DeskSide } from './desk-side.ts';
import type { Trial } from './trial.ts';
import { shown, Unmet } from './unmet.ts';

export interface ConformanceOptions {
  /** `locales/*.json` of the plugin. */
  readonly catalogs?: Catalogs;
  /** Only these cases. */
  readonly only?: readonly number[];
  /** A whole desk; without it, what concerns the desk's side alone is skipped. */
  readonly desk?: DeskSide;
  /** Runs the channel from its bundle in a child process, as a desk would. */
  readonly real?: boolean;
  readonly entry?: string;
}

export type CaseResult = { readonly id: number; readonly name: string } & (
  | { readonly outcome: 'passed' }
  | { readonly outcome: 'skipped'; readonly reason: string }
  | { readonly outcome: 'failed'; readonly expected: string; readonly came: string; readonly read: string }
);

export interface ConformanceReport {
  readonly plugin: string;
  readonly channel: string;
  readonly passed: number;
  readonly failed: number;
  readonly skipped: number;
  readonly cases: readonly CaseResult[];
}

/** Runs every case that concerns this channel, each on a fresh host. @throws {FixturesError} if no case could run with these fixtures */
export const runConformance = async (
  plugin: Plugin,
  kind: string,
  fixtures: ChannelFixtures,
  options: ConformanceOptions = {},
): Promise<ConformanceReport> => {
  const subject = checkFixtures(plugin, kind, fixtures);
  const cases: CaseResult[] = [];
  for (const one of conformanceCases)
    if (options.only?.includes(one.id) ?? true) cases.push(await runCase(one, plugin, kind, subject, options));
  const count = (outcome: CaseResult['outcome']) => cases.filter((result) => result.outcome === outcome).length;
  return {
    plugin: plugin.id,
    channel: kind,
    passed: count('passed'),
    failed: count('failed'),
    skipped: count('skipped'),
    cases,
  };
};

const runCase = async (
  one: ConformanceCase,
  plugin: Plugin,
  kind: string,
  subject: Subject,
  options: ConformanceOptions,
): Promise<CaseResult> => {
  const { id, name } = one;
  const reason = skipReason(one, subject, options.desk);
  if (reason !== null) return { id, name, outcome: 'skipped', reason };
  try {
    await tryCase(one, plugin, kind, subject, options);
    return { id, name, outcome: 'passed' };
  } catch (error) {
    const { expected, came } = error instanceof Unmet ? error : { expected: name, came: `it failed: ${shown(error)}` };
    return { id, name, outcome: 'failed', expected, came, read: `README of @cskefu/plugin-testkit, case ${id}` };
  }
};

const ONLY_ON_A_DESK =
  "it is the desk's part: in a checkout of the desk `npm run verify:channels` runs it on a whole one";

/** Null: there is something to run. */
const skipReason = (one: ConformanceCase, subject: Subject, desk: DeskSide | undefined): string | null => {
  const own = one.run ? one.skip(subject) : ONLY_ON_A_DESK;
  if (own === null || !one.onDesk) return own;
  if (!desk) return one.run ? own : (one.skip(subject) ?? ONLY_ON_A_DESK);
  return (one.skipOnDesk ?? one.skip)(subject);
};

const tryCase = async (
  one: ConformanceCase,
  plugin: Plugin,
  kind: string,
  subject: Subject,
  { desk, catalogs = {}, real, entry }: ConformanceOptions,
): Promise<void> => {
  const { fixtures } = subject;
  const host = await createTestHost(plugin, {
    catalogs,
    ...(real === undefined ? {} : { real }),
    ...(entry === undefined ? {} : { entry }),
  });
  try {
    const channel = host.channel(kind, fixtures.config);
    const trial: Trial = { plugin, kind, host, channel, fixtures, catalogs };
    if (one.run && one.skip(subject) === null) await one.run(trial);
    if (one.onDesk && desk && (one.skipOnDesk ?? one.skip)(subject) === null) await one.onDesk(desk, trial);
  } finally {
    host.stop();
  }
};
