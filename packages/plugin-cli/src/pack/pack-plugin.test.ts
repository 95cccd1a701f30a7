import { execFileSync } from 'node:child_process';
import { readFileSync, symlinkSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { writePlugin } from '../testing/write-plugin.ts';

test('the archive has the form of npm and what the desk needs', async () => {
  const folder = writePlugin({ 'README.md': '# Greeter', 'fixtures/hello.json': '{}', 'src/index.test.ts': '' });
  const { code, output } = await runCommand(folder, 'pack');
  expect(code).toBe(0);
  expect(output).toMatch(/integrity sha512-[\w+/]{86}==/);
  const listed = execFileSync('tar', ['-tzf', join(folder, 'greeter-1.0.0.tgz')], { encoding: 'utf8' });
  expect(listed.trim().split('\n')).toEqual([
    'package/README.md',
    'package/dist/server.mjs',
    'package/fixtures/hello.json',
    'package/locales/en.json',
    'package/locales/zh-CN.json',
    'package/package.json',
  ]);
});

test('the same sources give the same bytes, wherever they stand', async () => {
  const archives = [];
  for (const folder of [writePlugin(), writePlugin()]) {
    await runCommand(folder, 'pack');
    archives.push(readFileSync(join(folder, 'greeter-1.0.0.tgz')));
  }
  expect(archives[0]?.equals(archives[1] ?? Buffer.alloc(0))).toBe(true);
});

test('a symbolic link is refused', async () => {
  const folder = writePlugin();
  symlinkSync('/etc/hostname', join(folder, 'icon.svg'));
  expect(await runCommand(folder, 'pack')).toMatchObject({ code: 1, output: expect.stringContaining('symbolic link') });
});
