import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { accountEvents } from '../../../testing/account-events.ts';
import { request } from '../../../testing/browser.ts';
import { createSoftwareAuthenticator, type SoftwareAuthenticator } from '../../../testing/software-authenticator.ts';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

type Options = Record<string, unknown>;

const post = (path: string, body: object | undefined, agent?: TestAgent) =>
  request(desk, 'POST', path, { ...(body ? { body } : {}), cookie: agent?.cookie ?? '', origin: desk.url });
const optionsToMake = async (agent: TestAgent) =>
  (await post('/api/me/passkeys/begin', { password: PASSWORD }, agent)).body['options'] as Options;
const optionsToSignIn = async () => (await post('/api/auth/passkey/begin', undefined)).body['options'] as Options;
const signIn = (credential: object) => post('/api/auth/passkey', { credential });

async function withPasskey(): Promise<{ agent: TestAgent; key: SoftwareAuthenticator; id: string }> {
  const agent = await desk.buildAgent();
  const key = createSoftwareAuthenticator(desk.url);
  const credential = key.create(await optionsToMake(agent));
  const { body } = await post('/api/me/passkeys', { name: '笔记本', credential }, agent);
  return { agent, key, id: body['id'] as string };
}

describe('a passkey', () => {
  test('is made with the password, listed, renamed and removed', async () => {
    const { agent, id } = await withPasskey();
    const list = () => agent.http.request('GET /api/me/passkeys');
    expect((await list()).items).toMatchObject([{ id, name: '笔记本', synced: false, lastUsedAt: null }]);
    const renamed = await agent.http.request('PATCH /api/me/passkeys/:id', { params: { id }, body: { name: '手机' } });
    expect(renamed.name).toBe('手机');
    await agent.http.request('DELETE /api/me/passkeys/:id', { params: { id } });
    expect((await list()).items).toEqual([]);
    expect((await accountEvents(desk, agent.id)).map(({ type }) => type)).toEqual([
      'account.passkey_added',
      'account.passkey_removed',
    ]);
  });

  test('is not made without the password, nor twice with one device', async () => {
    const agent = await desk.buildAgent();
    const refused = await post('/api/me/passkeys/begin', { password: 'wrong1password' }, agent);
    expect(refused.body.code).toBe('wrong_credentials');
    const { agent: owner, key } = await withPasskey();
    const options = await optionsToMake(owner);
    expect(options['excludeCredentials']).toMatchObject([{ id: key.id }]);
    const again = await post('/api/me/passkeys', { name: 'x', credential: key.create(options) }, owner);
    expect([again.status, again.body.code]).toEqual([409, 'taken']);
  });

  test('belongs to its account: nobody else sees, renames or removes it, or finishes what another began', async () => {
    const { id, agent } = await withPasskey();
    const other = await desk.buildAgent();
    expect((await other.http.request('GET /api/me/passkeys')).items).toEqual([]);
    const call = (method: string, body?: object) =>
      request(desk, method, `/api/me/passkeys/${id}`, { body, cookie: other.cookie, origin: desk.url });
    expect((await call('PATCH', { name: 'x' })).status).toBe(404);
    expect((await call('DELETE')).status).toBe(404);
    const stolen = createSoftwareAuthenticator(desk.url).create(await optionsToMake(agent));
    const finished = await post('/api/me/passkeys', { name: 'x', credential: stolen }, other);
    expect(finished.body.code).toBe('challenge_expired');
  });

  test('made by a page of another site is refused, and so is one for an old challenge', async () => {
    const agent = await desk.buildAgent();
    const foreign = createSoftwareAuthenticator('https://evil.example').create(await optionsToMake(agent));
    expect((await post('/api/me/passkeys', { name: 'x', credential: foreign }, agent)).body.code).toBe('bad_signature');
    const options = await optionsToMake(agent);
    await desk.db
      .updateTable('sign_in_challenges')
      .set({ expires_at: new Date(0) })
      .execute();
    const late = createSoftwareAuthenticator(desk.url).create(options);
    expect((await post('/api/me/passkeys', { name: 'x', credential: late }, agent)).body.code).toBe(
      'challenge_expired',
    );
    for (const credential of [{}, { response: { clientDataJSON: 'e30' } }, { response: null }])
      expect((await post('/api/me/passkeys', { name: 'x', credential }, agent)).body.code).toBe('challenge_expired');
  });
});

describe('signing in with a passkey', () => {
  test('needs no name, begins a session, and counts as both factors', async () => {
    const { agent, key } = await withPasskey();
    const options = await optionsToSignIn();
    expect(options['allowCredentials'] ?? []).toEqual([]);
    const answer = await signIn(key.get(options));
    expect([answer.status, answer.body['id']]).toEqual([200, agent.id]);
    expect((await request(desk, 'GET', '/api/me', { cookie: answer.cookies[0] })).body['id']).toBe(agent.id);
    expect((await accountEvents(desk, agent.id)).at(-1)?.payload).toMatchObject({ method: 'passkey' });
    expect((await agent.http.request('GET /api/me/passkeys')).items[0]?.lastUsedAt).not.toBeNull();
  });

  test('takes an answer once', async () => {
    const { key } = await withPasskey();
    const credential = key.get(await optionsToSignIn());
    expect((await signIn(credential)).status).toBe(200);
    expect((await signIn(credential)).body.code).toBe('challenge_expired');
  });

  test('is refused without finger, face or PIN, from another site, with another key, or with a cloned one', async () => {
    const { key } = await withPasskey();
    const stranger = createSoftwareAuthenticator(desk.url);
    for (const attempt of [
      async () => key.get(await optionsToSignIn(), { userVerified: false }),
      async () => key.get(await optionsToSignIn(), { origin: 'https://evil.example' }),
      async () => stranger.get(await optionsToSignIn()),
      async () => stranger.get(await optionsToSignIn(), { id: key.id }),
      async () => stranger.get(await optionsToSignIn(), { id: 'a\u0000b' }),
    ]) {
      const { status, body, cookies } = await signIn(await attempt());
      expect([status, body.code, cookies]).toEqual([401, 'wrong_credentials', []]);
    }
    expect((await signIn(key.get(await optionsToSignIn(), { counter: 9 }))).status).toBe(200);
    expect((await signIn(key.get(await optionsToSignIn(), { counter: 8 }))).status).toBe(401);
  });

  test('is refused to an account that is switched off', async () => {
    const { agent, key } = await withPasskey();
    await desk.db.updateTable('accounts').set({ disabled_at: new Date() }).where('id', '=', agent.id).execute();
    const { status, body, cookies } = await signIn(key.get(await optionsToSignIn()));
    expect([status, body.code, cookies]).toEqual([401, 'wrong_credentials', []]);
  });
});

test('the sign-in page offers passkeys where browsers know them: not at a bare address', async () => {
  const methods = (url: string) => fetch(`${url}/api/auth/methods`).then((response) => response.json());
  expect(await methods(desk.url)).toEqual({ passkeys: false, singleSignOn: null });
  expect(await methods(desk.url.replace('127.0.0.1', 'localhost'))).toMatchObject({ passkeys: true });
  const secure = await startDesk({ variables: { PUBLIC_URL: 'https://desk.example' } });
  expect(await methods(secure.url)).toMatchObject({ passkeys: true });
  await secure.stop();
});
