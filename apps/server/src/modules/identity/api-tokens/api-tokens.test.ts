import { type RouteDefinition, routes } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountEvents } from '../../../testing/account-events.ts';
import { request } from '../../../testing/browser.ts';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const DAY = 24 * 60 * 60 * 1_000;
const inDays = (days: number) => new Date(Date.now() + days * DAY).toISOString();
const wish = { name: '报表', permissions: ['conversations:read'], expiresAt: inDays(30), password: PASSWORD };

const create = (agent: TestAgent, more: object = {}) =>
  request(desk, 'POST', '/api/me/api-tokens', { body: { ...wish, ...more }, cookie: agent.cookie, origin: desk.url });
const call = (token: string, method: string, path: string, body?: object) =>
  request(desk, method, path, { authorization: `Bearer ${token}`, ...(body ? { body } : {}) });

async function withToken(permissions: string[] = ['conversations:read']) {
  const agent = await desk.buildAgent();
  const { body } = await create(agent, { permissions });
  return { agent, token: body['token'] as string, id: (body['apiToken'] as { id: string }).id };
}

describe('an API token', () => {
  test('is shown once, kept as a hash, listed, and told of', async () => {
    const { agent, token, id } = await withToken();
    expect(token).toMatch(/^csk_[\w-]{43}$/);
    const { items } = await agent.http.request('GET /api/me/api-tokens');
    expect(items).toMatchObject([{ id, name: '报表', hint: token.slice(0, 8), lastUsedAt: null }]);
    const stored = await desk.db.selectFrom('api_tokens').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
    expect(JSON.stringify([stored, items, await accountEvents(desk, agent.id)])).not.toContain(token);
    expect(await accountEvents(desk, agent.id)).toMatchObject([
      { type: 'account.api_token_created', payload: { tokenId: id, permissions: ['conversations:read'] } },
    ]);
  });

  test('may do what it was made for, and nothing else that its owner may', async () => {
    const { agent, token } = await withToken(['conversations:read']);
    expect((await call(token, 'GET', '/api/conversations')).status).toBe(200);
    expect((await agent.http.request('GET /api/channels')).items).toBeDefined();
    expect((await call(token, 'GET', '/api/channels')).body.code).toBe('forbidden');
  });

  test('never does more than its owner may at that moment', async () => {
    const { agent, token } = await withToken(['channels:read']);
    expect((await call(token, 'GET', '/api/channels')).status).toBe(200);
    await desk.db.deleteFrom('account_roles').where('account_id', '=', agent.id).execute();
    expect((await call(token, 'GET', '/api/channels')).body.code).toBe('forbidden');
  });

  test('passes no door that is for people: not one route with access account or account-any', async () => {
    const { agent, token } = await withToken(['conversations:read', 'conversations:serve', 'channels:read']);
    const forPeople = Object.values(routes)
      .flatMap((noun) => Object.values(noun) as RouteDefinition[])
      .filter(({ access }) => access.every((one) => one === 'account' || one === 'account-any'));
    expect(forPeople.length).toBeGreaterThan(20);
    for (const { method, path } of forPeople) {
      const address = path.replace(/:\w+/g, '1');
      const { status, body } = await call(token, method, address);
      expect([`${method} ${path}`, status, body.code]).toEqual([`${method} ${path}`, 403, 'forbidden']);
    }
    await call(token, 'POST', '/api/auth/sign-out');
    expect((await agent.http.request('GET /api/me')).id).toBe(agent.id);
  });

  test('is dead once revoked, expired, or its account is switched off', async () => {
    const [revoked, expired, disabled] = [await withToken(), await withToken(), await withToken()];
    await revoked.agent.http.request('DELETE /api/me/api-tokens/:id', { params: { id: revoked.id } });
    await desk.db.updateTable('api_tokens').set({ expires_at: new Date() }).where('id', '=', expired.id).execute();
    await desk.db
      .updateTable('accounts')
      .set({ disabled_at: new Date() })
      .where('id', '=', disabled.agent.id)
      .execute();
    for (const { token } of [revoked, expired, disabled, { token: 'csk_invented' }, { token: 'csk_' }]) {
      const { status, body } = await call(token, 'GET', '/api/conversations');
      expect([status, body.code]).toEqual([401, 'unauthenticated']);
    }
    expect((await accountEvents(desk, revoked.agent.id)).at(-1)?.type).toBe('account.api_token_revoked');
  });

  test('works even for an account that owes a new password only after that is changed', async () => {
    const { agent, token } = await withToken();
    await desk.db.updateTable('accounts').set({ must_change_password: true }).where('id', '=', agent.id).execute();
    expect((await call(token, 'GET', '/api/conversations')).body.code).toBe('password_change_required');
  });

  test('notes its last use once a minute at most', async () => {
    const { agent, token, id } = await withToken();
    const lastUse = async () => (await agent.http.request('GET /api/me/api-tokens')).items[0]?.lastUsedAt;
    await call(token, 'GET', '/api/conversations');
    const first = await lastUse();
    expect(first).toEqual(expect.any(String));
    await call(token, 'GET', '/api/conversations');
    expect(await lastUse()).toBe(first);
    const earlier = new Date(Date.now() - 61_000);
    await desk.db.updateTable('api_tokens').set({ last_used_at: earlier }).where('id', '=', id).execute();
    await call(token, 'GET', '/api/conversations');
    expect(Date.parse((await lastUse()) ?? '')).toBeGreaterThan(earlier.getTime());
  });

  test('belongs to its owner: nobody else sees or revokes it', async () => {
    const { token, id } = await withToken();
    const other = await desk.buildAgent();
    expect((await other.http.request('GET /api/me/api-tokens')).items).toEqual([]);
    const path = `/api/me/api-tokens/${id}`;
    expect((await request(desk, 'DELETE', path, { cookie: other.cookie, origin: desk.url })).status).toBe(404);
    expect((await call(token, 'GET', '/api/conversations')).status).toBe(200);
  });
});

describe('making an API token', () => {
  test('needs the password, an end within a year, and only permissions that one has', async () => {
    const agent = await desk.buildAgent();
    const codeOf = async (more: object) => (await create(agent, more)).body.code;
    expect(await codeOf({ password: 'wrong1password' })).toBe('wrong_credentials');
    expect(await codeOf({ permissions: ['system:operate'] })).toBe('forbidden');
    expect(await codeOf({ permissions: ['everything'] })).toBe('invalid_input');
    expect(await codeOf({ permissions: [] })).toBe('invalid_input');
    expect(await codeOf({ expiresAt: inDays(-1) })).toBe('invalid_input');
    expect(await codeOf({ expiresAt: inDays(400) })).toBe('invalid_input');
    expect(await codeOf({ expiresAt: undefined })).toBe('invalid_input');
    expect((await create(agent, { expiresAt: inDays(365) })).status).toBe(200);
  });
});
