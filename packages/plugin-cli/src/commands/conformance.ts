import { pathToFileURL } from 'node:url';
import type { Plugin } from '@cskefu/plugin-sdk';
import { type ConformanceReport, FixturesError, runConformance } from '@cskefu/plugin-testkit';
import { type BuiltPlugin, buildPlugin } from '../build/build-plugin.ts';
import type { Command, Given } from '../cli/command.ts';
import { Failure } from '../cli/failure.ts';
import { readFixtures } from '../conformance/read-fixtures.ts';
import { reportText } from '../conformance/report-text.ts';

export const conformance: Command = {
  summary: 'runs the promises that every channel keeps, case by case',
  about:
    'Uses src/fixtures.ts, which tells how the provider asks and answers. What the channel does not claim is skipped, with the reason.',
  options: {
    real: { about: 'runs the bundle in a process without network and files, as the desk does' },
    only: { value: 'N,N', about: 'only these cases' },
    json: { about: 'the last line is one JSON object: channel → { passed, failed, skipped }' },
  },
  run: async (given) => {
    const built = await buildPlugin(given.folder);
    const reports = await runAll(built, given);
    for (const report of reports) given.say(reportText(report));
    if (given.options['json']) given.say(JSON.stringify(countsOf(reports)));
    return reports.every(({ failed }) => failed === 0) ? 0 : 1;
  },
};

const runAll = async (
  { project, manifest, locales }: BuiltPlugin,
  { options }: Given,
): Promise<ConformanceReport[]> => {
  const kinds = Object.keys(manifest.channels);
  if (kinds.length === 0) throw new Failure('The plugin has no channel.');
  const fixtures = await readFixtures(project.folder);
  const { default: plugin } = (await import(pathToFileURL(project.bundle).href)) as { default: Plugin };
  const only = typeof options['only'] === 'string' ? { only: options['only'].split(',').map(Number) } : {};
  const where = options['real'] ? { real: true, entry: project.bundle } : {};
  const reports: ConformanceReport[] = [];
  for (const kind of kinds) {
    const own = fixtures[kind];
    if (!own) throw new Failure(`src/fixtures.ts has nothing for the channel ${kind}.`);
    reports.push(await runConformance(plugin, kind, own, { catalogs: locales, ...only, ...where }).catch(explain));
  }
  return reports;
};

/** Fixtures that fit nothing are the author's to mend; all else is ours. */
const explain = (error: unknown): never => {
  if (!(error instanceof FixturesError)) throw error;
  throw new Failure(error.message, 'src/fixtures.ts');
};

const countsOf = (reports: readonly ConformanceReport[]) =>
  Object.fromEntries(reports.map(({ channel, passed, failed, skipped }) => [channel, { passed, failed, skipped }]));
