import { execFile } from 'node:child_process';
import { globSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { describe, expect, test } from 'vitest';

const exec = promisify(execFile);
const cli = join(import.meta.dirname, '../packages/plugin-cli/src/main.ts');
const folders = globSync('*/package.json', { cwd: import.meta.dirname }).map((file) =>
  join(import.meta.dirname, file, '..'),
);

/** What an author would type in the folder of the plugin. */
const run = (folder: string, ...args: string[]) =>
  exec(process.execPath, [cli, ...args], { cwd: folder, env: { ...process.env, NODE_TEST_CONTEXT: undefined } });

describe.each(folders.map((folder) => [folder.split('/').at(-1), folder] as const))('%s', (_, folder) => {
  test('is what its manifest says, with all texts, and nothing that a desk refuses', async () => {
    await run(folder, 'build', '--check');
    expect((await run(folder, 'doctor')).stdout).toContain('0 errors, 0 warnings');
  });

  // One of the promises of a channel is measured in milliseconds.
  test('passes its tests', { retry: 1 }, async () => {
    expect((await run(folder, 'test')).stdout).toMatch(/^ℹ fail 0$/m);
  });

  test('is packed', async () => {
    const target = mkdtempSync(join(tmpdir(), 'cskefu-examples-'));
    expect((await run(folder, 'pack', '--to', target)).stdout).toContain('integrity sha512-');
  });
});

test('a channel that was written by the guide takes fewer than 150 lines', () => {
  const files = ['index', 'channel', 'parse', 'provider'].map((name) =>
    join(import.meta.dirname, `plume-channel/src/${name}.ts`),
  );
  const lines = files.flatMap((file) => readFileSync(file, 'utf8').trimEnd().split('\n'));
  expect(lines.length).toBeLessThan(150);
});
