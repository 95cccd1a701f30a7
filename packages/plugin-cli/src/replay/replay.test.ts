import { createHmac } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { type Heard, listen } from '../testing/listen.ts';
import { runCommand } from '../testing/run-command.ts';
import { recorded, writeChannel } from '../testing/write-channel.ts';

test('shows what parse makes of a recorded request', async () => {
  const { code, output } = await runCommand(writeChannel(), 'replay', 'fixtures/hello.json');
  expect(code).toBe(0);
  expect(JSON.parse(output.slice(output.indexOf('[')))).toMatchObject([
    { externalId: 'm1', parts: [{ text: '你好' }], sender: { name: 's3cret' } },
  ]);
});

test('sends it to a desk with a signature of now', async () => {
  const desk = await listen(() => 200);
  const folder = writeChannel();
  const sent = await runCommand(
    folder,
    'replay',
    'fixtures/hello.json',
    '--channel',
    'shop',
    '--desk',
    desk.url,
    '--secret',
    'k',
  );
  expect(sent).toEqual({ code: 0, output: '✓ hello.json: 200' });
  const { url, headers, body } = desk.heard[0] as Heard;
  expect([url, String(body)]).toEqual(['/c/shop', recorded.request.body]);
  const signed = createHmac('sha256', 'k').update(`${headers['x-plume-time']}.${body}`).digest('hex');
  expect(headers['x-plume-signature']).toBe(signed);
});

test('a refused request ends with 1', async () => {
  const desk = await listen(() => 401);
  const sent = await runCommand(
    writeChannel(),
    'replay',
    'fixtures/hello.json',
    '--channel',
    'shop',
    '--desk',
    desk.url,
  );
  expect(sent).toMatchObject({ code: 1, output: expect.stringContaining('--secret') });
});

test('says so where nobody can send anything', async () => {
  const sent = await runCommand(writeChannel('pull'), 'replay', 'fixtures/hello.json', '--channel', 'shop');
  expect(sent).toMatchObject({ code: 1, output: expect.stringContaining('asks its provider itself') });
});

test('writes what a channel has got into fixtures, without what proves who sent it', async () => {
  const stored = {
    ...recorded.request,
    id: '0198c0de-0000-7000-8000-00000000abcd',
    receivedAt: '2026-11-26T08:00:00.000Z',
    encoding: 'text',
    headers: { 'x-plume-signature': 'abc', cookie: 'a=b', 'content-type': 'application/json' },
    query: { token: 'x', page: '2' },
  };
  const desk = await listen(({ url }) => (url.includes('?') ? { items: [{ id: stored.id }] } : stored));
  const folder = writeChannel();
  const { code } = await runCommand(folder, 'record', '--channel', 'shop', '--desk', desk.url, '--token', 'csk_1');
  expect(code).toBe(0);
  const file = readdirSync(join(folder, 'fixtures')).find((name) => name.startsWith('2026-11-26-08-00-00')) ?? '';
  expect(JSON.parse(readFileSync(join(folder, 'fixtures', file), 'utf8'))).toMatchObject({
    kind: 'plume',
    request: {
      headers: { 'x-plume-signature': '[redacted]', cookie: '[redacted]', 'content-type': 'application/json' },
      query: { token: '[redacted]', page: '2' },
      body: recorded.request.body,
    },
  });
});

test('a channel that the desk does not have is told by its name', async () => {
  const desk = await listen(() => 404);
  const asked = ['--channel', 'shoop', '--desk', desk.url, '--token', 'csk_1'];
  const { code, output } = await runCommand(writeChannel(), 'record', ...asked);
  expect([code, output]).toEqual([1, expect.stringContaining('The desk has no channel shoop.')]);
});
