/**
 * `npm run check`: everything that can be said about the code without running it.
 * `npm run check -- links licences` runs only the checks whose names contain one of the words.
 */
import { spawn } from 'node:child_process';
import { existsSync, globSync, readFileSync, statSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { performance } from 'node:perf_hooks';
import { findEnvironmentProblems } from './check-environment.ts';
import { findLicenceProblems } from './check-licences.ts';
import { findLinkProblems } from './check-links.ts';
import { findSdkReferenceProblems } from './check-sdk-reference.ts';
import { findTranslationProblems } from './check-translations.ts';

interface Check {
  readonly name: string;
  /** Answers one line for each problem; no line is good news. */
  readonly run: () => string[] | Promise<string[]>;
}

const root = join(import.meta.dirname, '..');

const command = (name: string, program: string, ...args: string[]): Check => ({
  name,
  run: () => runProgram(program, args),
});

const checks: Check[] = [
  ...typeChecks(),
  command('format and lint', 'biome', 'ci', '--colors=off', '--max-diagnostics=50', '.'),
  command('allowed imports', 'depcruise', '--config', '.dependency-cruiser.mjs', ...foldersWithCode()),
  command('unused code', 'knip', '--no-progress'),
  { name: 'translations', run: () => findTranslationProblems(root) },
  { name: 'environment variables', run: () => findEnvironmentProblems(root) },
  { name: 'licences', run: () => findLicenceProblems(root) },
  { name: 'SDK reference', run: () => findSdkReferenceProblems(root) },
  { name: 'links', run: () => findLinkProblems(root) },
];

/** One for each tsconfig: of the root (scripts, bench, e2e) and of every workspace. */
function typeChecks(): Check[] {
  const { workspaces } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { workspaces: string[] };
  const found = [...workspaces, 'examples/*'].flatMap((pattern) => globSync(pattern, { cwd: root }));
  const folders = found.filter((path) => statSync(join(root, path)).isDirectory()).sort();
  const projects = ['tsconfig.json', ...folders.map((folder) => join(folder, 'tsconfig.json'))];
  return projects.map((project) => ({
    name: `types ${project.replace(/\/?tsconfig\.json$/, '') || 'scripts, bench, e2e'}`,
    run: () => (existsSync(join(root, project)) ? runProgram('tsc', ['-p', project]) : [`${project} is missing`]),
  }));
}

function foldersWithCode(): string[] {
  return ['apps', 'packages', 'plugins', 'examples', 'scripts', 'bench', 'e2e'].filter((folder) =>
    existsSync(join(root, folder)),
  );
}

function runProgram(program: string, args: string[]): Promise<string[]> {
  const bin = join(root, 'node_modules', '.bin');
  const env = { ...process.env, NO_COLOR: '1', PATH: `${bin}${delimiter}${process.env['PATH'] ?? ''}` };
  return new Promise((resolve) => {
    const child = spawn(join(bin, program), args, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] });
    let output = '';
    const gather = (chunk: string) => {
      output += chunk;
    };
    child.stdout.setEncoding('utf8').on('data', gather);
    child.stderr.setEncoding('utf8').on('data', gather);
    child.on('error', (error) => resolve([`${program} cannot be run: ${error.message}`]));
    child.on('close', (code) =>
      resolve(code === 0 ? [] : [...output.trim().split('\n'), `${program} ended with ${code}`]),
    );
  });
}

async function runCheck(check: Check): Promise<boolean> {
  const start = performance.now();
  const problems = await Promise.resolve()
    .then(check.run)
    .catch((error: unknown) => [error instanceof Error ? (error.stack ?? error.message) : String(error)]);
  const seconds = ((performance.now() - start) / 1_000).toFixed(1).padStart(6);
  const passed = problems.length === 0;
  console.log(`${passed ? '✓' : '✗'} ${check.name.padEnd(28)}${seconds} s`);
  for (const problem of problems) console.log(`    ${problem}`);
  return passed;
}

const words = process.argv.slice(2);
const chosen = checks.filter(({ name }) => words.length === 0 || words.some((word) => name.includes(word)));
if (chosen.length === 0) {
  console.error(`No check is called ${words.join(' or ')}. There are: ${checks.map(({ name }) => name).join(', ')}.`);
  process.exit(1);
}

const failed: string[] = [];
for (const check of chosen) {
  if (!(await runCheck(check))) failed.push(check.name);
}
console.log(
  failed.length === 0
    ? `\nAll ${chosen.length} checks passed.`
    : `\n${failed.length} of ${chosen.length} checks failed: ${failed.join(', ')}.`,
);
process.exitCode = failed.length === 0 ? 0 : 1;
