import type { Permission } from '@cskefu/contract';
import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { ModelOrganization } from '../../testing/model-organization.ts';
import { openShelf } from '../../testing/stored-conversations.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

const UNITS = 6;
const PEOPLE = 4;
const SEEN = [
  'channels:read',
  'accounts:read',
  'conversations:read',
  'org-units:read',
] as const satisfies readonly Permission[];
const EVERYTHING: readonly Permission[] = [...SEEN, 'reports:read'];

let desk: TestDesk;
let chief: TestAgent;
let people: TestAgent[];
let roles: number[];
/** The root first. */
let units: number[];
/** What lies where: channel id or conversation id → unit. */
const channels = new Map<string, number>();
const conversations = new Map<string, number>();
/** The units that have a name to look for; each lies in itself. */
const named = new Map<string, number>();

beforeAll(async () => {
  desk = await startDesk();
  chief = await desk.buildAccount({ superAdministrator: true });
  units = [desk.company.id];
  for (let n = 1; n <= UNITS; n += 1) units.push((await desk.buildSkillGroup(`机构 ${n}`)).id);
  for (const id of units.slice(1)) named.set(String(id), id);
  people = [];
  for (let n = 1; n <= PEOPLE; n += 1) people.push(await desk.buildAccount());
  roles = [];
  for (const name of ['甲', '乙']) roles.push((await chief.http.request('POST /api/roles', { body: { name } })).id);
  const shelf = await openShelf(desk.db);
  await desk.db.deleteFrom('channels').where('id', '=', desk.channelId).execute();
  for (const unit of units) {
    await desk.buildChannel(`unit${unit}`, unit);
    channels.set(`unit${unit}`, unit);
    conversations.set((await shelf.addConversation({ skillGroupId: unit })).id, unit);
  }
  const rest = await desk.db.selectFrom('channels').select(['id', 'org_unit_id']).execute();
  for (const { id, org_unit_id } of rest) channels.set(id, org_unit_id);
});
afterAll(() => desk.stop());

const unit = fc.nat(UNITS);
const person = fc.nat(PEOPLE - 1);
const roleNumber = fc.nat(1);
const change = fc.oneof(
  {
    weight: 4,
    arbitrary: fc.record({
      type: fc.constant('moveUnit' as const),
      unit: fc.integer({ min: 1, max: UNITS }),
      to: unit,
    }),
  },
  { weight: 3, arbitrary: fc.record({ type: fc.constant('moveAccount' as const), person, to: unit }) },
  {
    weight: 2,
    arbitrary: fc.record({
      type: fc.constant('editRole' as const),
      role: roleNumber,
      permissions: fc.subarray([...EVERYTHING]),
    }),
  },
  { weight: 2, arbitrary: fc.record({ type: fc.constant('join' as const), person, role: roleNumber }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('leave' as const), person, role: roleNumber }) },
  { weight: 1, arbitrary: fc.record({ type: fc.constant('appoint' as const), person, administrator: fc.boolean() }) },
);
type Change = typeof change extends fc.Arbitrary<infer T> ? T : never;

/** Everything as it was before the first change, in the database and in the model. */
async function begin(): Promise<ModelOrganization> {
  const model = new ModelOrganization();
  const rows = await desk.db.selectFrom('org_units').select('id').orderBy('id').execute();
  for (const { id } of rows) {
    const parent = id === desk.company.id ? null : desk.company.id;
    if (parent !== null) await sql`select move_org_unit(${id}, ${parent})`.execute(desk.db);
    model.units.set(id, { id, parent });
  }
  await desk.db.deleteFrom('account_roles').execute();
  await desk.db.updateTable('accounts').set({ is_administrator: false, org_unit_id: desk.company.id }).execute();
  for (const { id } of await desk.db.selectFrom('accounts').select('id').execute())
    model.accounts.set(id, { id, unit: desk.company.id, administrator: false, roles: new Set() });
  for (const id of roles) await edit(model, id, SEEN);
  for (const [index, { id }] of people.entries()) {
    await moveAccount(model, id, units[index + 1] as number);
    await membership(model, 'join', id, roles[index % 2] as number);
  }
  return model;
}

async function edit(model: ModelOrganization, id: number, permissions: readonly Permission[]): Promise<void> {
  await chief.http.request('PATCH /api/roles/:id', { params: { id }, body: { permissions: [...permissions] } });
  model.roles.set(id, permissions);
}

async function moveAccount(model: ModelOrganization, id: string, to: number): Promise<void> {
  await chief.http.request('POST /api/org-units/:id/accounts', { params: { id: to }, body: { accountIds: [id] } });
  model.account(id).unit = to;
}

async function membership(model: ModelOrganization, how: 'join' | 'leave', accountId: string, role: number) {
  const input = { params: { id: role }, body: { accountIds: [accountId] } };
  if (how === 'join') await chief.http.request('POST /api/roles/:id/members', input);
  else await chief.http.request('POST /api/roles/:id/members/remove', input);
  if (how === 'join') model.account(accountId).roles.add(role);
  else model.account(accountId).roles.delete(role);
}

async function apply(model: ModelOrganization, step: Change): Promise<void> {
  const who = 'person' in step ? (people[step.person] as TestAgent).id : '';
  const role = 'role' in step ? (roles[step.role] as number) : 0;
  switch (step.type) {
    case 'moveUnit': {
      const [id, parent] = [units[step.unit] as number, units[step.to] as number];
      const move = chief.http.request('POST /api/org-units/:id/move', { params: { id }, body: { parentId: parent } });
      const outcome = await move.then(
        () => 'moved',
        (error: { code: string }) => error.code,
      );
      return expect(outcome).toBe(model.moveUnit(id, parent));
    }
    case 'moveAccount':
      return moveAccount(model, who, units[step.to] as number);
    case 'editRole':
      return edit(model, role, step.permissions);
    case 'join':
    case 'leave':
      return membership(model, step.type, who, role);
    case 'appoint':
      await chief.http.request('PATCH /api/accounts/:id', {
        params: { id: who },
        body: { administrator: step.administrator },
      });
      model.account(who).administrator = step.administrator;
  }
}

/** Where the current unit is chosen, so it does not narrow it. */
const TREE = [`/api/org-units?search=${encodeURIComponent('机构')}`, 'org-units:read', named] as const;

type Answer = string | string[];

/** The ids of a list, or the code of the refusal. */
async function ask(by: TestAgent, url: string, current?: number): Promise<Answer> {
  const response = await desk.app.http.inject({
    url,
    headers: { cookie: by.cookie, host: `127.0.0.1:${desk.port}`, ...(current ? { 'x-org-unit': `${current}` } : {}) },
  });
  const body = response.json<{ code?: string; id?: string; items?: { id: string | number }[] }>();
  return body.code ?? body.items?.map(({ id }) => String(id)).sort() ?? [body.id ?? ''];
}

/** What every person gets from every door is what the model says, with and without a current unit. */
async function compare(model: ModelOrganization): Promise<void> {
  for (const [index, by] of people.entries()) {
    // Another unit for each, now within and now out of reach.
    const current = units[(index * 2 + 1) % units.length] as number;
    for (const at of [undefined, current]) {
      const places = new Map([...model.accounts.values()].map((account) => [account.id, account.unit]));
      const lists = [
        ['/api/channels?limit=100', 'channels:read', channels],
        ['/api/accounts?limit=100', 'accounts:read', places],
        ['/api/conversations?view=waiting&limit=100', 'conversations:read', conversations],
      ] as const;
      for (const [url, permission, things] of at === undefined ? [...lists, TREE] : lists)
        expect([by.id, at, url, await ask(by, url, at)]).toEqual([
          by.id,
          at,
          url,
          expectedList(model, by.id, permission, things, at),
        ]);
    }
    const [channel, place] = [...channels][index * 2] as [string, number];
    const wanted = !model.mayDo(by.id, 'channels:read')
      ? 'forbidden'
      : model.sees(by.id, 'channels:read', place)
        ? [channel]
        : 'not_found';
    expect([by.id, channel, await ask(by, `/api/channels/${channel}`)]).toEqual([by.id, channel, wanted]);
  }
}

function expectedList(
  model: ModelOrganization,
  by: string,
  permission: Permission,
  things: ReadonlyMap<string, number>,
  current: number | undefined,
): Answer {
  if (!model.mayDo(by, permission)) return 'forbidden';
  if (current !== undefined && !model.isWithin(current, model.account(by).unit)) return 'unit_unavailable';
  const seen = [...things].filter(([, place]) => model.sees(by, permission, place, current));
  return seen.map(([id]) => id).sort();
}

test('whatever units move, roles change and accounts move: everybody sees their own unit and below, as far as their roles grant', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(change, { minLength: 1, maxLength: 10 }), async (changes) => {
      const model = await begin();
      await compare(model);
      for (const step of changes) {
        await apply(model, step);
        await compare(model);
      }
    }),
    { numRuns: 12, endOnFailure: false },
  );
});
