import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { request } from '../../testing/browser.ts';
import { killConnections } from '../../testing/test-database.ts';
import { startDesk, type TestDesk, type TestVisitor } from '../../testing/test-desk.ts';

let desk: TestDesk;
let visitor: TestVisitor;

beforeAll(async () => {
  desk = await startDesk();
  visitor = await desk.buildVisitor();
});
afterAll(() => desk.stop());

const post = (body: string, headers: Record<string, string> = {}) =>
  fetch(`${desk.url}/api/visitor/messages`, {
    method: 'POST',
    headers: { authorization: `Bearer ${visitor.token}`, 'content-type': 'application/json', ...headers },
    body,
  });

describe('an error', () => {
  test('names the fields that do not fit, and the request that it belongs to', async () => {
    const response = await post(JSON.stringify({ id: 'x', message: { kind: 'text', text: '' } }));
    expect(response.status).toBe(400);
    const body = (await response.json()) as { code: string; issues: { path: string }[]; requestId: string };
    expect(body.code).toBe('invalid_input');
    expect(body.issues.map((issue) => issue.path)).toEqual(['id', 'message.text']);
    expect(body.requestId).toMatch(/^[0-9a-f-]{36}$/);
  });

  test.each([
    ['a body above the limit', 413, 'too_large', () => post(JSON.stringify({ text: 'x'.repeat(300_000) }))],
    ['another content type', 400, 'invalid_input', () => post('<xml/>', { 'content-type': 'application/xml' })],
    ['no JSON', 400, 'invalid_input', () => post('{"id":')],
    ['an unknown route', 404, 'not_found', () => fetch(`${desk.url}/api/nothing/here`)],
    ['an unknown page', 404, 'not_found', () => fetch(`${desk.url}/nothing.html`)],
    ['another method', 404, 'not_found', () => fetch(`${desk.url}/api/me`, { method: 'DELETE' })],
  ] as const)('%s is %i %s', async (_what, status, code, ask) => {
    const response = await ask();
    expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([status, code]);
  });

  test('of our own is a plain 500 that tells nothing, and is logged with its request', async () => {
    await desk.connection.pool.query('alter table visitors rename to hidden');
    const { status, body } = await request(desk, 'POST', '/api/visitor/session', { body: { channelId: 'site' } });
    await desk.connection.pool.query('alter table hidden rename to visitors');
    expect(status).toBe(500);
    expect(Object.keys(body).sort()).toEqual(['code', 'requestId']);
    expect(desk.logs.some((line) => line.includes(String(body['requestId'])) && line.includes('visitors'))).toBe(true);
  });

  test('of a database that is away is 503, with the time to wait', async () => {
    const blocker = await desk.connection.connect('blocker');
    await blocker.query('begin');
    await blocker.query('lock table channels');
    const waiting = request(desk, 'POST', '/api/visitor/session', { body: { channelId: 'site' } });
    const waits = async () =>
      (
        await desk.connection.pool.query(
          `select 1 from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
        )
      ).rowCount;
    await expect.poll(waits).toBe(1);
    await killConnections(desk.connection, 'cskefu');
    const { status, body, headers } = await waiting;
    expect([status, body.code, Number(headers.get('retry-after'))]).toEqual([503, 'unavailable', 1]);
    await blocker.end();
  });
});

test('every answer forbids the browser to guess types', async () => {
  for (const path of ['/api/system', '/api/nothing', '/healthz']) {
    expect((await fetch(desk.url + path)).headers.get('x-content-type-options')).toBe('nosniff');
  }
});
