import type { Permission } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let chief: TestAgent;
let north: { id: number; path: string };
let south: { id: number; path: string };
let administrator: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  north = await desk.buildUnit('北区');
  south = await desk.buildUnit('南区');
  chief = await desk.buildAccount({ superAdministrator: true });
  administrator = await desk.buildAccount({ unit: north, administrator: true });
});
afterAll(() => desk.stop());

let counter = 0;
const create = (permissions: Permission[], by = chief, name = `角色 ${++counter}`) =>
  by.http.request('POST /api/roles', { body: { name, permissions } });
const add = (by: TestAgent, id: number, ...people: { id: string }[]) =>
  by.http.request('POST /api/roles/:id/members', { params: { id }, body: { accountIds: people.map((one) => one.id) } });
const remove = (by: TestAgent, id: number, ...people: { id: string }[]) =>
  by.http.request('POST /api/roles/:id/members/remove', {
    params: { id },
    body: { accountIds: people.map((one) => one.id) },
  });
const get = (by: TestAgent, id: number) => by.http.request('GET /api/roles/:id', { params: { id } });
const roleOf = async (builtIn: string) => {
  const { items } = await chief.http.request('GET /api/roles', {});
  return items.find((role) => role.builtIn === builtIn)?.id ?? 0;
};
const rolesOf = async (account: { id: string }) => {
  const profile = await chief.http.request('GET /api/accounts/:id', { params: { id: account.id } });
  return profile.roles.map((role) => role.id);
};
const eventsOf = async (type: string, key: string, value: string | number) => {
  const rows = await desk.db.selectFrom('events').selectAll().where('type', '=', type).orderBy('position').execute();
  return rows.filter((row) => (row.payload as Record<string, unknown>)[key] === value);
};

describe('the super administrator', () => {
  test('creates, changes and deletes roles, and each act is in the log with what was before and after', async () => {
    const role = await create(['reports:read', 'conversations:read', 'reports:read']);
    expect(role).toMatchObject({ builtIn: null, permissions: ['conversations:read', 'reports:read'], memberCount: 0 });
    const changed = await chief.http.request('PATCH /api/roles/:id', {
      params: { id: role.id },
      body: { permissions: ['reports:read'] },
    });
    expect(changed).toMatchObject({ name: role.name, permissions: ['reports:read'] });
    await chief.http.request('DELETE /api/roles/:id', { params: { id: role.id } });
    await expect(get(chief, role.id)).rejects.toMatchObject({ code: 'not_found' });
    expect((await eventsOf('role.updated', 'roleId', role.id))[0]).toMatchObject({
      actor_id: chief.id,
      payload: {
        name: role.name,
        before: { permissions: ['conversations:read', 'reports:read'] },
        after: { permissions: ['reports:read'] },
      },
    });
    expect(await eventsOf('role.created', 'roleId', role.id)).toHaveLength(1);
    expect(await eventsOf('role.deleted', 'roleId', role.id)).toHaveLength(1);
  });

  test('can put nothing in a role that belongs to the whole desk', async () => {
    await expect(create(['reports:read', 'roles:write'])).rejects.toMatchObject({
      code: 'invalid_input',
      issues: [{ path: 'permissions.1' }],
    });
    const { id } = await create([]);
    const body = { permissions: ['plugins:write' as const] };
    await expect(chief.http.request('PATCH /api/roles/:id', { params: { id }, body })).rejects.toMatchObject({
      code: 'invalid_input',
    });
  });

  test('cannot give two roles one name, whatever the case', async () => {
    await create([], chief, 'Night shift');
    await expect(create([], chief, 'night SHIFT')).rejects.toMatchObject({
      code: 'taken',
      issues: [{ path: 'name' }],
    });
    const { id } = await create([]);
    const body = { name: 'NIGHT shift' };
    await expect(chief.http.request('PATCH /api/roles/:id', { params: { id }, body })).rejects.toMatchObject({
      code: 'taken',
    });
  });

  test('may change a role that every desk starts with, and cannot delete it', async () => {
    const id = await roleOf('agent');
    const body = { description: '一线客服' };
    expect(await chief.http.request('PATCH /api/roles/:id', { params: { id }, body })).toMatchObject(body);
    await expect(chief.http.request('DELETE /api/roles/:id', { params: { id } })).rejects.toMatchObject({
      code: 'in_use',
    });
  });

  test('may put themselves in a role', async () => {
    const { id } = await create(['reports:read']);
    expect(await add(chief, id, chief)).toMatchObject({ memberCount: 1 });
    expect(await remove(chief, id, chief)).toMatchObject({ memberCount: 0 });
  });
});

describe('an administrator', () => {
  test('sees all roles and changes none', async () => {
    const { id } = await create([]);
    const { items } = await administrator.http.request('GET /api/roles', {});
    expect(items.map((role) => role.id)).toContain(id);
    await expect(create([], administrator)).rejects.toMatchObject({ code: 'forbidden' });
    await expect(
      administrator.http.request('PATCH /api/roles/:id', { params: { id }, body: { name: 'x' } }),
    ).rejects.toMatchObject({ code: 'forbidden' });
    await expect(administrator.http.request('DELETE /api/roles/:id', { params: { id } })).rejects.toMatchObject({
      code: 'forbidden',
    });
  });

  test('puts people of their own unit and below in a role and takes them out, each once in the log', async () => {
    const role = await create(['reports:read']);
    const one = await desk.buildAccount({ unit: north });
    const two = await desk.buildAccount({ unit: await desk.buildUnit('北一区', north) });
    expect(await add(administrator, role.id, one, two)).toMatchObject({ memberCount: 2, assignable: true });
    await add(administrator, role.id, one);
    expect(await remove(administrator, role.id, one)).toMatchObject({ memberCount: 1 });
    const changes = await eventsOf('account.updated', 'accountId', one.id);
    expect(changes.map((event) => event.payload)).toEqual([
      { accountId: one.id, name: one.name, before: { roles: [] }, after: { roles: [role.name] } },
      { accountId: one.id, name: one.name, before: { roles: [role.name] }, after: { roles: [] } },
    ]);
    expect(changes[0]).toMatchObject({ org_unit_id: north.id, actor_id: administrator.id });
  });

  test('reaches nobody elsewhere: all are put in the role, or none', async () => {
    const role = await create([]);
    const [near, far] = [await desk.buildAccount({ unit: north }), await desk.buildAccount({ unit: south })];
    await expect(add(administrator, role.id, near, far)).rejects.toMatchObject({ code: 'not_found' });
    expect(await rolesOf(near)).toEqual([]);
    await add(chief, role.id, near, far);
    await expect(remove(administrator, role.id, near, far)).rejects.toMatchObject({ code: 'not_found' });
    expect(await rolesOf(near)).toEqual([role.id]);
    expect(await get(administrator, role.id)).toMatchObject({ memberCount: 1 });
    expect(await get(chief, role.id)).toMatchObject({ memberCount: 2 });
  });

  test('does not change their own membership', async () => {
    const role = await create([]);
    await expect(add(administrator, role.id, administrator)).rejects.toMatchObject({ code: 'own_rights' });
    await expect(remove(administrator, role.id, administrator)).rejects.toMatchObject({ code: 'own_rights' });
  });

  test('does not touch the super administrator, even beside them', async () => {
    const beside = await desk.buildAccount({ administrator: true });
    const role = await create([]);
    await expect(add(beside, role.id, chief)).rejects.toMatchObject({ code: 'super_administrator' });
  });
});

describe('whoever may assign roles', () => {
  let clerk: TestAgent;
  beforeAll(async () => {
    const { id } = await create(['roles:read', 'roles:assign', 'accounts:read', 'reports:read']);
    clerk = await desk.buildAccount({ unit: north, roles: [id] });
  });

  test('gives and takes only roles that grant what they hold themselves', async () => {
    const person = await desk.buildAccount({ unit: north });
    const [modest, mighty] = [await create(['reports:read']), await create(['reports:read', 'accounts:write'])];
    expect(await add(clerk, modest.id, person)).toMatchObject({ assignable: true });
    expect(await get(clerk, mighty.id)).toMatchObject({ assignable: false });
    await expect(add(clerk, mighty.id, person)).rejects.toMatchObject({ code: 'beyond_own_rights' });
    await add(chief, mighty.id, person);
    await expect(remove(clerk, mighty.id, person)).rejects.toMatchObject({ code: 'beyond_own_rights' });
  });

  test('does not change what somebody is in who may do more than they', async () => {
    const modest = await create(['reports:read']);
    await expect(add(clerk, modest.id, administrator)).rejects.toMatchObject({ code: 'beyond_own_rights' });
  });
});

test('whoever may only see roles assigns none', async () => {
  const role = await create(['roles:read']);
  const reader = await desk.buildAccount({ unit: north, roles: [role.id] });
  const person = await desk.buildAccount({ unit: north });
  expect(await get(reader, role.id)).toMatchObject({ assignable: false });
  await expect(add(reader, role.id, person)).rejects.toMatchObject({ code: 'forbidden' });
});

test('a role that is given while it is deleted is either given first or gone', async () => {
  const role = await create([]);
  const person = await desk.buildAccount({ unit: north });
  const outcome = await Promise.allSettled([
    add(administrator, role.id, person),
    chief.http.request('DELETE /api/roles/:id', { params: { id: role.id } }),
  ]);
  expect(outcome[1].status).toBe('fulfilled');
  if (outcome[0].status === 'rejected') expect(outcome[0].reason).toMatchObject({ code: 'not_found' });
  expect(await rolesOf(person)).toEqual([]);
});

test('roles are found by a part of their name, page by page', async () => {
  const names = ['分页甲', '分页乙', '分页丙'];
  for (const name of names) await create([], chief, name);
  const found: string[] = [];
  let cursor: string | null | undefined;
  do {
    const page = await chief.http.request('GET /api/roles', {
      query: { search: '分页', limit: 2, ...(cursor ? { cursor } : {}) },
    });
    found.push(...page.items.map((role) => role.name));
    cursor = page.nextCursor;
  } while (cursor);
  expect(found).toEqual(names);
  await expect(chief.http.request('GET /api/roles', { query: { cursor: 'x' } })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});
