import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { accountEvents } from '../../../testing/account-events.ts';
import { request } from '../../../testing/browser.ts';
import { CLIENT, type Person, startProvider, type TestProvider } from '../../../testing/oidc-provider.ts';
import { PASSWORD, startDesk, type TestDesk } from '../../../testing/test-desk.ts';
import { openBrowser, type TravellingBrowser } from '../../../testing/travelling-browser.ts';
import { codeOfStep, stepAt } from '../second-factor/totp.ts';
import { connectProvider } from './provider.ts';

let provider: TestProvider;
let desk: TestDesk;
let browser: TravellingBrowser;
let counter = 0;

beforeAll(async () => {
  provider = await startProvider();
  const variables = {
    OIDC_ISSUER: provider.issuer,
    OIDC_CLIENT_ID: CLIENT.id,
    OIDC_CLIENT_SECRET: CLIENT.secret,
    OIDC_NAME: '公司账号',
    // The company: the first org unit of a fresh desk.
    OIDC_DEFAULT_ORG_UNIT: '1',
    OIDC_DEFAULT_ROLE: 'agent',
  };
  desk = await startDesk({ variables });
  provider.admit(desk.url);
});
afterAll(async () => {
  await desk.stop();
  await provider.stop();
});
beforeEach(() => {
  browser = openBrowser(desk.url);
});

/** Somebody whom the provider knows, and who sits in front of it now. */
function personAtProvider(person: Person = {}): string {
  const subject = `person-${++counter}`;
  provider.people.set(subject, person);
  provider.signInAs(subject);
  return subject;
}

const start = () => `${desk.url}/api/auth/single-sign-on`;
const signIn = () => browser.travel(start());
const me = async () => (await request(desk, 'GET', '/api/me', { cookie: browser.cookiesOf(desk.url) })).body;
const isCallback = (url: URL) => url.pathname === '/api/auth/single-sign-on/callback';
const failureOf = (url: URL) => url.searchParams.get('signInFailed');

describe('somebody who comes for the first time', () => {
  test('gets an account in the default unit, signed in, and the same one the next time', async () => {
    personAtProvider({
      name: '王芳',
      preferred_username: 'WangFang',
      email: 'wang@corp.example',
      email_verified: true,
    });
    expect((await signIn()).href).toBe(`${desk.url}/`);
    const account = await me();
    expect(account).toMatchObject({
      name: '王芳',
      username: 'wangfang',
      email: 'wang@corp.example',
      orgUnit: { id: desk.company.id },
      superAdministrator: false,
      passwordChangeRequired: false,
    });
    browser = openBrowser(desk.url);
    await signIn();
    expect((await me())['id']).toBe(account['id']);
    const events = await accountEvents(desk, account['id'] as string);
    expect(events.map(({ type }) => type)).toEqual([
      'account.single_sign_on_linked',
      'account.signed_in',
      'account.signed_in',
    ]);
    expect(events.at(-1)?.payload).toMatchObject({ method: 'single_sign_on' });
  });

  test('has no e-mail here while the provider has not verified it, and a user name that is free', async () => {
    const taken = await desk.buildAgent({ username: 'chenchen' });
    personAtProvider({ preferred_username: 'chenchen', email: 'unsure@corp.example', email_verified: false });
    await signIn();
    const account = await me();
    expect(account['username']).toMatch(/^chenchen-\d+$/);
    expect([account['email'], account['id'] === taken.id]).toEqual([null, false]);
  });

  test('has no password: what outlives the session takes a fresh sign-in instead', async () => {
    personAtProvider({ preferred_username: 'fresh' });
    await signIn();
    const { id } = await me();
    const begin = () =>
      request(desk, 'POST', '/api/me/two-factor/begin', {
        body: {},
        cookie: browser.cookiesOf(desk.url),
        origin: desk.url,
      });
    expect((await begin()).status).toBe(200);
    await desk.db
      .updateTable('sessions')
      .set({ created_at: new Date(Date.now() - 11 * 60_000) })
      .where('account_id', '=', id as string)
      .execute();
    const later = await begin();
    expect([later.status, later.body.code]).toEqual([403, 'sign_in_again']);
  });

  test('is not let in where no unit is named for new people', async () => {
    const closed = await startDesk({
      variables: { OIDC_ISSUER: provider.issuer, OIDC_CLIENT_ID: CLIENT.id, OIDC_CLIENT_SECRET: CLIENT.secret },
    });
    provider.admit(closed.url);
    browser = openBrowser(closed.url);
    personAtProvider({ email: 'new@corp.example', email_verified: true });
    expect(failureOf(await browser.travel(`${closed.url}/api/auth/single-sign-on`))).toBe('no_account');
    provider.admit(desk.url);
    await closed.stop();
  });
});

describe('somebody who has an account', () => {
  test('is recognized by an e-mail that the provider has verified, in any case', async () => {
    const agent = await desk.buildAgent({ username: 'lihua' });
    personAtProvider({ email: 'LiHua@Example.com', email_verified: true });
    expect((await signIn()).href).toBe(`${desk.url}/`);
    expect((await me())['id']).toBe(agent.id);
    const body = { login: 'lihua', password: PASSWORD };
    expect((await request(desk, 'POST', '/api/auth/sign-in', { body })).status).toBe(200);
  });

  test('is not, when the provider has not verified it or only writes so', async () => {
    const { username, id } = await desk.buildAgent();
    for (const verified of [false, undefined, 'true' as never]) {
      personAtProvider({
        email: `${username}@example.com`,
        ...(verified === undefined ? {} : { email_verified: verified }),
      });
      browser = openBrowser(desk.url);
      expect(failureOf(await signIn())).toBe('not_linked');
      expect((await me()).code).toBe('unauthenticated');
    }
    expect(await accountEvents(desk, id)).toEqual([]);
  });

  test('is not, when somebody typed that address into their own profile to lie in wait', async () => {
    const spider = await desk.buildAgent();
    await spider.http.request('PATCH /api/me', { body: { email: 'boss@corp.example' } });
    personAtProvider({ email: 'boss@corp.example', email_verified: true });
    expect(failureOf(await signIn())).toBe('not_linked');
  });

  test('is never taken for the super administrator by an e-mail', async () => {
    const chief = await desk.buildAgent({ superAdministrator: true });
    personAtProvider({ email: `${chief.username}@example.com`, email_verified: true });
    expect(failureOf(await signIn())).toBe('not_linked');
  });

  test('is refused while it is switched off, linked or not', async () => {
    const agent = await desk.buildAgent();
    personAtProvider({ email: `${agent.username}@example.com`, email_verified: true });
    const disable = (at: Date | null) =>
      desk.db.updateTable('accounts').set({ disabled_at: at }).where('id', '=', agent.id).execute();
    await disable(new Date());
    expect(failureOf(await signIn())).toBe('disabled');
    await disable(null);
    await signIn();
    expect((await me())['id']).toBe(agent.id);
    await disable(new Date());
    browser = openBrowser(desk.url);
    expect(failureOf(await signIn())).toBe('disabled');
    expect((await me()).code).toBe('unauthenticated');
  });

  test('is still asked for the second factor of the account', async () => {
    const agent = await desk.buildAgent();
    const { secret } = await agent.http.request('POST /api/me/two-factor/begin', { body: { password: PASSWORD } });
    const code = codeOfStep(secret, stepAt(new Date()) - 1);
    await agent.http.request('POST /api/me/two-factor/confirm', { body: { code } });
    personAtProvider({ email: `${agent.username}@example.com`, email_verified: true });
    const landed = await signIn();
    expect((await me()).code).toBe('unauthenticated');
    const challenge = new URLSearchParams(landed.hash.slice(1)).get('challenge');
    const next = codeOfStep(secret, stepAt(new Date()));
    const answer = await request(desk, 'POST', '/api/auth/second-factor', { body: { challenge, code: next } });
    expect(answer.body['id']).toBe(agent.id);
  });
});

describe('the way back from the provider', () => {
  test('works once: the same address again is refused', async () => {
    personAtProvider({ preferred_username: 'once' });
    const callback = await browser.travel(start(), isCallback);
    const before = browser.cookiesOf(desk.url);
    expect((await browser.step(callback.href)).location).toBe(`${desk.url}/`);
    const replay = await fetch(callback, { redirect: 'manual', headers: { cookie: before } });
    expect([replay.headers.get('location'), replay.headers.getSetCookie().length]).toEqual([
      '/?signInFailed=expired',
      1,
    ]);
  });

  test('works only in the browser that began: nobody is signed in as somebody else by a link', async () => {
    personAtProvider({ preferred_username: 'attacker' });
    const callback = await browser.travel(start(), isCallback);
    const victim = openBrowser(desk.url);
    expect((await victim.step(callback.href)).location).toBe(`${desk.url}/?signInFailed=expired`);
    const busyVictim = openBrowser(desk.url);
    await busyVictim.step(start());
    const again = await browser.travel(start(), isCallback);
    expect((await busyVictim.step(again.href)).location).toBe(`${desk.url}/?signInFailed=expired`);
  });

  test('is refused with an ID token that was made for another round trip', async () => {
    personAtProvider({ preferred_username: 'nonce' });
    const [first, second] = [await browser.step(start()), await browser.step(start())];
    const replayed = new URL(second.location ?? '');
    replayed.searchParams.set('nonce', new URL(first.location ?? '').searchParams.get('nonce') ?? '');
    expect(failureOf(await browser.travel(replayed.href))).toBe('provider');
    expect((await me()).code).toBe('unauthenticated');
  });

  test('is refused with a code that was given to another round trip', async () => {
    personAtProvider({ preferred_username: 'code' });
    const other = await openBrowser(desk.url).travel(start(), isCallback);
    const mine = await browser.travel(start(), isCallback);
    mine.searchParams.set('code', other.searchParams.get('code') ?? '');
    expect(failureOf(new URL((await browser.step(mine.href)).location ?? ''))).toBe('provider');
  });

  test('is refused without a state, with an invented one, and after ten minutes', async () => {
    personAtProvider({ preferred_username: 'late' });
    const callback = await browser.travel(start(), isCallback);
    const land = async (url: string) => failureOf(new URL((await browser.step(url)).location ?? ''));
    expect(await land(`${desk.url}${callback.pathname}`)).toBe('expired');
    expect(await land(`${desk.url}${callback.pathname}?state=invented&code=x`)).toBe('expired');
    await desk.db
      .updateTable('sign_in_challenges')
      .set({ expires_at: new Date(0) })
      .execute();
    expect(await land(callback.href)).toBe('expired');
  });

  test('tells when the person said no', async () => {
    provider.signInAs(null);
    expect(failureOf(await signIn())).toBe('refused');
  });
});

describe('the provider', () => {
  test('is named on the sign-in page, and absent where it is not set up', async () => {
    const { body } = await request(desk, 'GET', '/api/auth/methods');
    expect(body['singleSignOn']).toEqual({ name: '公司账号' });
    const plain = await startDesk();
    expect((await request(plain, 'GET', '/api/auth/single-sign-on')).status).toBe(404);
    expect((await request(plain, 'GET', '/api/auth/single-sign-on/callback?state=x')).status).toBe(404);
    await plain.stop();
  });

  test('that cannot be reached leads back to the sign-in page, and is asked again the next time', async () => {
    const lonely = await startDesk({
      variables: { OIDC_ISSUER: 'http://127.0.0.1:9', OIDC_CLIENT_ID: 'x', OIDC_CLIENT_SECRET: 'y' },
    });
    for (let time = 0; time < 2; time += 1) {
      const answer = await fetch(`${lonely.url}/api/auth/single-sign-on`, { redirect: 'manual' });
      expect([answer.status, answer.headers.get('location')]).toEqual([302, '/?signInFailed=provider']);
    }
    await lonely.stop();
  });

  test('that never answers is not waited for', async () => {
    const silent = createServer(() => {});
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    const { port } = silent.address() as AddressInfo;
    const config = {
      issuer: `http://127.0.0.1:${port}`,
      clientId: 'x',
      clientSecret: undefined,
      name: 'x',
      defaultOrgUnit: null,
      defaultRole: null,
    };
    const trip = { verifier: 'v'.repeat(43), nonce: 'n', redirectUri: desk.url };
    await expect(connectProvider(config, 1).beginUrl(trip, 's')).rejects.toThrow();
    silent.closeAllConnections();
    silent.close();
  });
});
