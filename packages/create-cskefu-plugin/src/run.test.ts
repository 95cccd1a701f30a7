import { execFile } from 'node:child_process';
import { existsSync, mkdtempSync, readFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, test } from 'vitest';
import { run } from './run.ts';
import { kinds } from './wishes.ts';

const exec = promisify(execFile);

/** As in a terminal, or without one if there are no answers. */
const create = async (argv: readonly string[], answers?: readonly string[]) => {
  const folder = mkdtempSync(join(tmpdir(), 'cskefu-create-'));
  const lines: string[] = [];
  const left = [...(answers ?? [])];
  const say = (line: string) => void lines.push(line);
  const ask = async (question: string) => {
    lines.push(question);
    return left.shift() ?? '';
  };
  const code = await run(argv, { folder, say, complain: say, ...(answers ? { ask } : {}) });
  return { code, folder, output: lines.join('\n') };
};

/** What the author would type next; without network, for nothing has to be fetched. */
const npm = (folder: string, ...args: string[]) =>
  exec('npm', ['run', '--silent', ...args], { cwd: folder, env: { ...process.env, NODE_TEST_CONTEXT: undefined } });

// One of the promises of a channel is measured in milliseconds.
test.each(kinds)(
  'a new %s is typed, healthy, tested and packed at once',
  { timeout: 60_000, retry: 1 },
  async (kind) => {
    const { code, folder } = await create([
      'my-plume',
      '--kind',
      kind,
      '--id',
      'acme.my-plume',
      '--name',
      'Plume "One"',
    ]);
    expect(code).toBe(0);
    const plugin = join(folder, 'my-plume');
    expect((await npm(plugin, 'check')).stdout).toContain('0 errors, 0 warnings');
    expect((await npm(plugin, 'test')).stdout).toContain('fail 0');
    expect((await npm(plugin, 'pack')).stdout).toContain('integrity sha512-');
    expect(existsSync(join(plugin, 'my-plume-0.1.0.tgz'))).toBe(true);
    const { cskefu } = JSON.parse(readFileSync(join(plugin, 'package.json'), 'utf8'));
    expect(cskefu).toMatchObject({ id: 'acme.my-plume', name: '%name%' });
    expect(JSON.parse(readFileSync(join(plugin, 'locales/en.json'), 'utf8')).name).toBe('Plume "One"');
  },
);

test('a new channel keeps its promises also in the process in which it will run', { timeout: 60_000 }, async () => {
  const { folder } = await create(['my-plume', '--kind', 'channel']);
  const only = ['--only', '1,2,9,10,15,16,19,27,33'];
  const { stdout } = await npm(join(folder, 'my-plume'), 'conformance', '--', '--real', '--json', ...only);
  expect(JSON.parse(stdout.trim().split('\n').at(-1) ?? '')).toEqual({ myplume: { passed: 9, failed: 0, skipped: 0 } });
});

test('asks in a terminal, and offers what is usual', async () => {
  const { code, folder, output } = await create([], ['tidy-bot', 'bot', '', '', 'MIT']);
  expect(code).toBe(0);
  expect(output).toContain('acme.tidy-bot');
  expect(readFileSync(join(folder, 'tidy-bot/LICENSE'), 'utf8')).toMatch(/^MIT License[\s\S]*the authors of Tidy Bot/);
});

test('says what is wrong before anything is written', async () => {
  const wrong: [string[], string][] = [
    [[], 'Into which folder?'],
    [['My Plugin', '--kind', 'bot'], 'The folder is the name of the package'],
    [['x', '--kind', 'panel'], 'There is no kind panel: channel, bot, hook.'],
    [['x'], '--kind is missing'],
    [['x', '--kind', 'bot', '--id', 'greeter'], 'publisher.name'],
    [['x', '--kind', 'bot', '--id', 'cskefu.greeter'], 'kept for plugins of the desk'],
    [['x', '--kind', 'bot', '--licence', 'GPL'], 'There is no licence GPL'],
    [['x', '--fast'], '--fast'],
  ];
  for (const [argv, words] of wrong) {
    const { code, folder, output } = await create(argv);
    expect([code, output]).toEqual([2, expect.stringContaining(words)]);
    expect(existsSync(join(folder, 'x'))).toBe(false);
  }
});
