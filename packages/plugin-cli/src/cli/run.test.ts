import { tmpdir } from 'node:os';
import { expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { writePlugin } from '../testing/write-plugin.ts';

test('says what there is, and how each command is called', async () => {
  expect(await runCommand('.', 'help')).toMatchObject({ code: 0, output: expect.stringContaining('build') });
  expect(await runCommand('.', 'pack', '--help')).toMatchObject({
    code: 0,
    output: expect.stringContaining('--to FOLDER'),
  });
});

test('a wrong call ends with 2 and says what would be right', async () => {
  expect(await runCommand('.')).toMatchObject({ code: 2 });
  expect(await runCommand('.', 'bild')).toMatchObject({ code: 2, output: expect.stringContaining('build') });
  expect(await runCommand('.', 'build', '--fast')).toMatchObject({
    code: 2,
    output: expect.stringContaining('--fast'),
  });
});

test('outside of a plugin it says where to go', async () => {
  expect(await runCommand(tmpdir(), 'build')).toMatchObject({
    code: 1,
    output: expect.stringContaining('no package.json'),
  });
});

test('tests are run by Node, and their result is the exit code', async () => {
  const passing = `import test from 'node:test'; test('is well', () => {});`;
  const failing = `import test from 'node:test'; test('is not', () => { throw new Error('no'); });`;
  expect((await runCommand(writePlugin({ 'src/index.test.ts': passing }), 'test')).code).toBe(0);
  expect((await runCommand(writePlugin({ 'src/index.test.ts': failing }), 'test')).code).toBe(1);
  expect((await runCommand(writePlugin(), 'test')).output).toContain('There is no test');
});
