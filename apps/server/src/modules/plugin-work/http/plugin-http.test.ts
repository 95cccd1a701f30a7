import { definePlugin, type HttpAnswer, type PluginRequest } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';
import { readAnswer } from './read-answer.ts';

let desk: TestDesk;
let agent: TestAgent;
let administrator: TestAgent;
let seen: PluginRequest[];
let says: HttpAnswer | Promise<HttpAnswer>;

const answer = (request: PluginRequest) => {
  seen.push(request);
  return says;
};
const plugin = definePlugin({
  id: 'test.http',
  name: 'HTTP',
  version: '1.0.0',
  api: '^1.0',
  permissions: [],
  http: {
    'POST /hook': { auth: 'public', handler: answer },
    'GET /orders/:id': { auth: 'public', handler: answer },
    'GET /orders/new': { auth: 'public', handler: answer },
    'GET /mine': { auth: 'agent', handler: answer },
    'POST /mine': { auth: 'agent', handler: answer },
    'GET /settings': { auth: 'admin', handler: answer },
    'GET /broken': {
      auth: 'public',
      handler: () => {
        throw new Error('out of order');
      },
    },
    'GET /garbage': { auth: 'public', handler: () => ({ status: 'fine' }) as never },
  },
});

beforeAll(async () => {
  desk = await startDesk({ builtInPlugins: [plugin] });
  agent = await desk.buildAgent();
  administrator = await desk.buildAccount({ administrator: true });
});
beforeEach(() => {
  seen = [];
  says = { body: 'ok' };
});
afterAll(() => desk.stop());

const ask = (path: string, init: RequestInit = {}) => fetch(`${desk.url}/p/test.http${path}`, init);
const as = (who: TestAgent, more: Record<string, string> = {}) => ({ headers: { cookie: who.cookie, ...more } });

describe('a request', () => {
  test('reaches its handler with everything but what would let it act as somebody', async () => {
    const body = Buffer.from([0, 1, 254, 255]);
    const answered = await ask('/hook?a=1&a=2&b=%E4%BD%A0', {
      method: 'POST',
      headers: {
        'content-type': 'application/anything',
        'x-signature': 'abc',
        authorization: 'Bearer x',
        ...as(agent).headers,
      },
      body,
    });
    expect([answered.status, await answered.text()]).toEqual([200, 'ok']);
    expect(seen).toEqual([
      expect.objectContaining({ method: 'POST', path: '/hook', query: { a: '1', b: '你' }, account: null, params: {} }),
    ]);
    expect(seen[0]?.headers).toMatchObject({ 'x-signature': 'abc', 'content-type': 'application/anything' });
    expect(Object.keys(seen[0]?.headers ?? {})).not.toEqual(
      expect.arrayContaining(['cookie', 'authorization', 'host']),
    );
    expect(Buffer.from(seen[0]?.body ?? []).equals(body)).toBe(true);
  });

  test('finds its route by method and path, and parameters in it', async () => {
    await ask('/orders/%E5%8D%95%2F1');
    await ask('/orders/new');
    expect(seen.map(({ params }) => params)).toEqual([{ id: '单/1' }, {}]);
    for (const [path, init] of [
      ['/orders/1', { method: 'POST' }],
      ['/orders', {}],
      ['/orders/1/2', {}],
      ['/orders/', {}],
      ['/__proto__', {}],
    ] as const)
      expect((await ask(path, init)).status).toBe(404);
    expect((await ask('/orders/%ff')).status).toBe(400);
  });

  test('of more than 200 KB is refused', async () => {
    expect((await ask('/hook', { method: 'POST', body: Buffer.alloc(200 * 1024 + 1) })).status).toBe(413);
    expect((await ask('/hook', { method: 'POST', body: Buffer.alloc(200 * 1024) })).status).toBe(200);
  });

  test('for agents needs an account, and a write one of our own pages', async () => {
    expect((await ask('/mine')).status).toBe(401);
    expect((await ask('/mine', as(agent))).status).toBe(200);
    expect(seen.at(-1)?.account).toEqual({ id: agent.id, name: agent.name });
    const foreign = { origin: 'https://elsewhere.example' };
    expect((await ask('/mine', { method: 'POST', ...as(agent, foreign) })).status).toBe(403);
    expect((await ask('/mine', { method: 'POST', ...as(agent, { origin: desk.url }) })).status).toBe(200);
  });

  test('for administrators needs one', async () => {
    expect((await ask('/settings', as(agent))).status).toBe(403);
    expect((await ask('/settings', as(administrator))).status).toBe(200);
  });

  test('to nobody is not found, to one that is installed and does not run has to wait', async () => {
    expect((await fetch(`${desk.url}/p/test.unknown/hook`)).status).toBe(404);
    await desk.db
      .insertInto('plugins')
      .values({ id: 'test.sleeps', built_in: false, installed_at: new Date() })
      .execute();
    expect((await fetch(`${desk.url}/p/test.sleeps/hook`)).status).toBe(503);
  });
});

describe('an answer', () => {
  test('is never a page of ours', async () => {
    says = {
      headers: { 'Content-Type': 'text/html', 'Set-Cookie': 'a=b', 'X-Accel-Redirect': '/etc' },
      body: '<script>1</script>',
    };
    const { headers } = await ask('/orders/1');
    expect(headers.get('content-type')).toBe('application/octet-stream');
    expect(headers.get('content-disposition')).toBe('attachment');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('content-security-policy')).toBe("default-src 'none'; sandbox");
    expect([headers.get('set-cookie'), headers.get('x-accel-redirect')]).toEqual([null, null]);
  });

  test('says what it is, and how long it may be kept', async () => {
    says = {
      status: 201,
      headers: { 'content-type': 'application/json', 'cache-control': 'max-age=60' },
      body: '{"a":"你"}',
    };
    const answered = await ask('/orders/1');
    expect(answered.status).toBe(201);
    expect(await answered.json()).toEqual({ a: '你' });
    expect(answered.headers.get('cache-control')).toBe('max-age=60');
  });

  test.each([
    ['/console?done=1', '/console?done=1'],
    ['//elsewhere.example', null],
    ['/\\elsewhere.example', null],
    ['https://elsewhere.example', null],
  ])('leads to %s: %s', (location, passed) => {
    expect(readAnswer({ status: 302, headers: { location } })?.headers['location'] ?? null).toBe(passed);
  });

  test.each([
    [{ status: 99 }],
    [{ status: '200' }],
    [{ headers: { 'content-type': 'a\r\nset-cookie: x' } }],
    [{ headers: { etag: '你' } }],
    [{ body: 'x'.repeat(200 * 1024 + 1) }],
    [{ body: '你'.repeat(100 * 1024) }],
    [{ body: { not: 'text' } }],
    ['nonsense'],
  ])('that could not be sent is none: %o', (given) => expect(readAnswer(given)).toBeNull());

  test('that does not come, or is garbage, is our 503', async () => {
    expect((await ask('/broken')).status).toBe(503);
    const garbage = await ask('/garbage');
    expect([garbage.status, await garbage.json()]).toEqual([503, expect.objectContaining({ code: 'unavailable' })]);
  });
});
