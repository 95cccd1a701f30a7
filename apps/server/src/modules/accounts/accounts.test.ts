import type { RouteTable } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let chief: TestAgent;
let north: { id: number; path: string };
let northOne: { id: number; path: string };
let south: { id: number; path: string };
let administrator: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  north = await desk.buildUnit('北区');
  northOne = await desk.buildUnit('北一区', north);
  south = await desk.buildUnit('南区');
  chief = await desk.buildAccount({ superAdministrator: true });
  administrator = await desk.buildAccount({ unit: north, administrator: true });
});
afterAll(() => desk.stop());

type Create = RouteTable['POST /api/accounts']['input']['body'];
type Update = RouteTable['PATCH /api/accounts/:id']['input']['body'];
let counter = 0;
const facts = (more: Partial<Create> = {}): Create => {
  counter += 1;
  return {
    username: `new${counter}`,
    name: `新人 ${counter}`,
    email: `new${counter}@example.com`,
    password: PASSWORD,
    orgUnitId: north.id,
    ...more,
  };
};
const create = (by: TestAgent, more: Partial<Create> = {}) =>
  by.http.request('POST /api/accounts', { body: facts(more) });
const update = (by: TestAgent, { id }: { id: string }, body: Update) =>
  by.http.request('PATCH /api/accounts/:id', { params: { id }, body });
const get = (by: TestAgent, { id }: { id: string }) => by.http.request('GET /api/accounts/:id', { params: { id } });
const disable = (by: TestAgent, { id }: { id: string }) =>
  by.http.request('POST /api/accounts/:id/disable', { params: { id } });
const enable = (by: TestAgent, { id }: { id: string }) =>
  by.http.request('POST /api/accounts/:id/enable', { params: { id } });
const remove = (by: TestAgent, { id }: { id: string }) =>
  by.http.request('DELETE /api/accounts/:id', { params: { id } });
const resetPassword = (by: TestAgent, { id }: { id: string }, password = 'another2horse') =>
  by.http.request('POST /api/accounts/:id/reset-password', { params: { id }, body: { password } });
const move = (by: TestAgent, unit: { id: number }, ...people: { id: string }[]) =>
  by.http.request('POST /api/org-units/:id/accounts', {
    params: { id: unit.id },
    body: { accountIds: people.map((one) => one.id) },
  });
const list = (by: TestAgent, query: RouteTable['GET /api/accounts']['input']['query'] = {}) =>
  by.http.request('GET /api/accounts', { query });
const eventsOf = async (type: string, { id }: { id: string }) => {
  const rows = await desk.db.selectFrom('events').selectAll().where('type', '=', type).orderBy('position').execute();
  return rows.filter((row) => (row.payload as { accountId?: string }).accountId === id);
};
const signIn = (username: string, password: string) =>
  desk.app.auth.api.signInUsername({ body: { username, password }, asResponse: true });
const createRole = (...permissions: never[]) =>
  chief.http.request('POST /api/roles', { body: { name: `角色 ${++counter}`, permissions } });
const role = async (...permissions: string[]) => (await createRole(...(permissions as never[]))).id;

describe('a new account', () => {
  test('belongs to a unit in reach, can sign in, and owes a password of its own', async () => {
    const account = await create(administrator, {
      username: 'Wang.Wu',
      orgUnitId: northOne.id,
      mobile: '+86 138-0013-8000',
      agent: true,
      extension: '8001',
    });
    expect(account).toMatchObject({
      username: 'Wang.Wu',
      mobile: '+8613800138000',
      orgUnit: { id: northOne.id, name: '北一区' },
      agent: true,
      extension: '8001',
      administrator: false,
      disabled: false,
      roles: [],
    });
    expect((await signIn('wang.wu', PASSWORD)).ok).toBe(true);
    const cookie = (await signIn('WANG.WU', PASSWORD)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    const newcomer = desk.agentWith({ ...account }, cookie);
    await expect(newcomer.http.request('GET /api/me')).resolves.toMatchObject({ passwordChangeRequired: true });
    const [event] = await eventsOf('account.created', account);
    expect(event).toMatchObject({ actor_id: administrator.id, org_unit_id: northOne.id });
    expect(event?.payload).toMatchObject({ before: null, after: { username: 'Wang.Wu', agent: true } });
    expect(JSON.stringify(event)).not.toContain(PASSWORD);
  });

  test('is refused elsewhere, and with a weak password', async () => {
    await expect(create(administrator, { orgUnitId: south.id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(create(administrator, { orgUnitId: desk.company.id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(create(administrator, { password: 'short1' })).rejects.toMatchObject({ code: 'weak_password' });
    await expect(create(administrator, { password: 'onlyletters' })).rejects.toMatchObject({ code: 'weak_password' });
  });

  test.each([
    ['username', 'zhao.liu', 'ＺＨＡＯ.liu'],
    ['username', 'zhao.er', 'Zhao.Er'],
    ['email', 'zhao@example.com', 'ZHAO@Example.COM'],
    ['email', 'qian@example.com', 'ｑｉａｎ@example.com'],
    ['mobile', '13900139000', '139 0013-9000'],
    ['mobile', '13900139001', '１３９００１３９００１'],
    ['mobile', '+8613900139002', '＋86 139 0013 9002'],
  ] as const)('cannot have a %s that another has: %s is %s', async (field, value, same) => {
    await create(administrator, { [field]: value });
    const refused = { code: 'taken', issues: [{ path: field }] };
    await expect(create(chief, { [field]: same })).rejects.toMatchObject(refused);
    await expect(update(chief, await create(chief), { [field]: same })).rejects.toMatchObject(refused);
  });

  test('gets one user name once, though two administrators want it at the same time', async () => {
    const other = await desk.buildAccount({ unit: south, administrator: true });
    const outcomes = await Promise.allSettled(
      [1, 2, 3, 4].map((n) =>
        create(n % 2 ? administrator : other, {
          username: n % 2 ? 'wanted' : 'WANTED',
          orgUnitId: n % 2 ? north.id : south.id,
        }),
      ),
    );
    expect(outcomes.filter((outcome) => outcome.status === 'fulfilled')).toHaveLength(1);
    for (const outcome of outcomes)
      if (outcome.status === 'rejected')
        expect(outcome.reason).toMatchObject({ code: 'taken', issues: [{ path: 'username' }] });
  });

  test('takes only what the form has: nothing else can be smuggled in', async () => {
    const smuggled = {
      isSuperAdministrator: true,
      superAdministrator: true,
      is_super_administrator: true,
      is_administrator: true,
      isAdministrator: true,
      mustChangePassword: false,
      disabled: true,
      id: '00000000-0000-4000-8000-000000000001',
      permissions: ['roles:write'],
    };
    const account = await create(administrator, smuggled as never);
    await update(administrator, account, { ...smuggled, name: '改名' } as never);
    const row = await desk.db.selectFrom('accounts').selectAll().where('id', '=', account.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({
      name: '改名',
      is_super_administrator: false,
      is_administrator: false,
      must_change_password: true,
      disabled_at: null,
    });
  });
});

describe('changing an account', () => {
  test('writes down only what changed', async () => {
    const account = await create(administrator);
    await update(administrator, account, { name: '新名字', email: account.email ?? '', agent: true });
    const [event, ...more] = await eventsOf('account.updated', account);
    expect(more).toEqual([]);
    expect(event?.payload).toEqual({
      accountId: account.id,
      name: '新名字',
      before: { name: account.name, agent: false },
      after: { name: '新名字', agent: true },
    });
    await update(administrator, account, { name: '新名字' });
    expect(await eventsOf('account.updated', account)).toHaveLength(1);
  });

  test('moves it to another unit in reach, and nowhere else', async () => {
    const account = await create(administrator);
    expect(await update(administrator, account, { orgUnitId: northOne.id })).toMatchObject({
      orgUnit: { id: northOne.id },
    });
    await expect(update(administrator, account, { orgUnitId: south.id })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an address that somebody wrote down for themselves stays their own word, until somebody else writes another', async () => {
    const isOwnWord = async ({ id }: { id: string }) => {
      const row = await desk.db.selectFrom('accounts').selectAll().where('id', '=', id).executeTakeFirstOrThrow();
      return row.email_self_declared;
    };
    const keeper = await desk.buildAccount({ unit: north, administrator: true });
    await update(keeper, keeper, { email: 'keeper@example.com' });
    expect(await isOwnWord(keeper)).toBe(true);
    await update(administrator, keeper, { email: 'keeper@example.com', name: '改名' });
    expect(await isOwnWord(keeper)).toBe(true);
    await update(administrator, keeper, { email: 'keeper2@example.com' });
    expect(await isOwnWord(keeper)).toBe(false);
  });

  test('makes and unmakes an agent with the row that routing reads', async () => {
    const account = await create(administrator);
    const rows = () => desk.db.selectFrom('agents').selectAll().where('account_id', '=', account.id).execute();
    await update(administrator, account, { agent: true });
    expect(await rows()).toHaveLength(1);
    await update(administrator, account, { agent: false });
    expect(await rows()).toEqual([]);
  });
});

describe('one does not change oneself', () => {
  test('not unit, flags, roles or state; what one is called may be sent along unchanged or new', async () => {
    const own = await role('reports:read');
    const changes: Update[] = [
      { orgUnitId: northOne.id },
      { roleIds: [own] },
      { administrator: false },
      { agent: true },
      { extension: '9000' },
    ];
    for (const body of changes)
      await expect(update(administrator, administrator, body)).rejects.toMatchObject({ code: 'own_rights' });
    await expect(move(administrator, northOne, administrator)).rejects.toMatchObject({ code: 'own_rights' });
    await expect(disable(administrator, administrator)).rejects.toMatchObject({ code: 'own_rights' });
    await expect(remove(administrator, administrator)).rejects.toMatchObject({ code: 'own_rights' });
    await expect(resetPassword(administrator, administrator)).rejects.toMatchObject({ code: 'own_rights' });
    await update(administrator, administrator, { administrator: true, orgUnitId: north.id, name: '王主任' });
    expect(await get(administrator, administrator)).toMatchObject({ name: '王主任', administrator: true });
  });
});

describe('the super administrator', () => {
  test('is touched by nobody, themselves included', async () => {
    const beside = await desk.buildAccount({ administrator: true });
    for (const by of [beside, chief]) {
      const refused = { code: 'super_administrator' };
      await expect(disable(by, chief)).rejects.toMatchObject(refused);
      await expect(remove(by, chief)).rejects.toMatchObject(refused);
      await expect(resetPassword(by, chief)).rejects.toMatchObject(refused);
      await expect(move(by, north, chief)).rejects.toMatchObject(refused);
      await expect(update(by, chief, { orgUnitId: north.id })).rejects.toMatchObject(refused);
      await expect(update(by, chief, { agent: true })).rejects.toMatchObject(refused);
    }
    await expect(update(beside, chief, { name: 'x' })).rejects.toMatchObject({ code: 'super_administrator' });
    await expect(update(administrator, chief, { name: 'x' })).rejects.toMatchObject({ code: 'not_found' });
  });

  test('stays the only one in the database, whatever is written', async () => {
    const set = (id: string, values: object) =>
      desk.db.updateTable('accounts').set(values).where('id', '=', id).execute();
    await expect(set(chief.id, { is_super_administrator: false })).rejects.toThrow('super administrator');
    await expect(set(administrator.id, { is_super_administrator: true })).rejects.toThrow('one_super');
    await expect(set(chief.id, { disabled_at: new Date() })).rejects.toThrow('stays');
    await expect(desk.db.deleteFrom('accounts').where('id', '=', chief.id).execute()).rejects.toThrow();
  });
});

describe('switching an account off', () => {
  test('ends its sessions at once; on again, it signs in as before', async () => {
    const person = await desk.buildAccount({ unit: north });
    expect(await disable(administrator, person)).toMatchObject({ disabled: true });
    await expect(person.http.request('GET /api/me')).rejects.toMatchObject({ code: 'unauthenticated' });
    await disable(administrator, person);
    expect(await eventsOf('account.disabled', person)).toHaveLength(1);
    expect(await enable(administrator, person)).toMatchObject({ disabled: false });
    const cookie = (await signIn(person.username, PASSWORD)).headers.getSetCookie()[0]?.split(';')[0] ?? '';
    await expect(desk.agentWith(person, cookie).http.request('GET /api/me')).resolves.toBeDefined();
    expect((await eventsOf('account.enabled', person)).map((event) => event.payload)).toMatchObject([
      { before: { disabled: true }, after: { disabled: false } },
    ]);
  });
});

describe('deleting an account', () => {
  test('frees its names, keeps its name for the history, and takes everything it could sign in with', async () => {
    const gone = await create(administrator, {
      username: 'leaver',
      email: 'leaver@example.com',
      mobile: '13700000000',
    });
    await update(chief, gone, { roleIds: [await role('reports:read')], agent: true });
    await remove(administrator, gone);
    await expect(get(administrator, gone)).rejects.toMatchObject({ code: 'not_found' });
    await expect(remove(administrator, gone)).rejects.toMatchObject({ code: 'not_found' });
    const row = await desk.db.selectFrom('accounts').selectAll().where('id', '=', gone.id).executeTakeFirstOrThrow();
    expect(row).toMatchObject({ name: gone.name, username: `deleted-${gone.id}`, mobile: null, is_agent: false });
    for (const table of ['credentials', 'sessions', 'passkeys', 'api_tokens', 'account_roles', 'agents'] as const)
      expect(await desk.db.selectFrom(table).selectAll().where('account_id', '=', gone.id).execute()).toEqual([]);
    await create(administrator, { username: 'leaver', email: 'leaver@example.com', mobile: '13700000000' });
    expect((await list(administrator, { search: gone.name })).items.map((one) => one.id)).not.toContain(gone.id);
  });
});

test('a new password ends all sessions and must be changed', async () => {
  const person = await desk.buildAccount({ unit: north });
  await expect(resetPassword(administrator, person, 'weak')).rejects.toMatchObject({ code: 'weak_password' });
  await resetPassword(administrator, person);
  await expect(person.http.request('GET /api/me')).rejects.toMatchObject({ code: 'unauthenticated' });
  expect((await signIn(person.username, PASSWORD)).ok).toBe(false);
  const cookie = (await signIn(person.username, 'another2horse')).headers.getSetCookie()[0]?.split(';')[0] ?? '';
  await expect(desk.agentWith(person, cookie).http.request('GET /api/me')).resolves.toMatchObject({
    passwordChangeRequired: true,
  });
  expect(JSON.stringify(await eventsOf('account.password_reset', person))).not.toContain('another2horse');
});

test('accounts are moved together, or none of them', async () => {
  const [one, two] = [await create(administrator), await create(administrator, { orgUnitId: northOne.id })];
  const far = await desk.buildAccount({ unit: south });
  await expect(move(administrator, northOne, one, far)).rejects.toMatchObject({ code: 'not_found' });
  expect((await get(chief, one)).orgUnit.id).toBe(north.id);
  expect(await move(administrator, northOne, one, two)).toEqual({ moved: 1 });
  expect((await eventsOf('account.updated', one)).map((event) => event.payload)).toMatchObject([
    { before: { unit: '北区' }, after: { unit: '北一区' } },
  ]);
  await expect(move(administrator, south, one)).rejects.toMatchObject({ code: 'not_found' });
});

describe('the list', () => {
  let west: { id: number; path: string };
  let westOne: { id: number; path: string };
  let westAdministrator: TestAgent;

  beforeAll(async () => {
    west = await desk.buildUnit('西区');
    westOne = await desk.buildUnit('西一区', west);
    westAdministrator = await desk.buildAccount({ unit: west, administrator: true, name: '西管' });
    for (const name of ['甲', '乙', '丙', '丙', '丁_%'])
      await create(westAdministrator, { name, orgUnitId: west.id, mobile: `1500000${1000 + counter}` });
    await create(westAdministrator, { name: '戊', orgUnitId: westOne.id, agent: true, extension: '7001' });
    await disable(westAdministrator, await create(westAdministrator, { name: '己', orgUnitId: westOne.id }));
  });

  const names = async (query: Parameters<typeof list>[1]) =>
    (await list(westAdministrator, query)).items.map((one) => one.name).sort();

  test('comes page by page in the order of names, each account once', async () => {
    const ids: string[] = [];
    let cursor: string | null | undefined;
    do {
      const page = await list(westAdministrator, { limit: 3, ...(cursor ? { cursor } : {}) });
      expect(page.total).toBe(8);
      ids.push(...page.items.map((one) => one.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(new Set(ids).size).toBe(8);
    expect(ids).toHaveLength(8);
    await expect(list(westAdministrator, { cursor: 'nonsense' })).rejects.toMatchObject({ code: 'invalid_input' });
  });

  test('is narrowed by words, unit, kind, state and role', async () => {
    expect(await names({ search: '丙' })).toEqual(['丙', '丙']);
    expect(await names({ search: '_%' })).toEqual(['丁_%']);
    expect(await names({ search: '1500000' })).toHaveLength(5);
    expect(await names({ orgUnitId: westOne.id })).toEqual(['己', '戊'].sort());
    expect(await names({ orgUnitId: west.id, exactUnit: 'true' as never })).toHaveLength(6);
    expect(await names({ kind: 'administrator' })).toEqual(['西管']);
    expect(await names({ kind: 'agent' })).toEqual(['戊']);
    expect(await names({ kind: 'sip_agent' })).toEqual(['戊']);
    expect(await names({ state: 'disabled' })).toEqual(['己']);
    const id = await role('reports:read');
    const [first] = (await list(westAdministrator, { search: '甲' })).items;
    if (first) await update(chief, first, { roleIds: [id] });
    expect(await names({ roleId: id })).toEqual(['甲']);
    expect(await names({ kind: 'without_role' })).toHaveLength(6);
  });

  test('ends where reach ends', async () => {
    await expect(list(westAdministrator, { orgUnitId: north.id })).rejects.toMatchObject({ code: 'not_found' });
    expect((await list(administrator, { search: '西管' })).items).toEqual([]);
    const [one] = (await list(westAdministrator, { search: '甲' })).items;
    if (one) await expect(get(administrator, one)).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('the second factor of somebody who lost it', () => {
  test('is switched off by whoever governs them, and by nobody else', async () => {
    const person = await desk.buildAccount({ unit: north });
    const reset = (by: TestAgent, { id }: { id: string }) =>
      by.http.request('POST /api/accounts/:id/reset-two-factor', { params: { id } });
    await desk.db
      .insertInto('second_factors')
      .values({ account_id: person.id, secret: '', confirmed_at: new Date() })
      .execute();
    expect(await get(administrator, person)).toMatchObject({ twoFactor: true });
    await expect(reset(administrator, person)).resolves.toMatchObject({ twoFactor: false });
    expect((await eventsOf('account.two_factor_disabled', person))[0]).toMatchObject({ actor_id: administrator.id });
    await expect(reset(administrator, administrator)).rejects.toMatchObject({ code: 'own_rights' });
    await expect(reset(chief, chief)).rejects.toMatchObject({ code: 'super_administrator' });
  });
});
