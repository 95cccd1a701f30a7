import { type RouteDefinition, routes } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { request } from '../../testing/browser.ts';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const change = ({ cookie }: Pick<TestAgent, 'cookie'>, newPassword: string, currentPassword = PASSWORD) =>
  request(desk, 'POST', '/api/auth/change-password', {
    body: { currentPassword, newPassword },
    cookie,
    origin: desk.url,
  });
const signIn = (username: string, password: string) =>
  request(desk, 'POST', '/api/auth/sign-in', { body: { username, password } });

describe('whoever owes a new password', () => {
  test('can do nothing else: not one route that needs an account, nor the live connection', async () => {
    const newcomer = await desk.buildAgent({ mustChangePassword: true });
    expect((await request(desk, 'GET', '/api/me', { cookie: newcomer.cookie })).body).toMatchObject({
      passwordChangeRequired: true,
    });
    const closed = Object.values(routes)
      .flatMap((noun) => Object.values(noun) as RouteDefinition[])
      .filter(({ access }) => !access.includes('public') && !access.includes('account-any'));
    expect(closed.length).toBeGreaterThan(10);
    for (const { method, path } of closed) {
      const address = path.replace(/:\w+/g, '1');
      const { status, body } = await request(desk, method, address, { cookie: newcomer.cookie, origin: desk.url });
      expect([`${method} ${path}`, status, body.code]).toEqual([`${method} ${path}`, 403, 'password_change_required']);
    }
    await expect(newcomer.connect()).rejects.toThrow('4003');
  });

  test('can do everything once it is changed', async () => {
    const newcomer = await desk.buildAgent({ mustChangePassword: true });
    const answer = await change(newcomer, 'brandnew7pass');
    expect([answer.status, answer.body['passwordChangeRequired']]).toEqual([200, false]);
    const settled = desk.agentWith(newcomer, answer.cookies[0] ?? '');
    await settled.http.request('GET /api/conversations', {});
    await (await settled.connect()).close();
  });

  test('may keep it in demo mode, which says so', async () => {
    const demo = await startDesk({ variables: { CSKEFU_DEMO: '1' } });
    const newcomer = await demo.buildAgent({ mustChangePassword: true });
    expect(await newcomer.http.request('GET /api/me')).toMatchObject({ passwordChangeRequired: false });
    await newcomer.http.request('GET /api/conversations', {});
    await (await newcomer.connect()).close();
    expect(await newcomer.http.request('GET /api/system')).toMatchObject({ demo: true });
    await demo.stop();
  });
});

describe('a new password', () => {
  test('has eight characters at least, letters and digits, and is not the old one', async () => {
    const agent = await desk.buildAgent();
    for (const weak of ['', 'short1a', 'onlyletters', '1234567890', PASSWORD]) {
      const { status, body } = await change(agent, weak);
      expect([weak, status, body.code]).toEqual([weak, 400, 'weak_password']);
    }
    expect((await signIn(agent.username, PASSWORD)).status).toBe(200);
  });

  test('may be written in any script', async () => {
    const agent = await desk.buildAgent();
    expect((await change(agent, '我的密码是一二三4')).status).toBe(200);
    expect((await signIn(agent.username, '我的密码是一二三4')).status).toBe(200);
  });

  test('needs the current one', async () => {
    const agent = await desk.buildAgent();
    const { status, body } = await change(agent, 'brandnew7pass', 'wrong1password');
    expect([status, body.code]).toEqual([401, 'wrong_credentials']);
    expect((await signIn(agent.username, PASSWORD)).status).toBe(200);
  });

  test('ends every other session, and the old password is worth nothing', async () => {
    const laptop = await desk.buildAgent();
    const phone = (await signIn(laptop.username, PASSWORD)).cookies[0] ?? '';
    const { cookies } = await change(laptop, 'brandnew7pass');
    const status = async (cookie: string) => (await request(desk, 'GET', '/api/me', { cookie })).status;
    expect([await status(phone), await status(laptop.cookie), await status(cookies[0] ?? '')]).toEqual([401, 401, 200]);
    expect((await signIn(laptop.username, PASSWORD)).status).toBe(401);
    expect((await signIn(laptop.username, 'brandnew7pass')).status).toBe(200);
  });
});

describe("one's own account", () => {
  test('name and language can be changed, each alone; nothing else can', async () => {
    const agent = await desk.buildAgent({ name: '旧名' });
    const patch = (body: object) => request(desk, 'PATCH', '/api/me', { body, cookie: agent.cookie, origin: desk.url });
    expect((await patch({ name: '新名' })).body).toMatchObject({ name: '新名', locale: 'zh-CN' });
    expect(
      (await patch({ locale: 'en', username: 'root', superAdministrator: true, is_super_administrator: true })).body,
    ).toMatchObject({
      name: '新名',
      locale: 'en',
      username: agent.username,
      superAdministrator: false,
    });
    expect((await patch({ name: '' })).body.code).toBe('invalid_input');
    expect((await patch({ locale: 'fr' })).body).toMatchObject({ code: 'invalid_input', issues: [{ path: 'locale' }] });
  });
});
