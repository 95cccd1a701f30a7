import type { AccessSubject, Permission } from '@cskefu/contract';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { beginTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { createWebChannel } from '../channels/index.ts';
import { insertOrgUnit } from '../organization/index.ts';

type Unit = { id: number; path: string };
interface Thing {
  subject: AccessSubject;
  id: string;
}

let desk: TestDesk;
let chief: TestAgent;
const units: Record<string, Unit> = {};
const people = new Map<string, TestAgent>();
const things: Thing[] = [];

const readers: readonly Permission[] = ['conversations:read', 'channels:read'];

beforeAll(async () => {
  desk = await startDesk();
  const { company: root } = desk;
  const a = await unitBelow(root, 'A');
  Object.assign(units, {
    root,
    a,
    b: await unitBelow(root, 'B'),
    a1: await unitBelow(a, 'A1'),
    a2: await unitBelow(a, 'A2'),
  });
  chief = await desk.buildAgent({ superAdministrator: true, agent: false, orgUnitId: root.id, name: '超管' });
  people.set('chief', chief);
  const roles = {
    reader: await role('只读', readers),
    explainer: await role('解释', [...readers, 'accounts:read', 'org-units:read', 'access:explain']),
  };
  for (const [key, unit] of Object.entries(units)) {
    people.set(`nothing ${key}`, await person(unit, {}));
    people.set(`reader ${key}`, await person(unit, { role: roles.reader }));
    people.set(`explainer ${key}`, await person(unit, { role: roles.explainer }));
    people.set(`administrator ${key}`, await person(unit, { administrator: true }));
    people.set(`newcomer ${key}`, await person(unit, { administrator: true, mustChangePassword: true }));
    await buildThings(key, unit);
  }
}, 180_000);
afterAll(() => desk.stop());

const unitBelow = (parent: Unit, name: string): Promise<Unit> =>
  desk.db.transaction().execute((tx) => insertOrgUnit(tx, { name, parentId: parent.id, isSkillGroup: true }));

async function role(name: string, permissions: readonly Permission[]): Promise<number> {
  const row = await desk.db
    .insertInto('roles')
    .values({ name, permissions: [...permissions] })
    .returning('id')
    .executeTakeFirstOrThrow();
  return row.id;
}

async function person(
  unit: Unit,
  {
    role,
    administrator = false,
    mustChangePassword = false,
  }: { role?: number; administrator?: boolean; mustChangePassword?: boolean },
): Promise<TestAgent> {
  const made = await desk.buildAgent({ agent: false, orgUnitId: unit.id, mustChangePassword });
  await desk.db.updateTable('accounts').set({ is_administrator: administrator }).where('id', '=', made.id).execute();
  if (role !== undefined)
    await desk.db.insertInto('account_roles').values({ account_id: made.id, role_id: role }).execute();
  return made;
}

/** A conversation, a channel, an account and the unit itself. */
async function buildThings(key: string, unit: Unit): Promise<void> {
  const channelId = `in-${key}`;
  await desk.db
    .transaction()
    .execute((tx) =>
      createWebChannel(tx, desk.app.secrets, { id: channelId, name: key, orgUnitId: unit.id, skillGroupId: unit.id }),
    );
  const { conversationId } = await beginTalk(desk, { channelId });
  things.push(
    { subject: 'conversation', id: conversationId },
    { subject: 'channel', id: channelId },
    { subject: 'account', id: people.get(`nothing ${key}`)?.id ?? '' },
    { subject: 'org-unit', id: String(unit.id) },
  );
}

const doors: Partial<Record<AccessSubject, string>> = {
  conversation: '/api/conversations/',
  channel: '/api/channels/',
  'org-unit': '/api/org-units/',
  account: '/api/accounts/',
};
const knock = async (who: TestAgent, { subject, id }: Thing) =>
  (await fetch(`${desk.url}${doors[subject]}${id}`, { headers: { cookie: who.cookie } })).status === 200;
const seers = (who: TestAgent, thing: Thing, query = {}) =>
  who.http.request('GET /api/access/seers', { query: { ...thing, limit: 100, ...query } });
const why = (who: TestAgent, thing: Thing, accountId: string) =>
  who.http.request('GET /api/access/why', { query: { ...thing, accountId } });
const name = (id: string) => [...people].find(([, { id: other }]) => other === id)?.[0] ?? id;

describe('who can see a thing', () => {
  test('is whom the doors let in, for every person and thing', async () => {
    let compared = 0;
    for (const thing of things.filter(({ subject }) => doors[subject])) {
      const { items, above } = await seers(chief, thing);
      expect(above).toBe(0);
      const said = items.filter(({ owesPassword }) => !owesPassword).map(({ account }) => name(account.id));
      const let_in: string[] = [];
      for (const [who, account] of people) {
        if (await knock(account, thing)) let_in.push(who);
        compared += 1;
      }
      expect([thing, said.sort()]).toEqual([thing, let_in.sort()]);
    }
    expect(compared).toBeGreaterThan(300);
  });

  test('is what "why" answers for each of them, with a reason for everybody else', async () => {
    for (const thing of things) {
      const { items } = await seers(chief, thing);
      const can = new Map(items.map((seer) => [seer.account.id, seer]));
      for (const [who, account] of people) {
        const answer = await why(chief, thing, account.id);
        const seer = can.get(account.id);
        expect([who, thing, answer.can]).toEqual([who, thing, seer !== undefined && !seer.owesPassword]);
        expect(answer.reasons.length === 0).toBe(answer.can);
        if (seer) expect(answer.sources).toEqual(seer.sources);
      }
    }
  });

  test('is told with the unit and the role that make it so', async () => {
    const thing: Thing = { subject: 'channel', id: 'in-a1' };
    const { items, unit, permission } = await seers(chief, thing);
    expect(unit.name).toBe('A1');
    expect(permission).toBe('channels:read');
    const of = (who: string) => items.find(({ account }) => account.id === people.get(who)?.id);
    expect(of('reader a')).toMatchObject({
      throughUnit: { name: 'A' },
      sources: [{ kind: 'role', role: { name: '只读' } }],
      owesPassword: false,
    });
    expect(of('administrator root')).toMatchObject({ sources: [{ kind: 'administrator' }] });
    expect(of('chief')).toMatchObject({ sources: [{ kind: 'super_administrator' }] });
    expect(of('newcomer a1')).toMatchObject({ owesPassword: true });
    expect(of('reader a2')).toBeUndefined();
  });

  test('names only people in one’s own reach; those above are a number', async () => {
    const thing: Thing = { subject: 'channel', id: 'in-a1' };
    const asker = people.get('explainer a') as TestAgent;
    const { items, above } = await seers(asker, thing);
    expect(new Set(items.map(({ throughUnit }) => throughUnit.name))).toEqual(new Set(['A', 'A1']));
    const all = await seers(chief, thing);
    expect(items.length + above).toBe(all.items.length);
    await expect(why(asker, thing, chief.id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is not told to whoever cannot see the thing, or may not ask', async () => {
    const asker = people.get('explainer a') as TestAgent;
    for (const id of ['in-b', 'in-root', 'none'])
      await expect(seers(asker, { subject: 'channel', id })).rejects.toMatchObject({ code: 'not_found' });
    await expect(seers(chief, { subject: 'conversation', id: 'no-uuid' })).rejects.toMatchObject({ code: 'not_found' });
    const reader = people.get('reader a') as TestAgent;
    await expect(seers(reader, { subject: 'channel', id: 'in-a' })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('includes the agent who serves it, wherever they stand', async () => {
    const { conversationId, visitor } = await beginTalk(desk, { channelId: 'in-b' });
    const stranger = people.get('reader a1') as TestAgent;
    await desk.db
      .updateTable('conversations')
      .set({ state: 'active', agent_id: stranger.id, waiting_since: null })
      .where('id', '=', conversationId)
      .execute();
    for (const thing of [
      { subject: 'conversation', id: conversationId },
      { subject: 'visitor', id: visitor.id },
    ] as const) {
      const { items } = await seers(chief, thing);
      expect(items.find(({ account }) => account.id === stranger.id)?.sources).toEqual([
        { kind: 'role', role: expect.objectContaining({ name: '只读' }) },
        { kind: 'serves' },
      ]);
      expect((await why(chief, thing, stranger.id)).can).toBe(true);
    }
    expect(await knock(stranger, { subject: 'conversation', id: conversationId })).toBe(true);
  });

  test('is searched and paged', async () => {
    const thing: Thing = { subject: 'channel', id: 'in-a1' };
    const all = await seers(chief, thing);
    const found: string[] = [];
    let cursor: string | null = null;
    do {
      const page: Awaited<ReturnType<typeof seers>> = await seers(chief, thing, {
        limit: 2,
        ...(cursor ? { cursor } : {}),
      });
      found.push(...page.items.map(({ account }) => account.id));
      cursor = page.nextCursor;
    } while (cursor);
    expect(found).toEqual(all.items.map(({ account }) => account.id));
    expect((await seers(chief, thing, { search: '超' })).items.map(({ account }) => account.id)).toEqual([chief.id]);
    expect((await seers(chief, thing, { search: '%' })).items).toEqual([]);
  });
});

describe('why not', () => {
  test('gives every reason at once', async () => {
    const poor = await person(units['b'] as Unit, { mustChangePassword: true });
    await desk.db.updateTable('accounts').set({ disabled_at: new Date() }).where('id', '=', poor.id).execute();
    const answer = await why(chief, { subject: 'channel', id: 'in-a1' }, poor.id);
    expect(answer).toMatchObject({ can: false, accountUnit: { name: 'B' }, unit: { name: 'A1' }, sources: [] });
    expect(answer.reasons).toEqual(['disabled', 'other_unit', 'no_permission', 'password_change_required']);
  });
});

describe('the rights of an account', () => {
  test('are what the account itself is told, for every person', async () => {
    for (const [who, account] of people) {
      const { rights } = await chief.http.request('GET /api/accounts/:id/rights', { params: { id: account.id } });
      const { permissions } = await account.http.request('GET /api/me');
      expect([who, rights.map(({ permission }) => permission).sort()]).toEqual([who, [...permissions].sort()]);
    }
  });

  test('say where each comes from', async () => {
    const asker = people.get('administrator a') as TestAgent;
    const id = people.get('reader a1')?.id ?? '';
    const answer = await asker.http.request('GET /api/accounts/:id/rights', { params: { id } });
    expect(answer).toMatchObject({ unit: { name: 'A1' }, active: true });
    expect(answer.rights.map(({ permission }) => permission)).toEqual(readers);
    expect(answer.rights[0]?.sources).toEqual([{ kind: 'role', role: expect.objectContaining({ name: '只读' }) }]);
    const outside = { params: { id: people.get('reader b')?.id ?? '' } };
    await expect(asker.http.request('GET /api/accounts/:id/rights', outside)).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});
