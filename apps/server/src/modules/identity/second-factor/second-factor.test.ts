import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { accountEvents } from '../../../testing/account-events.ts';
import { request } from '../../../testing/browser.ts';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';
import { createUseCaseRunner, SYSTEM } from '../../access/index.ts';
import { resetTwoFactor } from '../index.ts';
import { codeOfStep, stepAt } from './totp.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

const post = (agent: TestAgent, path: string, body: object) =>
  request(desk, 'POST', path, { body, cookie: agent.cookie, origin: desk.url });
const signIn = (agent: TestAgent, cookie = '') =>
  request(desk, 'POST', '/api/auth/sign-in', { body: { login: agent.username, password: PASSWORD }, cookie });
const secondStep = (challenge: unknown, code: string, more = {}) =>
  request(desk, 'POST', '/api/auth/second-factor', { body: { challenge, code, ...more } });
const state = (agent: TestAgent) => agent.http.request('GET /api/me/two-factor');

interface Guarded {
  readonly agent: TestAgent;
  readonly recoveryCodes: string[];
  /** A code of the app that was not used before. */
  code(): Promise<string>;
}

/** An agent with the second factor on. */
async function guarded(): Promise<Guarded> {
  const agent = await desk.buildAgent();
  const begun = await agent.http.request('POST /api/me/two-factor/begin', { body: { password: PASSWORD } });
  const code = async () => {
    // As if the last code had been used long ago: tests do not wait half a minute.
    await desk.db.updateTable('second_factors').set({ last_step: 0 }).where('account_id', '=', agent.id).execute();
    return codeOfStep(begun.secret, stepAt(new Date()));
  };
  const { recoveryCodes } = await agent.http.request('POST /api/me/two-factor/confirm', {
    body: { code: await code() },
  });
  return { agent, recoveryCodes, code };
}

describe('switching the second factor on', () => {
  test('takes the password and a first code, and gives ten recovery codes', async () => {
    const { agent, recoveryCodes } = await guarded();
    expect(recoveryCodes).toHaveLength(10);
    expect(await state(agent)).toMatchObject({ enabled: true, recoveryCodesLeft: 10, hasPassword: true });
    expect(await accountEvents(desk, agent.id)).toMatchObject([{ type: 'account.two_factor_enabled' }]);
  });

  test('changes nothing before the code', async () => {
    const agent = await desk.buildAgent();
    const refused = await post(agent, '/api/me/two-factor/begin', { password: 'wrong1password' });
    expect([refused.status, refused.body.code]).toEqual([401, 'wrong_credentials']);
    await agent.http.request('POST /api/me/two-factor/begin', { body: { password: PASSWORD } });
    expect((await post(agent, '/api/me/two-factor/confirm', { code: '000000' })).body.code).toBe('wrong_code');
    expect(await state(agent)).toMatchObject({ enabled: false, recoveryCodesLeft: 0 });
    expect((await signIn(agent)).body).toMatchObject({ id: agent.id });
  });

  test('is refused while it is on: its secret cannot be replaced without switching it off', async () => {
    const { agent, code } = await guarded();
    expect((await post(agent, '/api/me/two-factor/begin', { password: PASSWORD })).body.code).toBe('conflict');
    expect((await post(agent, '/api/me/two-factor/confirm', { code: await code() })).body.code).toBe('conflict');
  });

  test('keeps neither secret nor recovery codes readable in the database', async () => {
    const { agent, recoveryCodes } = await guarded();
    const { rows } = await desk.connection.pool.query(
      'select s.secret, r.code_hash from second_factors s join recovery_codes r using (account_id) where account_id = $1',
      [agent.id],
    );
    const stored = JSON.stringify(rows);
    for (const one of recoveryCodes) expect(stored).not.toContain(one.replace('-', ''));
    expect(rows[0].secret).not.toMatch(/^[A-Z2-7]{32}$/);
  });
});

describe('signing in with a second factor', () => {
  test('needs the code: the password alone gives a challenge and no session', async () => {
    const { agent, code } = await guarded();
    const first = await signIn(agent);
    expect([first.status, first.cookies]).toEqual([200, []]);
    expect(Object.keys(first.body).sort()).toEqual(['challenge', 'expiresAt']);
    const second = await secondStep(first.body['challenge'], await code());
    expect(second.body).toMatchObject({ id: agent.id });
    expect((await request(desk, 'GET', '/api/me', { cookie: second.cookies[0] })).status).toBe(200);
    expect((await accountEvents(desk, agent.id)).at(-1)?.payload).toMatchObject({ method: 'totp' });
  });

  test('takes a code once: whoever looked over the shoulder cannot use it again', async () => {
    const { agent, code } = await guarded();
    const seen = await code();
    const [mine, theirs] = [await signIn(agent), await signIn(agent)];
    expect((await secondStep(mine.body['challenge'], seen)).status).toBe(200);
    const replay = await secondStep(theirs.body['challenge'], seen);
    expect([replay.status, replay.body.code, replay.cookies]).toEqual([401, 'wrong_code', []]);
  });

  test('lets one in of many who come with the same code at the same moment', async () => {
    const { agent, code } = await guarded();
    const seen = await code();
    const challenges = await Promise.all(Array.from({ length: 4 }, () => signIn(agent)));
    const answers = await Promise.all(challenges.map(({ body }) => secondStep(body['challenge'], seen)));
    expect(answers.filter(({ status }) => status === 200)).toHaveLength(1);
  });

  test('takes each recovery code once, however it is written', async () => {
    const { agent, recoveryCodes } = await guarded();
    const [code = ''] = recoveryCodes;
    const first = await signIn(agent);
    expect((await secondStep(first.body['challenge'], ` ${code.toUpperCase().replace('-', ' ')} `)).status).toBe(200);
    expect((await state(agent)).recoveryCodesLeft).toBe(9);
    const again = await signIn(agent);
    expect((await secondStep(again.body['challenge'], code)).body.code).toBe('wrong_code');
  });

  test('is not helped by the recovery codes of somebody else', async () => {
    const [mine, theirs] = [await guarded(), await guarded()];
    const { body } = await signIn(mine.agent);
    expect((await secondStep(body['challenge'], theirs.recoveryCodes[0] ?? '')).body.code).toBe('wrong_code');
  });

  test('cannot be finished twice, late, or with an invented challenge', async () => {
    const { agent, code, recoveryCodes } = await guarded();
    const first = await signIn(agent);
    expect((await secondStep(first.body['challenge'], await code())).status).toBe(200);
    expect((await secondStep(first.body['challenge'], recoveryCodes[0] ?? '')).body.code).toBe('challenge_expired');
    const late = await signIn(agent);
    await desk.db
      .updateTable('sign_in_challenges')
      .set({ expires_at: new Date(0) })
      .execute();
    expect((await secondStep(late.body['challenge'], await code())).body.code).toBe('challenge_expired');
    expect((await secondStep('invented', await code())).body.code).toBe('challenge_expired');
  });

  test('allows five tries for a challenge, and makes guessing slow across challenges', async () => {
    const { agent } = await guarded();
    const codes: unknown[] = [];
    const { body } = await signIn(agent);
    for (let n = 0; n < 6; n += 1) codes.push((await secondStep(body['challenge'], `00000${n}`)).body.code);
    expect(codes).toEqual([...Array(5).fill('wrong_code'), 'challenge_expired']);
    await vi.waitFor(async () => {
      const [first] = await accountEvents(desk, agent.id, 'account.sign_in_refused');
      expect(first?.payload).toMatchObject({ method: 'totp' });
    }, 15_000);
    const next = await signIn(agent);
    expect((await secondStep(next.body['challenge'], '000006')).body.code).toBe('wrong_code');
    const slow = await secondStep(next.body['challenge'], '000007');
    expect([slow.status, slow.body.code]).toEqual([429, 'rate_limited']);
  });

  test('is refused to an account that was switched off meanwhile', async () => {
    const { agent, code } = await guarded();
    const { body } = await signIn(agent);
    await desk.db.updateTable('accounts').set({ disabled_at: new Date() }).where('id', '=', agent.id).execute();
    const refused = await secondStep(body['challenge'], await code());
    expect([refused.status, refused.cookies]).toEqual([401, []]);
  });

  test('asks no code for a while in a browser that is trusted, and in no other', async () => {
    const { agent, code } = await guarded();
    const first = await signIn(agent);
    const { cookies } = await secondStep(first.body['challenge'], await code(), { trustDevice: true });
    const device = cookies.find((cookie) => cookie.startsWith('cskefu.device.')) ?? '';
    expect((await signIn(agent, device)).body).toMatchObject({ id: agent.id });
    expect((await signIn(agent)).body).toHaveProperty('challenge');
    await desk.db
      .updateTable('known_devices')
      .set({ trusted_until: new Date(0) })
      .execute();
    expect((await signIn(agent, device)).body).toHaveProperty('challenge');
  });

  test('asks everywhere again after a new password', async () => {
    const { agent, code } = await guarded();
    const first = await signIn(agent);
    const { cookies } = await secondStep(first.body['challenge'], await code(), { trustDevice: true });
    const change = { currentPassword: PASSWORD, newPassword: 'brandnew7pass' };
    expect((await post(agent, '/api/auth/change-password', change)).status).toBe(200);
    const device = cookies.find((cookie) => cookie.startsWith('cskefu.device.')) ?? '';
    const again = await request(desk, 'POST', '/api/auth/sign-in', {
      body: { login: agent.username, password: 'brandnew7pass' },
      cookie: device,
    });
    expect(again.body).toHaveProperty('challenge');
  });
});

describe('switching it off', () => {
  test('needs the password and a code', async () => {
    const { agent, code } = await guarded();
    const off = (password: string, one: string) => post(agent, '/api/me/two-factor/disable', { password, code: one });
    expect((await off('wrong1password', await code())).body.code).toBe('wrong_credentials');
    expect((await off(PASSWORD, '000000')).body.code).toBe('wrong_code');
    expect((await state(agent)).enabled).toBe(true);
    expect((await off(PASSWORD, await code())).body).toMatchObject({ enabled: false, recoveryCodesLeft: 0 });
    expect((await signIn(agent)).body).toMatchObject({ id: agent.id });
    expect((await accountEvents(desk, agent.id)).map(({ type }) => type)).toContain('account.two_factor_disabled');
    expect((await off(PASSWORD, '000000')).body.code).toBe('conflict');
  });

  test('can be done for somebody who has lost it, by whoever may', async () => {
    const { agent } = await guarded();
    const announcements = { announce: () => {}, listen: () => {} };
    const log = { warn: () => {} } as never;
    const run = createUseCaseRunner({ db: desk.db, announcements, log });
    await run(SYSTEM, resetTwoFactor, agent.id);
    expect((await signIn(agent)).body).toMatchObject({ id: agent.id });
    expect((await accountEvents(desk, agent.id, 'account.two_factor_disabled'))[0]?.payload).toMatchObject({
      reset: true,
    });
    await run(SYSTEM, resetTwoFactor, agent.id);
    await expect(run(SYSTEM, resetTwoFactor, crypto.randomUUID())).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('new recovery codes make the old ones worthless', async () => {
  const { agent, code, recoveryCodes } = await guarded();
  const renewed = await post(agent, '/api/me/two-factor/recovery-codes', { password: PASSWORD, code: await code() });
  const [fresh = ''] = renewed.body['recoveryCodes'] as string[];
  const { body } = await signIn(agent);
  expect((await secondStep(body['challenge'], recoveryCodes[0] ?? '')).body.code).toBe('wrong_code');
  expect((await secondStep(body['challenge'], fresh)).status).toBe(200);
});
