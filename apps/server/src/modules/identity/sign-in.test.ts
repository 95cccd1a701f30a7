import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { request } from '../../testing/browser.ts';
import { PASSWORD, startDesk, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const signIn = (username: string, password: string, headers = {}) =>
  request(desk, 'POST', '/api/auth/sign-in', { body: { username, password }, ...headers });
const me = (cookie: string | undefined) => request(desk, 'GET', '/api/me', { cookie });

describe('signing in', () => {
  test('answers with the account and a cookie that scripts and other sites cannot use', async () => {
    const { id } = await desk.buildAgent({ username: 'lisi', name: '李四' });
    const answer = await signIn('lisi', PASSWORD);
    expect(answer.body).toMatchObject({
      id,
      username: 'lisi',
      name: '李四',
      agent: true,
      superAdministrator: false,
      passwordChangeRequired: false,
    });
    const [cookie = ''] = answer.headers.getSetCookie();
    expect(cookie).toMatch(/; HttpOnly/i);
    expect(cookie).toMatch(/; SameSite=Lax/i);
    expect(cookie).toMatch(/; Path=\//i);
    expect(cookie).not.toMatch(/; Domain/i);
    expect((await me(answer.cookies[0])).body).toMatchObject({ id });
  });

  test('does not mind capitals in the user name', async () => {
    await desk.buildAgent({ username: 'wangwu' });
    expect((await signIn('WangWu', PASSWORD)).status).toBe(200);
  });

  test('says the same of a wrong password and of a user who does not exist', async () => {
    const { username } = await desk.buildAgent();
    const answers = [
      await signIn(username, 'wrong1password'),
      await signIn('nobody.here', PASSWORD),
      await signIn("' or 1=1 --", PASSWORD),
    ];
    for (const { status, body, cookies } of answers) {
      expect({ status, code: body.code, detail: body['detail'], cookies }).toEqual({
        status: 401,
        code: 'wrong_credentials',
        detail: undefined,
        cookies: [],
      });
    }
  });

  test('is refused to an account that is switched off', async () => {
    const { id, username, cookie } = await desk.buildAgent();
    await desk.db.updateTable('accounts').set({ disabled_at: new Date() }).where('id', '=', id).execute();
    expect((await signIn(username, PASSWORD)).status).toBe(401);
    expect((await me(cookie)).status).toBe(401);
  });

  test('begins a new session, whatever cookie the browser brought along', async () => {
    const { username, cookie } = await desk.buildAgent();
    const planted = 'cskefu.session_token=planted-by-somebody.c2lnbmF0dXJl';
    for (const brought of [planted, cookie]) {
      const { status, cookies } = await signIn(username, PASSWORD, { cookie: brought, origin: desk.url });
      expect(status).toBe(200);
      expect(cookies[0]).not.toBe(brought);
      expect((await me(cookies[0])).status).toBe(200);
    }
    expect((await me(planted)).status).toBe(401);
  });
});

describe('a session', () => {
  test('ends with signing out, once and for all, and signing out twice is no error', async () => {
    const { cookie } = await desk.buildAgent();
    const out = await request(desk, 'POST', '/api/auth/sign-out', { cookie, origin: desk.url });
    expect([out.status, out.headers.getSetCookie()[0]]).toEqual([200, expect.stringMatching(/Max-Age=0/i)]);
    expect((await me(cookie)).body.code).toBe('unauthenticated');
    expect((await request(desk, 'POST', '/api/auth/sign-out', { cookie, origin: desk.url })).status).toBe(200);
    expect((await request(desk, 'POST', '/api/auth/sign-out')).status).toBe(200);
  });

  test('ends when its time is over', async () => {
    const { id, cookie } = await desk.buildAgent();
    await desk.db
      .updateTable('sessions')
      .set({ expires_at: new Date(Date.now() - 1_000) })
      .where('account_id', '=', id)
      .execute();
    expect((await me(cookie)).status).toBe(401);
  });

  test('cannot be guessed from its token: the cookie is signed', async () => {
    const { id } = await desk.buildAgent();
    const { token } = await desk.db
      .selectFrom('sessions')
      .select('token')
      .where('account_id', '=', id)
      .executeTakeFirstOrThrow();
    for (const forged of [token, `${token}.`, `${token}.AAAA`, `${token}.${Buffer.alloc(32).toString('base64')}`]) {
      expect((await me(`cskefu.session_token=${encodeURIComponent(forged)}`)).status).toBe(401);
    }
  });

  test('behind https its cookie is for https only', async () => {
    const secure = await startDesk({ variables: { PUBLIC_URL: 'https://desk.example' } });
    const { username } = await secure.buildAgent();
    const answer = await request(secure, 'POST', '/api/auth/sign-in', {
      body: { username, password: PASSWORD },
      origin: 'https://desk.example',
    });
    expect(answer.headers.getSetCookie()[0]).toMatch(/^__Secure-cskefu\.session_token=.*; Secure/i);
    expect((await request(secure, 'GET', '/api/me', { cookie: answer.cookies[0] })).status).toBe(200);
    const patched = await request(secure, 'PATCH', '/api/me', {
      body: { name: '新' },
      cookie: answer.cookies[0],
      origin: 'https://desk.example',
    });
    expect(patched.status).toBe(200);
    await secure.stop();
  });
});

describe('a page of another site', () => {
  test('cannot write with the cookie of the browser', async () => {
    const { cookie } = await desk.buildAgent();
    const write = (headers: Record<string, string>) =>
      request(desk, 'PATCH', '/api/me', { body: { name: '坏人' }, cookie, ...headers });
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: `${desk.url}.evil.example` },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
    ]) {
      const { status, body } = await write(headers);
      expect([headers, status, body.code]).toEqual([headers, 403, 'foreign_origin']);
    }
    for (const headers of [{ origin: desk.url }, { 'sec-fetch-site': 'same-origin' }, {}])
      expect((await write(headers)).status).toBe(200);
  });

  test('cannot sign anybody in or out either', async () => {
    const { username, cookie } = await desk.buildAgent();
    const foreign = { cookie, origin: 'https://evil.example' };
    expect((await signIn(username, PASSWORD, foreign)).body.code).toBe('foreign_origin');
    expect((await request(desk, 'POST', '/api/auth/sign-out', foreign)).body.code).toBe('foreign_origin');
    expect((await me(cookie)).status).toBe(200);
  });

  test('cannot send a form in place of JSON', async () => {
    const { cookie } = await desk.buildAgent();
    for (const type of ['text/plain', 'application/x-www-form-urlencoded']) {
      const response = await fetch(`${desk.url}/api/me`, {
        method: 'PATCH',
        headers: { cookie, 'content-type': type },
        body: '{"name":"x"}',
      });
      expect(response.status).toBe(400);
    }
  });
});
