import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type Desk, startDesk } from './harness/desk.ts';
import { type Supervisor, supervisor } from './harness/supervisor.ts';

const packages = join(import.meta.dirname, '../packages');
let desk: Desk;
let admin: Supervisor;
let token: string;

beforeAll(async () => {
  desk = await startDesk({ CSKEFU_DEMO: 'true' });
  admin = await supervisor(desk.url);
  const expiresAt = new Date(Date.now() + 86_400_000).toISOString();
  const wanted = { name: 'cskefu-plugin', permissions: ['plugins:write'], expiresAt };
  ({ token } = await admin.ask<{ token: string }>('POST', '/api/me/api-tokens', wanted));
});
afterAll(() => desk.stop());

/** A program in a terminal: what it has said until now, and its end. */
const open = (program: string, args: readonly string[], cwd: string) => {
  const env = { ...process.env, CSKEFU_DESK: desk.url, CSKEFU_TOKEN: token };
  const child: ChildProcess = spawn(process.execPath, [join(packages, program, 'src/main.ts'), ...args], { cwd, env });
  let said = '';
  for (const stream of [child.stdout, child.stderr]) stream?.setEncoding('utf8').on('data', (text) => (said += text));
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve));
  return { said: () => said, ended, child };
};

const scaffold = async (kind: string, id: string) => {
  const parent = mkdtempSync(join(tmpdir(), 'cskefu-author-'));
  const created = open('create-cskefu-plugin', ['fresh', '--kind', kind, '--id', id], parent);
  expect([await created.ended, created.said()]).toEqual([0, expect.stringContaining(id)]);
  return join(parent, 'fresh');
};

test('what the scaffold makes runs on a desk, and each change of it soon after', async () => {
  const folder = await scaffold('hook', 'acme.fresh-hook');
  const terminal = open('plugin-cli', ['dev'], folder);
  await expect
    .poll(terminal.said, { timeout: 30_000 })
    .toMatch(/granted: messages:read\n✓ acme.fresh-hook 0.1.0 (runs|starts)/);
  expect(await admin.ask('GET', '/api/plugins/acme.fresh-hook')).toMatchObject({
    enabled: true,
    versions: [{ version: '0.1.0' }],
  });

  const source = join(folder, 'src/index.ts');
  const changed = readFileSync(source, 'utf8').replace(
    "id: 'acme",
    "activate: ({ log }) => log.info('hello from the author'),\n  id: 'acme",
  );
  writeFileSync(source, changed);
  await expect.poll(terminal.said, { timeout: 30_000 }).toMatch(/hello from the author/);
  terminal.child.kill('SIGINT');
  expect(await terminal.ended).toBe(0);
});

test.each(['channel', 'bot'])('a desk takes what the scaffold makes of a %s', async (kind) => {
  const folder = await scaffold(kind, `acme.fresh-${kind}`);
  const terminal = open('plugin-cli', ['dev', '--once'], folder);
  expect([await terminal.ended, terminal.said()]).toEqual([0, expect.stringContaining(`✓ acme.fresh-${kind} 0.1.0`)]);
});
