import type { Permission } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { PASSWORD, startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let chief: TestAgent;
let unit: { id: number; path: string };
/** May change accounts and give roles, and little else. */
let clerk: TestAgent;
/** Everything that a role can grant, without being an administrator. */
let deputy: TestAgent;
let administrator: TestAgent;
let mighty: number;
let modest: number;
let clerks: number;

beforeAll(async () => {
  desk = await startDesk();
  unit = await desk.buildUnit('北区');
  chief = await desk.buildAccount({ superAdministrator: true });
  const role = async (name: string, permissions: Permission[]) =>
    (await chief.http.request('POST /api/roles', { body: { name, permissions } })).id;
  clerks = await role('人事', [
    'accounts:read',
    'accounts:write',
    'roles:read',
    'roles:assign',
    'org-units:read',
    'org-units:write',
  ]);
  mighty = await role('审计', ['accounts:read', 'audit:read']);
  modest = await role('查看', ['accounts:read']);
  clerk = await desk.buildAccount({ unit, roles: [clerks] });
  deputy = await desk.buildAccount({ unit, roles: ['administrator'] });
  administrator = await desk.buildAccount({ unit, administrator: true });
});
afterAll(() => desk.stop());

let counter = 0;
const call = async (by: TestAgent, method: string, url: string, payload?: object) => {
  const response = await desk.app.http.inject({
    method: method as 'POST',
    url,
    headers: { cookie: by.cookie, host: `127.0.0.1:${desk.port}`, origin: desk.url },
    ...(payload ? { payload } : {}),
  });
  return { status: response.statusCode, code: response.json<{ code?: string }>().code };
};
const rightsOf = async ({ http }: TestAgent) => {
  const { administrator, superAdministrator, agent, roles, permissions, orgUnit } = await http.request('GET /api/me');
  return { administrator, superAdministrator, agent, roles, permissions, orgUnit };
};
const newcomer = (more: object) => {
  counter += 1;
  return {
    username: `climber${counter}`,
    name: '新人',
    email: `climber${counter}@example.com`,
    password: PASSWORD,
    orgUnitId: unit.id,
    ...more,
  };
};
const csv = (roles: string, flag: string) => {
  counter += 1;
  return `username,name,email,password,roles,administrator\nrow${counter},行,row${counter}@example.com,${PASSWORD},${roles},${flag}`;
};

/** Every door by which rights could come to somebody who has fewer. */
const attempts: [string, string, () => string, (() => object) | undefined][] = [
  ['own account: administrator', 'PATCH', () => `/api/accounts/${clerk.id}`, () => ({ administrator: true })],
  ['own account: agent', 'PATCH', () => `/api/accounts/${clerk.id}`, () => ({ agent: true })],
  ['own account: extension', 'PATCH', () => `/api/accounts/${clerk.id}`, () => ({ extension: '1000' })],
  ['own account: a role', 'PATCH', () => `/api/accounts/${clerk.id}`, () => ({ roleIds: [clerks, mighty] })],
  ['own account: even a modest role', 'PATCH', () => `/api/accounts/${clerk.id}`, () => ({ roleIds: [modest] })],
  ['own account: another unit', 'PATCH', () => `/api/accounts/${clerk.id}`, () => ({ orgUnitId: desk.company.id })],
  [
    'own profile: flags',
    'PATCH',
    () => '/api/me',
    () => ({ administrator: true, superAdministrator: true, roleIds: [mighty] }),
  ],
  ['own membership', 'POST', () => `/api/roles/${mighty}/members`, () => ({ accountIds: [clerk.id] })],
  ['own membership of a modest role', 'POST', () => `/api/roles/${modest}/members`, () => ({ accountIds: [clerk.id] })],
  ['own unit', 'POST', () => `/api/org-units/${desk.company.id}/accounts`, () => ({ accountIds: [clerk.id] })],
  ['own password by reset', 'POST', () => `/api/accounts/${clerk.id}/reset-password`, () => ({ password: PASSWORD })],
  [
    "an administrator's password",
    'POST',
    () => `/api/accounts/${administrator.id}/reset-password`,
    () => ({ password: PASSWORD }),
  ],
  ["a deputy's password", 'POST', () => `/api/accounts/${deputy.id}/reset-password`, () => ({ password: PASSWORD })],
  ["an administrator's second factor", 'POST', () => `/api/accounts/${administrator.id}/reset-two-factor`, undefined],
  [
    "an administrator's e-mail",
    'PATCH',
    () => `/api/accounts/${administrator.id}`,
    () => ({ email: 'mine@example.com' }),
  ],
  ['an administrator switched off', 'POST', () => `/api/accounts/${administrator.id}/disable`, undefined],
  ['an administrator deleted', 'DELETE', () => `/api/accounts/${administrator.id}`, undefined],
  ['a new administrator', 'POST', () => '/api/accounts', () => newcomer({ administrator: true })],
  ['a new account with a mighty role', 'POST', () => '/api/accounts', () => newcomer({ roleIds: [mighty] })],
  ['a new account above', 'POST', () => '/api/accounts', () => newcomer({ orgUnitId: desk.company.id })],
  ['the role itself', 'PATCH', () => `/api/roles/${clerks}`, () => ({ permissions: ['audit:read'] })],
  ['a role of their own', 'POST', () => '/api/roles', () => ({ name: '我的', permissions: ['audit:read'] })],
  ["the super administrator's place", 'POST', () => '/api/super-administration/accept', () => ({ password: PASSWORD })],
  [
    'an offer to themselves',
    'POST',
    () => '/api/super-administration/offer',
    () => ({ accountId: clerk.id, password: PASSWORD }),
  ],
];

describe('nobody raises their own rights by', () => {
  test.each(attempts)('%s', async (_name, method, url, payload) => {
    const before = await rightsOf(clerk);
    const { status, code } = await call(clerk, method, url(), payload?.());
    if (url() !== '/api/me') expect([status >= 400, code]).not.toEqual([false, undefined]);
    expect(await rightsOf(clerk)).toEqual(before);
    expect(await rightsOf(administrator)).toMatchObject({ administrator: true });
  });

  test('an import', async () => {
    for (const file of [csv('审计', ''), csv('', '是'), csv('管理员', '')]) {
      const outcome = await clerk.http.request('POST /api/accounts/import', { body: { csv: file, dryRun: false } });
      expect(outcome).toMatchObject({ problems: 1, created: 0 });
      expect(outcome.rows[0]?.problems[0]?.code).toBe('beyond_own_rights');
    }
  });
});

describe('whoever holds everything that a role can grant, without being an administrator', () => {
  test('makes nobody an administrator and touches none', async () => {
    const person = await desk.buildAccount({ unit });
    expect(await call(deputy, 'PATCH', `/api/accounts/${person.id}`, { administrator: true })).toMatchObject({
      code: 'beyond_own_rights',
    });
    const reset = { password: PASSWORD };
    expect(await call(deputy, 'POST', `/api/accounts/${administrator.id}/reset-password`, reset)).toMatchObject({
      code: 'beyond_own_rights',
    });
    expect(await call(deputy, 'PATCH', `/api/accounts/${administrator.id}`, { administrator: false })).toMatchObject({
      code: 'beyond_own_rights',
    });
  });

  test('gives and takes every role, and governs whoever has less', async () => {
    const person = await desk.buildAccount({ unit });
    expect(await call(deputy, 'PATCH', `/api/accounts/${person.id}`, { roleIds: [mighty, clerks] })).toMatchObject({
      status: 200,
    });
    expect(await call(deputy, 'POST', `/api/accounts/${person.id}/disable`)).toMatchObject({ status: 200 });
  });
});

test('an administrator makes others administrators in their own part of the tree', async () => {
  const person = await desk.buildAccount({ unit });
  expect(await call(administrator, 'PATCH', `/api/accounts/${person.id}`, { administrator: true })).toMatchObject({
    status: 200,
  });
  expect(await call(administrator, 'PATCH', `/api/accounts/${person.id}`, { administrator: false })).toMatchObject({
    status: 200,
  });
});

test('roles in a form need the right to assign them', async () => {
  const { id } = await chief.http.request('POST /api/roles', {
    body: { name: '只管账号', permissions: ['accounts:read', 'accounts:write'] },
  });
  const keeper = await desk.buildAccount({ unit, roles: [id] });
  expect(await call(keeper, 'POST', '/api/accounts', newcomer({ roleIds: [modest] }))).toMatchObject({
    code: 'forbidden',
  });
  expect(await call(keeper, 'POST', '/api/accounts', newcomer({}))).toMatchObject({ status: 200 });
});

test('a mighty role is neither given nor taken by whoever lacks what it grants', async () => {
  const person = await desk.buildAccount({ unit, roles: [modest] });
  const address = `/api/accounts/${person.id}`;
  expect(await call(clerk, 'PATCH', address, { roleIds: [modest, mighty] })).toMatchObject({
    code: 'beyond_own_rights',
  });
  expect(await call(clerk, 'PATCH', address, { roleIds: [] })).toMatchObject({ status: 200 });
  await call(chief, 'PATCH', address, { roleIds: [mighty] });
  for (const [method, path, payload] of [
    ['PATCH', '', { roleIds: [] }],
    ['PATCH', '', { name: 'x' }],
    ['POST', '/disable', undefined],
    ['POST', '/reset-password', { password: PASSWORD }],
    ['DELETE', '', undefined],
  ] as const)
    expect(await call(clerk, method, `${address}${path}`, payload)).toMatchObject({ code: 'beyond_own_rights' });
  const move = { accountIds: [person.id] };
  expect(await call(clerk, 'POST', `/api/org-units/${unit.id}/accounts`, move)).toMatchObject({
    code: 'beyond_own_rights',
  });
});
