import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { accountEvents } from '../../../testing/account-events.ts';
import { type Answer, request } from '../../../testing/browser.ts';
import { PASSWORD, startDesk, type TestDesk } from '../../../testing/test-desk.ts';

let desk: TestDesk;

beforeAll(async () => {
  // So that a test can come from many places.
  desk = await startDesk({ variables: { TRUST_PROXY: '1' } });
});
afterAll(() => desk.stop());
afterEach(() => vi.restoreAllMocks());

let places = 0;
const newPlace = () => `198.51.100.${++places}`;

interface From {
  readonly address: string;
  readonly cookie?: string;
}

const signIn = (login: string, password: string, { address, cookie }: From) =>
  request(desk, 'POST', '/api/auth/sign-in', {
    body: { login, password },
    'x-forwarded-for': address,
    ...(cookie ? { cookie } : {}),
  });

async function fail(times: number, login: string, place: () => From): Promise<Answer[]> {
  const answers: Answer[] = [];
  for (let time = 0; time < times; time += 1) answers.push(await signIn(login, `wrong${time}password`, place()));
  return answers;
}

const codesOf = (answers: Answer[]) => answers.map(({ body }) => body.code);
/** As if it had been waited for. */
const waitItOut = () => desk.db.updateTable('sign_in_attempts').set({ blocked_until: new Date() }).execute();

describe('guessing a password', () => {
  test('costs a wait that doubles from the sixth wrong one on, and says how long', async () => {
    const { username } = await desk.buildAgent();
    const address = newPlace();
    const answers = await fail(7, username, () => ({ address }));
    expect(codesOf(answers.slice(0, 6))).toEqual(Array(6).fill('wrong_credentials'));
    const refused = answers[6] as Answer;
    expect([refused.status, refused.body.code]).toEqual([429, 'rate_limited']);
    expect(refused.body['retryAfterMs']).toBeLessThanOrEqual(1_000);
    expect(refused.headers.get('retry-after')).toBe('1');
    const waits = [];
    for (let round = 0; round < 4; round += 1) {
      await waitItOut();
      const [, next] = await fail(2, username, () => ({ address }));
      waits.push(Math.ceil(Number(next?.body['retryAfterMs']) / 1_000));
    }
    expect(waits).toEqual([2, 4, 8, 16]);
  });

  test('gains nothing by many tries at the same moment', async () => {
    const { username } = await desk.buildAgent();
    const address = newPlace();
    const tries = Array.from({ length: 12 }, (_, n) => signIn(username, `wrong${n}password`, { address }));
    const codes = codesOf(await Promise.all(tries));
    expect(codes.filter((code) => code === 'wrong_credentials')).toHaveLength(6);
    expect(codes.filter((code) => code === 'rate_limited')).toHaveLength(6);
  });

  test('is counted on every node', async () => {
    const other = await startDesk({ beside: desk, variables: { TRUST_PROXY: '1' } });
    const { username } = await desk.buildAgent();
    const address = newPlace();
    await fail(6, username, () => ({ address }));
    const elsewhere = await request(other, 'POST', '/api/auth/sign-in', {
      body: { login: username, password: PASSWORD },
      'x-forwarded-for': address,
    });
    expect(elsewhere.body.code).toBe('rate_limited');
    await other.stop();
  });

  test('is not forgotten because the names change: a network that tries many has to wait as well', async () => {
    const address = newPlace();
    const names = Array.from({ length: 52 }, (_, n) => `somebody${n}`);
    const codes = [];
    for (const name of names) codes.push((await signIn(name, 'wrong1password', { address })).body.code);
    expect(codes.slice(0, 51)).toEqual(Array(51).fill('wrong_credentials'));
    expect(codes[51]).toBe('rate_limited');
  });

  test('is slowed down when it comes from everywhere', async () => {
    const { username } = await desk.buildAgent();
    const codes = codesOf(await fail(22, username, () => ({ address: newPlace() })));
    expect(codes.slice(0, 21)).toEqual(Array(21).fill('wrong_credentials'));
    expect(codes[21]).toBe('rate_limited');
  });

  test('is over with the right password: what was wrong before is forgotten', async () => {
    const { username } = await desk.buildAgent();
    const address = newPlace();
    await fail(5, username, () => ({ address }));
    expect((await signIn(username, PASSWORD, { address })).status).toBe(200);
    expect(codesOf(await fail(5, username, () => ({ address })))).toEqual(Array(5).fill('wrong_credentials'));
  });
});

describe('nobody can lock somebody else out', () => {
  test('a stranger elsewhere does not keep the owner out', async () => {
    const { username } = await desk.buildAgent();
    const stranger = newPlace();
    await fail(8, username, () => ({ address: stranger }));
    expect((await signIn(username, PASSWORD, { address: newPlace() })).status).toBe(200);
  });

  test('in a browser where they have been before, owners get in whatever happens elsewhere, even on their own network', async () => {
    const { username } = await desk.buildAgent();
    const office = newPlace();
    const { cookies } = await signIn(username, PASSWORD, { address: office });
    const known = cookies.find((cookie) => cookie.startsWith('cskefu.device.')) ?? '';
    await fail(8, username, () => ({ address: office }));
    await fail(30, username, () => ({ address: newPlace() }));
    expect((await signIn(username, PASSWORD, { address: office })).body.code).toBe('rate_limited');
    expect((await signIn(username, PASSWORD, { address: office, cookie: known })).status).toBe(200);
    expect((await signIn(username, PASSWORD, { address: newPlace(), cookie: known })).status).toBe(200);
  });

  test('a known browser is no free pass: it has its own count, and is known for its own account only', async () => {
    const owner = await desk.buildAgent();
    const other = await desk.buildAgent();
    const address = newPlace();
    const { cookies } = await signIn(owner.username, PASSWORD, { address });
    const known = cookies.find((cookie) => cookie.startsWith('cskefu.device.')) ?? '';
    const own = codesOf(await fail(12, owner.username, () => ({ address: newPlace(), cookie: known })));
    expect(own.at(-1)).toBe('rate_limited');
    const others = codesOf(await fail(7, other.username, () => ({ address, cookie: known })));
    expect(others.at(-1)).toBe('rate_limited');
  });
});

describe('nobody learns which accounts exist', () => {
  test('not from the answer, and not from the work that is done for it', async () => {
    const present = await desk.buildAgent();
    const disabled = await desk.buildAgent();
    await desk.db.updateTable('accounts').set({ disabled_at: new Date() }).where('id', '=', disabled.id).execute();
    const passwordless = await desk.buildAgent();
    await desk.db.deleteFrom('credentials').where('account_id', '=', passwordless.id).execute();
    const library = (await desk.app.auth.$context).password;
    for (const [login, password] of [
      [present.username, 'wrong1password'],
      [`${present.username}@example.com`, 'wrong1password'],
      [disabled.username, PASSWORD],
      [passwordless.username, PASSWORD],
      ['nobody.here', PASSWORD],
      ['nobody@example.com', PASSWORD],
      ['13900000000', PASSWORD],
      ["' or 1=1 --", PASSWORD],
    ] as const) {
      const verify = vi.spyOn(library, 'verify');
      const hash = vi.spyOn(library, 'hash');
      const { status, body, cookies } = await signIn(login, password, { address: newPlace() });
      const { requestId: _, ...said } = body;
      expect({ login, status, said, cookies, work: [verify.mock.calls.length, hash.mock.calls.length] }).toEqual({
        login,
        status: 401,
        said: { code: 'wrong_credentials' },
        cookies: [],
        work: [1, 0],
      });
      vi.restoreAllMocks();
    }
  });

  test('not from the limits either: names that do not exist have to wait the same', async () => {
    const { username } = await desk.buildAgent();
    for (const login of [username, 'nobody.at.all']) {
      const address = newPlace();
      const codes = codesOf(await fail(7, login, () => ({ address })));
      expect([login, ...codes.slice(4)]).toEqual([login, 'wrong_credentials', 'wrong_credentials', 'rate_limited']);
    }
  });
});

describe('the event log', () => {
  test('tells of every sign-in, and of refused ones without being flooded', async () => {
    const { id, username } = await desk.buildAgent();
    const address = newPlace();
    await signIn(username, PASSWORD, { address });
    expect(await accountEvents(desk, id)).toMatchObject([
      {
        type: 'account.signed_in',
        actor_kind: 'agent',
        actor_id: id,
        org_unit_id: desk.skillGroup.id,
        payload: { accountId: id, method: 'password', address },
      },
    ]);
    await fail(21, username, () => ({ address: newPlace() }));
    // Written beside the answer, so that it takes no longer for accounts that exist.
    const refused = await vi.waitFor(async () => {
      const events = await accountEvents(desk, id, 'account.sign_in_refused');
      expect(events.length).toBeGreaterThan(8);
      return events;
    }, 15_000);
    // How many exactly depends on how long the attempts took.
    expect(refused.length).toBeLessThan(21);
    expect(refused[0]).toMatchObject({ actor_kind: 'system', actor_id: null, org_unit_id: desk.skillGroup.id });
    expect(JSON.stringify(refused)).not.toContain('password1');
  });
});
