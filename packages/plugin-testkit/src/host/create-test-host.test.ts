import { mkdtempSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { definePlugin, entriesOf, type PluginContext, textOf } from '@cskefu/plugin-sdk';
import { describe, expect, test } from 'vitest';
import { createTestHost, forwardTo } from '../index.ts';

const working = (job: (context: PluginContext) => unknown) =>
  definePlugin({
    id: 'test.worker',
    name: 'Worker',
    version: '1.0.0',
    api: '^1.0',
    permissions: ['storage', 'net', 'messages:write'],
    net: { allow: ['api.example.com'] },
    jobs: { work: { handler: (context) => job(context) as undefined } },
    hooks: {
      'message.beforeSend': { kind: 'veto', deadlineMs: 50, handler: () => new Promise(() => {}) },
    },
  });

describe('a test host', () => {
  test('grants what the manifest asks for, and refuses what was not granted', async () => {
    const plugin = working(({ kv }) => kv.set('a', 1).catch((error) => error.code));
    const granted = await createTestHost(plugin);
    expect(await granted.job('work')).toBeUndefined();
    const refused = await createTestHost(plugin, { grants: ['net'] });
    expect(await refused.job('work')).toBe('forbidden');
  });

  test('refuses what the manifest does not allow, though it may go out', async () => {
    const fetch = (url: string) => working(({ http }) => http.fetch({ url }).catch((error) => error.code));
    const stray = await createTestHost(fetch('https://elsewhere.example/'), { http: () => ({}) });
    expect(await stray.job('work')).toBe('not_allowed');
    const gone = await createTestHost(fetch('https://api.example.com/'), { http: () => 'timeout' });
    expect(await gone.job('work')).toBe('timeout');
    expect(gone.requests).toMatchObject([{ url: 'https://api.example.com/' }]);
  });

  test('asks a real server in the place of every host', async () => {
    const server = createServer((request, response) => void response.end(`${request.method} ${request.url}`));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const plugin = working(async ({ http }) => {
      const answer = await http.fetch({ url: 'https://api.example.com/a?b=1', method: 'POST', body: 'x' });
      return [answer.status, textOf(answer.body)];
    });
    const { port } = server.address() as AddressInfo;
    const host = await createTestHost(plugin, { http: forwardTo(`http://127.0.0.1:${port}`) });
    expect(await host.job('work')).toEqual([200, 'POST /a?b=1']);
    server.close();
  });

  test('has a clock that runs only when it is moved', async () => {
    const plugin = working(async ({ kv }) => {
      if ((await kv.get('greeted')) !== null) return 'again';
      await kv.set('greeted', true, { ttlS: 60 });
      return 'first';
    });
    const host = await createTestHost(plugin);
    expect(await host.job('work')).toBe('first');
    expect(await host.job('work')).toBe('again');
    host.clock.advance(61_000);
    expect(await host.job('work')).toBe('first');
  });

  test('keeps what was written and logged, and a message once for each id', async () => {
    const message = { id: crypto.randomUUID(), conversationId: crypto.randomUUID(), text: '您好' };
    const plugin = working(async ({ messages, log }) => {
      log.info('greets', { conversationId: message.conversationId });
      await messages.write(message);
      await messages.write(message);
    });
    const host = await createTestHost(plugin);
    await host.job('work');
    expect(host.messages).toEqual([message]);
    await expect.poll(() => host.logs).toMatchObject([{ level: 'info', message: 'greets' }]);
  });

  test('runs the migrations that are missing on what an earlier version has stored, wholly or not at all', async () => {
    const plugin = definePlugin({
      ...working(({ kv }) => kv.list('')),
      migrations: [
        { to: 2, run: () => Promise.reject(new Error('not from 1')) },
        {
          to: 3,
          run: async ({ kv }) => {
            for await (const [key, { value }] of entriesOf(kv, 'order:')) await kv.set(key, { number: value });
            await kv.delete('old');
          },
        },
      ],
    });
    const entries = { 'order:1': 'A1', 'order:2': 'A2', old: true };
    const host = await createTestHost(plugin, { stored: { version: 2, entries } });
    expect(host.stored()).toEqual({ 'order:1': { number: 'A1' }, 'order:2': { number: 'A2' } });
    await expect(createTestHost(plugin, { stored: { entries } })).rejects.toThrow('not from 1');
    await expect(createTestHost(plugin, { stored: { version: 4, entries } })).rejects.toThrow('no migration leads');
    expect((await createTestHost(plugin)).stored()).toEqual({});
  });

  test('lets a migration do nothing that could not be taken back', async () => {
    const reach = (context: object) =>
      (context as PluginContext).http?.fetch({ url: 'https://api.example.com/' }) ??
      Promise.reject(new Error('no http'));
    const plugin = definePlugin({
      ...working(() => undefined),
      migrations: [{ to: 2, run: async (c) => void (await reach(c)) }],
    });
    await expect(createTestHost(plugin, { stored: { entries: {} } })).rejects.toThrow('no http');
  });

  test('waits no longer for a hook than its deadline', async () => {
    const host = await createTestHost(working(() => undefined));
    await expect(host.hook('message.beforeSend', {} as never)).rejects.toMatchObject({ code: 'deadline' });
  });

  test('refuses settings that the desk would refuse', async () => {
    const plugin = definePlugin({
      ...working(() => undefined),
      config: { url: { type: 'string', title: 'URL', format: 'url' } },
    });
    await expect(createTestHost(plugin, { config: { url: 'nowhere' } })).rejects.toThrow('url has another form');
  });

  test('runs a bundle in a child process without network, where it can be killed', async () => {
    const entry = join(mkdtempSync(join(tmpdir(), 'cskefu-testkit-')), 'server.mjs');
    writeFileSync(
      entry,
      `export default { id: 'test.worker', name: 'Worker', version: '1.0.0', api: '^1.0', permissions: ['storage'], jobs: {
        work: { handler: async ({ kv }) => ({ count: await kv.increment('runs'), network: await fetch('http://127.0.0.1:1').catch((error) => 'refused') }) },
      } };`,
    );
    const host = await createTestHost(
      working(() => undefined),
      { real: true, entry },
    );
    expect(await host.call('job', { name: 'work' }, { deadlineMs: 30_000 })).toEqual({ count: 1, network: 'refused' });
    host.kill();
    await expect(host.job('work')).rejects.toMatchObject({ code: 'gone' });
  });
});
