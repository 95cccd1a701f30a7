import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountEvents } from '../../../testing/account-events.ts';
import { request } from '../../../testing/browser.ts';
import { createSharedBroadcast } from '../../../testing/shared-broadcast.ts';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';
import { describeDevice, nameDevice } from './describe-device.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const PHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.1 Mobile/15E148 Safari/604.1';

async function signInElsewhere(agent: TestAgent, more = {}): Promise<TestAgent> {
  const { cookies } = await request(desk, 'POST', '/api/auth/sign-in', {
    body: { login: agent.username, password: PASSWORD, ...more },
    'user-agent': PHONE,
  });
  return desk.agentWith(agent, cookies.find((cookie) => cookie.startsWith('cskefu.session_token=')) ?? '');
}
const list = async (agent: TestAgent) => (await agent.http.request('GET /api/me/sessions')).items;
const statusOf = async ({ cookie }: TestAgent) => (await request(desk, 'GET', '/api/me', { cookie })).status;

describe('the list of sessions', () => {
  test('shows device, place and last use of each, this browser first', async () => {
    const laptop = await desk.buildAgent();
    const phone = await signInElsewhere(laptop);
    expect(await list(phone)).toMatchObject([
      {
        current: true,
        device: { kind: 'phone', browser: 'Safari 18', system: 'iOS' },
        address: '127.0.0.1',
        lastUsedAt: expect.any(String),
      },
      { current: false },
    ]);
    expect((await list(laptop)).map(({ current }) => current)).toEqual([true, false]);
  });

  test('notes the last use to the minute', async () => {
    const agent = await desk.buildAgent();
    const usedAt = async (at: Date) => {
      await desk.db.updateTable('sessions').set({ last_used_at: at }).where('account_id', '=', agent.id).execute();
      const [mine] = await list(agent);
      return Date.now() - Date.parse(mine?.lastUsedAt ?? '');
    };
    expect(await usedAt(new Date(Date.now() - 30_000))).toBeGreaterThan(29_000);
    expect(await usedAt(new Date(Date.now() - 61_000))).toBeLessThan(10_000);
  });

  test('shows no token, and nobody else’s sessions', async () => {
    const agent = await desk.buildAgent();
    await desk.buildAgent();
    const items = await list(agent);
    expect(items).toHaveLength(1);
    const { token } = await desk.db
      .selectFrom('sessions')
      .select('token')
      .where('account_id', '=', agent.id)
      .executeTakeFirstOrThrow();
    expect(JSON.stringify(items)).not.toContain(token);
  });
});

describe('signing out at a distance', () => {
  test('ends the session and its open connection within a second, and leaves the others alone', async () => {
    const laptop = await desk.buildAgent();
    const phone = await signInElsewhere(laptop);
    const [mine, theirs] = [await laptop.connect(), await phone.connect()];
    const other = (await list(laptop)).find(({ current }) => !current);
    const endedAt = Date.now();
    await laptop.http.request('DELETE /api/me/sessions/:id', { params: { id: other?.id ?? '' } });
    expect(await theirs.closed).toBe(4003);
    expect(Date.now() - endedAt).toBeLessThan(1_000);
    expect([await statusOf(phone), await statusOf(laptop)]).toEqual([401, 200]);
    expect(await accountEvents(desk, laptop.id, 'account.session_ended')).toMatchObject([
      { payload: { device: 'Safari 18, iOS', address: '127.0.0.1' } },
    ]);
    await mine.close();
  });

  test('ends its connections on every node', async () => {
    const shared = createSharedBroadcast();
    const here = await startDesk({ broadcast: shared.node() });
    const there = await startDesk({ beside: here, broadcast: shared.node() });
    const laptop = await here.buildAgent();
    const { cookies } = await request(there, 'POST', '/api/auth/sign-in', {
      body: { login: laptop.username, password: PASSWORD },
    });
    const socket = await there.agentWith(laptop, cookies[0] ?? '').connect();
    await laptop.http.request('POST /api/me/sessions/end-others');
    expect(await socket.closed).toBe(4003);
    await there.stop();
    await here.stop();
  });

  test('can end all others at once', async () => {
    const laptop = await desk.buildAgent();
    const others = [await signInElsewhere(laptop), await signInElsewhere(laptop)];
    expect(await laptop.http.request('POST /api/me/sessions/end-others')).toEqual({ ended: 2 });
    expect([await statusOf(laptop), ...(await Promise.all(others.map(statusOf)))]).toEqual([200, 401, 401]);
  });

  test('is not for the sessions of others', async () => {
    const [mine, theirs] = [await desk.buildAgent(), await desk.buildAgent()];
    const [session] = await list(theirs);
    const { status } = await request(desk, 'DELETE', `/api/me/sessions/${session?.id}`, {
      cookie: mine.cookie,
      origin: desk.url,
    });
    expect([status, await statusOf(theirs)]).toEqual([404, 200]);
  });
});

describe('staying signed in', () => {
  const cookieOf = async (agent: TestAgent, remember: boolean, cookie = '') => {
    const answer = await request(desk, 'POST', '/api/auth/sign-in', {
      body: { login: agent.username, password: PASSWORD, remember },
      cookie,
    });
    return answer.headers.getSetCookie()[0] ?? '';
  };

  test('is a choice: else the cookie ends with the browser, and the session after a day', async () => {
    const agent = await desk.buildAgent();
    expect(await cookieOf(agent, true)).toMatch(/Max-Age=604800/);
    expect(await cookieOf(agent, false)).not.toMatch(/Max-Age|Expires/i);
    const shortest = Math.min(...(await list(agent)).map(({ expiresAt }) => Date.parse(expiresAt)));
    expect(shortest - Date.now()).toBeLessThanOrEqual(24 * 60 * 60 * 1_000);
  });
});

test('a planted session is never taken over: each sign-in has a token that nobody knew before', async () => {
  const [victim, attacker] = [await desk.buildAgent(), await desk.buildAgent()];
  const { cookies } = await request(desk, 'POST', '/api/auth/sign-in', {
    body: { login: victim.username, password: PASSWORD },
    cookie: attacker.cookie,
    origin: desk.url,
  });
  expect(cookies[0]).not.toBe(attacker.cookie);
  const me = (cookie: string | undefined) => request(desk, 'GET', '/api/me', { cookie });
  expect((await me(attacker.cookie)).body['id']).toBe(attacker.id);
  expect((await me(cookies[0])).body['id']).toBe(victim.id);
});

test('a browser is named as its owner knows it', () => {
  const agents = [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36 Edg/143.0.0.0',
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
    'Mozilla/5.0 (Linux; Android 16; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Mobile Safari/537.36',
    'Mozilla/5.0 (Linux; Android 15; SM-X910) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/143.0.0.0 Safari/537.36',
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) AppleWebKit/605.1.15 Mobile/15E148 MicroMessenger/8.0.54 NetType/WIFI',
    'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0',
    'curl/8.5.0',
    '',
  ];
  expect(agents.map(describeDevice).map((device) => [device.kind, nameDevice(device)])).toEqual([
    ['computer', 'Edge 143, Windows'],
    ['computer', 'Safari 19, macOS'],
    ['phone', 'Chrome 143, Android'],
    ['tablet', 'Chrome 143, Android'],
    ['phone', 'WeChat 8, iOS'],
    ['computer', 'Firefox 145, Linux'],
    ['unknown', null],
    ['unknown', null],
  ]);
});
