import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { writePlugin } from '../testing/write-plugin.ts';

const sourceOf = (more: string, before = '') => `import { definePlugin } from '@cskefu/plugin-sdk';
${before}
export default definePlugin({ id: 'acme.greeter', name: '%name%', version: '1.0.0', api: '^1.0', permissions: ['storage'], ${more} });
`;

const manifestIn = (folder: string) => JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')).cskefu;

test('makes one file and puts the manifest into package.json', async () => {
  const folder = writePlugin({
    'src/index.ts': sourceOf(
      `jobs: { sync: { every: '5m', handler: () => greet() } }`,
      `import { greet } from './greet.ts';`,
    ),
    'src/greet.ts': `export const greet = (): void => console.log('hello');`,
  });
  expect(await runCommand(folder, 'build')).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^✓ acme.greeter 1.0.0/),
  });
  const code = readFileSync(join(folder, 'dist/server.mjs'), 'utf8');
  expect(code).toContain('hello');
  expect(code).not.toContain(folder);
  expect(manifestIn(folder)).toMatchObject({ id: 'acme.greeter', permissions: ['storage'], jobs: [{ every: '5m' }] });
});

test('--check tells which part of the manifest is old', async () => {
  const folder = writePlugin();
  await runCommand(folder, 'build');
  expect(await runCommand(folder, 'build', '--check')).toMatchObject({ code: 0 });
  writeFileSync(join(folder, 'src/index.ts'), sourceOf(''));
  const { code, output } = await runCommand(folder, 'build', '--check');
  expect([code, output]).toEqual([1, expect.stringContaining('not what src/index.ts says: permissions.')]);
});

test('a text that one language lacks is named', async () => {
  const folder = writePlugin({ 'locales/en.json': '{}' });
  const { code, output } = await runCommand(folder, 'build');
  expect([code, output]).toEqual([1, expect.stringContaining('locales/en.json has no name')]);
});

const failures: [string, Record<string, string>, string][] = [
  ['a syntax error', { 'src/index.ts': 'export default {' }, 'cannot be bundled'],
  ['a package that is not there', { 'src/index.ts': sourceOf('', `import 'nowhere';`) }, 'nowhere'],
  ['a native add-on', { 'src/index.ts': sourceOf('', `import './fast.node';`), 'src/fast.node': '' }, 'native add-on'],
  ['no plugin', { 'src/index.ts': 'export const nothing = 1;' }, 'no default export'],
  [
    'a plugin that reads files while it is loaded',
    { 'src/index.ts': sourceOf('', `import { readFileSync } from 'node:fs'; readFileSync('/etc/hostname');`) },
    'cannot be loaded',
  ],
  [
    'another version than package.json',
    { 'package.json': JSON.stringify({ name: 'x', version: '2.0.0' }) },
    'package.json 2.0.0',
  ],
  [
    'migrations that leave a step out',
    { 'src/index.ts': sourceOf('migrations: [2, 4].map((to) => ({ to, run: () => {} })),') },
    'The migrations lead to 2, 4',
  ],
  [
    'more than 5 MB',
    { 'src/index.ts': sourceOf('', `export const much = '${'x'.repeat(5 * 1024 * 1024)}';`) },
    'the most is 5.00 MB',
  ],
];

test.each(failures)('says what to do about %s', async (_, files, words) => {
  const { code, output } = await runCommand(writePlugin(files), 'build');
  expect([code, output]).toEqual([1, expect.stringContaining(words)]);
});
