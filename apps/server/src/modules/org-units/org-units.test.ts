import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let chief: TestAgent;
let counter = 0;

beforeAll(async () => {
  desk = await startDesk();
  chief = await desk.buildAgent({ superAdministrator: true, agent: false, orgUnitId: desk.company.id });
});
afterAll(() => desk.stop());

const create = (parentId: number, name = `部门 ${++counter}`, by = chief, rest = {}) =>
  by.http.request('POST /api/org-units', { body: { parentId, name, ...rest } });
const move = (id: number, parentId: number, by = chief) =>
  by.http.request('POST /api/org-units/:id/move', { params: { id }, body: { parentId } });
const get = (id: number, by = chief) => by.http.request('GET /api/org-units/:id', { params: { id } });
const remove = (id: number, by = chief) => by.http.request('DELETE /api/org-units/:id', { params: { id } });
const list = async (query: object, by = chief) => (await by.http.request('GET /api/org-units', { query })).items;
const refusal = (answer: Promise<unknown>) =>
  answer.then(
    () => null,
    (error: { code: string }) => error.code,
  );

async function administratorOf(orgUnitId: number): Promise<TestAgent> {
  const administrator = await desk.buildAgent({ agent: false, orgUnitId });
  await desk.db.updateTable('accounts').set({ is_administrator: true }).where('id', '=', administrator.id).execute();
  return administrator;
}

describe('the tree', () => {
  test('grows below any unit, and tells where each one hangs', async () => {
    const branch = await create(desk.company.id, '分公司');
    const team = await create(branch.id, '售后组', chief, {
      isSkillGroup: true,
      maxConversations: 5,
      regions: ['440305'],
    });
    expect(team).toMatchObject({
      parentId: branch.id,
      isSkillGroup: true,
      maxConversations: 5,
      ancestors: [
        { id: desk.company.id, name: '我的企业' },
        { id: branch.id, name: '分公司' },
      ],
      regions: [{ code: '440305', name: '南山区', fullName: '广东省 深圳市 南山区' }],
    });
    expect(await get(branch.id)).toMatchObject({ childCount: 1, accountCount: 0, channelCount: 0 });
    expect((await list({ parentId: branch.id })).map((unit) => unit.id)).toEqual([team.id]);
    expect((await list({ search: '售后' })).map((unit) => unit.id)).toEqual([team.id]);
  });

  test('two siblings cannot have one name, cousins can', async () => {
    const [left, right] = [await create(desk.company.id), await create(desk.company.id)];
    await create(left.id, '一组');
    await create(right.id, '一组');
    expect(await refusal(create(left.id, '一组'))).toBe('taken');
    const second = await create(left.id, '二组');
    expect(
      await refusal(
        chief.http.request('PATCH /api/org-units/:id', { params: { id: second.id }, body: { name: '一组' } }),
      ),
    ).toBe('taken');
  });

  test('is read page by page, in the order of the names', async () => {
    const parent = await create(desk.company.id);
    for (const number of [3, 1, 4, 2, 5]) await create(parent.id, `组 ${number}`);
    const names: string[] = [];
    let cursor: string | undefined;
    do {
      const page = await chief.http.request('GET /api/org-units', {
        query: { parentId: parent.id, limit: 2, ...(cursor ? { cursor } : {}) },
      });
      names.push(...page.items.map((unit) => unit.name));
      cursor = page.nextCursor ?? undefined;
    } while (cursor);
    expect(names).toEqual([1, 2, 3, 4, 5].map((number) => `组 ${number}`));
  });

  test('an unknown region is refused; regions are found by name and by what they lie in', async () => {
    expect(await refusal(create(desk.company.id, undefined, chief, { regions: ['999999'] }))).toBe('invalid_input');
    const { items: provinces } = await chief.http.request('GET /api/regions', { query: {} });
    expect(provinces.map((region) => region.name)).toContain('广东省');
    const { items: cities } = await chief.http.request('GET /api/regions', { query: { within: '440000' } });
    expect(cities.map((region) => region.fullName)).toContain('广东省 深圳市');
    const { items: found } = await chief.http.request('GET /api/regions', { query: { search: '南山' } });
    expect(found.map((region) => region.code)).toContain('440305');
  });
});

describe('moving a unit', () => {
  test('takes everything below it along', async () => {
    const [from, to] = [await create(desk.company.id), await create(desk.company.id)];
    const moved = await create(from.id);
    const below = await create(moved.id);
    expect(await move(moved.id, to.id)).toMatchObject({ parentId: to.id });
    expect((await get(below.id)).ancestors.map((unit) => unit.id)).toEqual([desk.company.id, to.id, moved.id]);
  });

  test('into itself or below itself is refused', async () => {
    const unit = await create(desk.company.id);
    const below = await create((await create(unit.id)).id);
    expect(await refusal(move(unit.id, unit.id))).toBe('cycle');
    expect(await refusal(move(unit.id, below.id))).toBe('cycle');
  });

  test('the root and the own unit stay where they are', async () => {
    const unit = await create(desk.company.id);
    const below = await create(unit.id);
    const administrator = await administratorOf(unit.id);
    expect(await refusal(move(desk.company.id, unit.id))).toBe('forbidden');
    expect(await refusal(move(unit.id, below.id, administrator))).toBe('forbidden');
    expect(await refusal(remove(unit.id, administrator))).toBe('forbidden');
  });

  test('never makes a circle, however many move at the same time', async () => {
    const units = await Promise.all(Array.from({ length: 6 }, () => create(desk.company.id)));
    const pairs = Array.from({ length: 60 }, (_, index) => [index % 6, (index * 5 + 1) % 6] as const);
    await Promise.all(pairs.map(([from, to]) => refusal(move(units[from]?.id ?? 0, units[to]?.id ?? 0))));
    const { rows } = await desk.connection.pool.query<{ id: number; path: string; wanted: string }>(
      `with recursive tree as (
         select id, '/' || id || '/' as path from org_units where parent_id is null
         union all
         select u.id, t.path || u.id || '/' from org_units u join tree t on t.id = u.parent_id
       )
       select u.id, u.path, tree.path as wanted from org_units u left join tree using (id)`,
    );
    expect(rows.filter((row) => row.path !== row.wanted)).toEqual([]);
  });

  test('while others add below it leaves every path true', async () => {
    const [left, right] = [await create(desk.company.id), await create(desk.company.id)];
    const moved = await create(left.id);
    await Promise.all([
      ...Array.from({ length: 20 }, () => create(moved.id)),
      ...Array.from({ length: 10 }, (_, index) => move(moved.id, index % 2 ? left.id : right.id)),
    ]);
    const rows = await desk.db
      .selectFrom('org_units')
      .select(['id', 'path'])
      .where('parent_id', '=', moved.id)
      .execute();
    const parent = await desk.db
      .selectFrom('org_units')
      .select('path')
      .where('id', '=', moved.id)
      .executeTakeFirstOrThrow();
    expect(rows).toHaveLength(20);
    expect(rows.filter((row) => row.path !== `${parent.path}${row.id}/`)).toEqual([]);
  });
});

describe('deleting a unit', () => {
  test('is refused, with the reason, while anything hangs on it', async () => {
    const unit = await create(desk.company.id, undefined, chief, { isSkillGroup: true });
    const child = await create(unit.id);
    const person = await desk.buildAgent({ orgUnitId: unit.id });
    await desk.buildChannel(`channel${unit.id}`, unit.id);
    await visitorSays(await desk.buildVisitor({ channelId: `channel${unit.id}` }), '在吗？');
    const error = await remove(unit.id).catch((failure: { code: string; issues: unknown }) => failure);
    expect(error).toMatchObject({ code: 'in_use' });
    expect((error as { issues: { path: string }[] }).issues.map((issue) => issue.path)).toEqual([
      'children',
      'accounts',
      'channels',
      'conversations',
    ]);
    await remove(child.id);
    await desk.db.deleteFrom('accounts').where('id', '=', person.id).execute();
    expect(await refusal(remove(unit.id))).toBe('in_use');
  });

  test('frees its name and lets nothing new begin in it', async () => {
    const unit = await create(desk.company.id, '临时组');
    await remove(unit.id);
    expect(await refusal(get(unit.id))).toBe('not_found');
    expect(await refusal(create(unit.id))).toBe('not_found');
    await expect(desk.buildAgent({ orgUnitId: unit.id })).rejects.toThrow(/deleted/);
    await create(desk.company.id, '临时组');
  });

  test('a group that channels or visitors need cannot stop being one', async () => {
    const off = (id: number) =>
      refusal(chief.http.request('PATCH /api/org-units/:id', { params: { id }, body: { isSkillGroup: false } }));
    const idle = await create(desk.company.id, undefined, chief, { isSkillGroup: true });
    expect(await off(desk.skillGroup.id)).toBe('in_use');
    expect(await off(idle.id)).toBeNull();
  });
});

describe('who may', () => {
  test('an administrator sees and changes what lies below their unit, and nothing else', async () => {
    const [own, sibling] = [await create(desk.company.id), await create(desk.company.id)];
    const below = await create(own.id);
    const administrator = await administratorOf(own.id);
    const [top] = await list({}, administrator);
    expect(top).toMatchObject({ id: own.id, parentId: null, ancestors: [] });
    expect(await get(below.id, administrator)).toMatchObject({ ancestors: [{ id: own.id }] });
    for (const id of [sibling.id, desk.company.id]) {
      expect(await refusal(get(id, administrator))).toBe('not_found');
      expect(await refusal(create(id, undefined, administrator))).toBe('not_found');
      expect(await refusal(move(below.id, id, administrator))).toBe('not_found');
      expect(await refusal(remove(id, administrator))).toBe('not_found');
    }
    expect((await list({ search: '部门' }, administrator)).map((unit) => unit.id)).toEqual([own.id, below.id].sort());
  });

  test('what happens is in the event log, with what was and what is', async () => {
    const unit = await create(desk.company.id, '旧名');
    await chief.http.request('PATCH /api/org-units/:id', { params: { id: unit.id }, body: { name: '新名' } });
    const events = await desk.db
      .selectFrom('events')
      .select(['type', 'payload', 'actor_id', 'actor_address'])
      .where('org_unit_id', '=', unit.id)
      .orderBy('position')
      .execute();
    expect(events).toMatchObject([
      { type: 'org_unit.created', payload: { name: '旧名' }, actor_id: chief.id, actor_address: '127.0.0.1' },
      { type: 'org_unit.updated', payload: { before: { name: '旧名' }, after: { name: '新名' } } },
    ]);
  });
});
