import { type ChildProcess, spawn } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
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
  const wanted = {
    name: 'cskefu-plugin',
    permissions: ['plugins:write', 'channels:read', 'channels:write'],
    expiresAt,
    password: 'admin1234',
  };
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

/** Installs what the scaffold makes, as `npm run dev` does. */
const install = async (kind: 'channel' | 'bot') => {
  const folder = await scaffold(kind, `acme.fresh-${kind}`);
  const terminal = open('plugin-cli', ['dev', '--once'], folder);
  expect([await terminal.ended, terminal.said()]).toEqual([0, expect.stringContaining(`✓ acme.fresh-${kind} 0.1.0`)]);
  return folder;
};

interface Stored {
  readonly id: string;
  readonly state: string;
  readonly outcomes: readonly { readonly conversationId: string | null }[];
}

test('a request is replayed into a channel, recorded from it, and answered by a bot', async () => {
  const answers = ['几点 = 营业时间为 9:00–18:00。'];
  await install('bot');
  await admin.ask('PUT', '/api/plugins/acme.fresh-bot/settings', { values: { answers } });
  const folder = await install('channel');
  const group = await admin.group('新渠道');
  const { id: channel } = await admin.ask<{ id: string }>('POST', '/api/channels', {
    name: 'Fresh',
    skillGroupId: group.id,
    kind: 'acme.fresh-channel/freshchannel',
    config: { token: 'token', secret: 'the secret of the channel' },
  });

  const forged = open('plugin-cli', ['replay', 'fixtures/message.json', '--channel', channel, '--secret', 'x'], folder);
  expect([await forged.ended, forged.said()]).toEqual([1, expect.stringContaining('401')]);
  const signed = ['replay', 'fixtures/message.json', '--channel', channel, '--secret', 'the secret of the channel'];
  const sent = open('plugin-cli', signed, folder);
  expect([await sent.ended, sent.said()]).toEqual([0, expect.stringContaining('✓ message.json: 200')]);

  const newest = async () => {
    const { items } = await admin.ask<{ items: Stored[] }>('GET', `/api/channels/${channel}/inbound-requests`);
    return items[0];
  };
  await expect.poll(async () => (await newest())?.state, { timeout: 30_000 }).toBe('matched');
  const conversationId = (await newest())?.outcomes[0]?.conversationId ?? '';
  const transcript = () => admin.ask('GET', `/api/history/${conversationId}`).then(JSON.stringify);
  await expect.poll(transcript, { timeout: 30_000 }).toContain('营业时间为 9:00–18:00。');

  const recorded = open('plugin-cli', ['record', '--channel', channel, '--last', '1'], folder);
  expect([await recorded.ended, recorded.said()]).toEqual([0, expect.stringContaining('✓ 1 recorded')]);
  const [file = ''] = readdirSync(join(folder, 'fixtures')).filter((name) => name !== 'message.json');
  const fixture = JSON.parse(readFileSync(join(folder, 'fixtures', file), 'utf8'));
  expect(fixture.request.body).toContain('你好，请问几点关门？');
  expect(JSON.stringify(fixture.request.headers)).not.toMatch(/sha256=[0-9a-f]/);
});

test.each(['plume-channel', 'profanity-veto', 'order-lookup'])('a desk takes the example %s', async (name) => {
  const terminal = open('plugin-cli', ['dev', '--once'], join(packages, '../examples', name));
  expect([await terminal.ended, terminal.said()]).toEqual([0, expect.stringMatching(/^✓ acme\.[a-z-]+ 0\.1\.0/m)]);
});
