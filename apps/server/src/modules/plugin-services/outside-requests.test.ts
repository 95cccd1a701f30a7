import { isAllowedHost } from '@cskefu/plugin-host';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { type OutsideServer, startOutsideServer } from '../../testing/outside-server.ts';
import { asker, openPluginDoor, type TestDoor } from '../../testing/plugin-door.ts';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';
import { createEgressQuota } from './egress-quota.ts';

const ID = 'test.outside';
let desk: TestDesk;
let door: TestDoor;
let outside: OutsideServer;

beforeAll(async () => {
  desk = await startDesk();
  outside = await startOutsideServer((request, response) => {
    if (request.url === '/slow') return void setTimeout(() => response.end('at last'), 300);
    if (request.url === '/large') return void response.end(Buffer.alloc(200_001));
    if (request.url === '/picture.png') return void response.end(PNG);
    response.writeHead(201, { 'X-Answer': 'yes', 'set-cookie': ['a=1', 'b=2'] }).end(Buffer.from([0, 1, 255]));
  });
  const plugins = [
    asker(ID, ['net', 'media:write', 'media:read'], [outside.host]),
    asker('test.elsewhere', ['net'], ['api.example.com']),
  ];
  door = await openPluginDoor(desk, plugins, { privateHosts: [outside.host], maxFileBytes: 150_000 });
});
afterAll(async () => {
  await door.close();
  await outside.close();
  await desk.stop();
});

const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
);

const fetchAs = (id: string, path: string, more: object = {}) =>
  door.ask(id, 'http.fetch', { url: outside.url + path, ...more });

test('an answer comes whole, with its headers in small letters', async () => {
  const answer = await fetchAs(ID, '/a', { method: 'POST', body: '{"words":"春"}', headers: { 'X-Token': 't' } });
  expect(answer).toMatchObject({ status: 201, headers: { 'x-answer': 'yes', 'set-cookie': 'a=1, b=2' } });
  expect([...(answer as { body: Uint8Array }).body]).toEqual([0, 1, 255]);
  expect(outside.requests.at(-1)).toMatchObject({ body: '{"words":"春"}', headers: { 'x-token': 't' } });
});

test('only hosts of its own manifest', async () => {
  await expect(fetchAs('test.elsewhere', '/')).rejects.toMatchObject({ code: 'not_allowed' });
});

test('more than 200 KB, or after the deadline: its code', async () => {
  await expect(fetchAs(ID, '/large')).rejects.toMatchObject({ code: 'too_large' });
  await expect(fetchAs(ID, '/slow', { timeoutMs: 50 })).rejects.toMatchObject({ code: 'timeout' });
});

test('sixteen at a time', async () => {
  const outcomes = await Promise.allSettled(Array.from({ length: 20 }, () => fetchAs(ID, '/slow')));
  const refused = outcomes.filter((outcome) => outcome.status === 'rejected');
  expect(refused.map(({ reason }) => reason.code)).toEqual(new Array(4).fill('rate_limited'));
});

test('sixty a second, then as many as come back', async () => {
  let now = 0;
  const within = createEgressQuota(() => now);
  const burst = async () => {
    let passed = 0;
    for (let at = 0; at < 100; at++) await within('p', async () => (passed += 1)).catch(() => {});
    return passed;
  };
  expect(await burst()).toBe(60);
  now += 500;
  expect(await burst()).toBe(30);
  await within('other', async () => {});
});

test('a file is fetched, kept, and linked to; one that is too large leaves nothing', async () => {
  const { fileId } = (await door.ask(ID, 'media.fetch', { url: `${outside.url}/picture.png` })) as { fileId: string };
  const link = (await door.ask(ID, 'media.link', { fileId })) as { url: string };
  expect(link).toMatchObject({ name: 'picture.png', mime: 'image/png', size: PNG.length });
  expect(link.url).toContain(`${desk.url}/files/${fileId}/original?`);
  await expect(door.ask('test.elsewhere', 'media.link', { fileId })).rejects.toMatchObject({ code: 'forbidden' });
  const count = () => desk.db.selectFrom('files').select('id').execute();
  const before = (await count()).length;
  await expect(door.ask(ID, 'media.fetch', { url: `${outside.url}/large` })).rejects.toMatchObject({
    code: 'too_large',
  });
  await expect(door.ask(ID, 'media.fetch', { url: `${outside.url}/none` })).rejects.toMatchObject({
    code: 'unavailable',
  });
  expect(await count()).toHaveLength(before);
});

test.each([
  ['api.example.com', 'https://api.example.com/a', true],
  ['api.example.com', 'https://API.example.com./a', true],
  ['api.example.com', 'https://api.example.com:8443/', false],
  ['api.example.com', 'https://xapi.example.com/', false],
  ['api.example.com', 'https://api.example.com.evil.net/', false],
  ['api.example.com:8443', 'https://api.example.com:8443/', true],
  ['*.example.com', 'https://a.b.example.com/', true],
  ['*.example.com', 'https://example.com/', false],
  ['*.example.com', 'https://evilexample.com/', false],
  ['*', 'https://whatever.net/', true],
  ['春松.cn', 'https://xn--yhqt38e.cn/', false],
  ['例子.cn', 'https://例子.cn/', true],
  ['crm.internal', 'http://crm.internal:8080/', true],
  ['crm.internal', 'http://crm.internal:9090/', false],
])('%s allows %s: %s', (entry, url, allowed) => {
  expect(isAllowedHost([entry], new URL(url), url.includes('crm.internal:8080'))).toBe(allowed);
});
