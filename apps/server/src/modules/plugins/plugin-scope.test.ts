import { definePlugin, fields } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { packPlugin, uploadPlugin } from '../../testing/plugin-package.ts';
import { beginTalk, visitorSays } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

const ID = 'test.local';
const params = { id: ID };
let desk: TestDesk;
let chief: TestAgent;
let east: { id: number };
let shop: { id: number };
const told: string[] = [];

/** Marks what comes in, remembers what was said, and tells which conversations it can see. */
const local = definePlugin({
  id: ID,
  name: 'Local',
  version: '1.0.0',
  api: '^1.0',
  permissions: ['conversations:read', 'messages:read', 'contacts:read'],
  config: fields({ seen: { type: 'string', title: 'Seen', optionsFrom: 'seen', default: '' } }),
  hooks: {
    'message.beforeAccept': { kind: 'transform', handler: ({ message }) => ({ text: `${message.text}✓` }) },
  },
  observers: {
    'message.created': {
      handler: (events) => {
        for (const { conversationId } of events) told.push(conversationId as string);
      },
    },
    'contact.created': {
      handler: (events) => {
        for (const { payload } of events) told.push((payload as { contactId: string }).contactId);
      },
    },
  },
  options: {
    seen: async ({ conversations }) => (await conversations.list()).items.map(({ id }) => ({ value: id, title: id })),
  },
});

const limit = (orgUnitId: number | null, who = chief) =>
  who.http.request('PUT /api/plugins/:id/scope', { params, body: { orgUnitId } });
const seen = async () =>
  (await chief.http.request('GET /api/plugins/:id/options/:name', { params: { ...params, name: 'seen' } })).items.map(
    ({ value }) => value,
  );
const textsOf = async (conversationId: string) =>
  (
    await desk.db
      .selectFrom('messages')
      .select('text')
      .where('conversation_id', '=', conversationId)
      .orderBy('seq')
      .execute()
  ).map(({ text }) => text);

const build = async (name: string) => {
  const { items } = await chief.http.request('GET /api/org-units', { query: {} });
  return chief.http.request('POST /api/org-units', { body: { parentId: items[0]?.id ?? 0, name, isSkillGroup: true } });
};

beforeAll(async () => {
  desk = await startDesk({ builtInPlugins: [local] });
  chief = await desk.buildAgent({ superAdministrator: true });
  [east, shop] = [await build('华东'), await build('商城')];
  await desk.buildChannel('east', east.id);
  await desk.buildChannel('shop', shop.id);
});
afterAll(() => desk.stop());

test('a plugin without a limit works for the whole organization', async () => {
  expect(await chief.http.request('GET /api/plugins/:id', { params })).toMatchObject({ orgUnit: null });
  const { conversationId } = await beginTalk(desk, { channelId: 'shop' });
  expect(await textsOf(conversationId)).toEqual(['在吗？✓']);
  expect(await seen()).toContain(conversationId);
  await expect.poll(() => told).toContain(conversationId);
});

test('a plugin that is limited to a unit is asked, told and shown only what lies in it', async () => {
  expect(await limit(east.id)).toMatchObject({ orgUnit: { id: east.id, name: '华东' } });
  const there = await beginTalk(desk, { channelId: 'shop' });
  const here = await beginTalk(desk, { channelId: 'east' });
  expect(await textsOf(there.conversationId)).toEqual(['在吗？']);
  expect(await textsOf(here.conversationId)).toEqual(['在吗？✓']);
  expect(await seen()).toEqual([here.conversationId]);
  await expect.poll(() => told).toContain(here.conversationId);
  expect(told).not.toContain(there.conversationId);
});

test('what lies outside of conversations is told by the unit it belongs to', async () => {
  const nobody = { phone: null, email: null, company: null, gender: null, memo: '' };
  const add = async (talk: { conversationId: string }, name: string) =>
    (
      await chief.http.request('POST /api/conversations/:id/contact', {
        params: { id: talk.conversationId },
        body: { ...nobody, name },
      })
    ).id;
  const there = await add(await beginTalk(desk, { channelId: 'shop' }), '外面');
  const here = await add(await beginTalk(desk, { channelId: 'east' }), '里面');
  await expect.poll(() => told).toContain(here);
  expect(told).not.toContain(there);
});

test('a unit that moves takes its conversations along', async () => {
  const { visitor, conversationId } = await beginTalk(desk, { channelId: 'shop' });
  expect(await seen()).not.toContain(conversationId);
  await chief.http.request('POST /api/org-units/:id/move', { params: { id: shop.id }, body: { parentId: east.id } });
  expect(await seen()).toContain(conversationId);
  await expect
    .poll(async () => {
      await visitorSays(visitor, '还在吗？');
      return (await textsOf(conversationId)).at(-1);
    })
    .toBe('还在吗？✓');
  await expect.poll(() => told).toContain(conversationId);
});

test('every change is in the log of events, and one that changes nothing is not', async () => {
  await limit(east.id);
  await limit(null);
  await limit(null);
  const rows = await desk.db
    .selectFrom('events')
    .select(['payload', 'actor_id'])
    .where('type', '=', 'plugin.scoped')
    .orderBy('position')
    .execute();
  expect(rows.slice(-1)).toEqual([
    { payload: { pluginId: ID, before: { orgUnit: '华东' }, after: { orgUnit: null } }, actor_id: chief.id },
  ]);
  expect(rows).toHaveLength(2);
});

test('a unit that is not there is not found, and one that a plugin is limited to cannot be deleted', async () => {
  await expect(limit(999_999)).rejects.toMatchObject({ code: 'not_found' });
  const unit = await build('临时');
  await limit(unit.id);
  const remove = () => chief.http.request('DELETE /api/org-units/:id', { params: { id: unit.id } });
  await expect(remove()).rejects.toMatchObject({ code: 'in_use', issues: [{ path: 'plugins', message: '1' }] });
  await limit(null);
  await remove();
});

test('the unit is chosen when a plugin is installed, and an upgrade leaves it', async () => {
  const install = async (version: string, body: { orgUnitId?: number | null } = {}) => {
    const { hash } = await uploadPlugin(desk, chief, packPlugin({ version }));
    return chief.http.request('POST /api/plugins/packages/:hash/install', {
      params: { hash },
      body: { permissions: [], ...body },
    });
  };
  await expect(install('1.0.0', { orgUnitId: 999_999 })).rejects.toMatchObject({ code: 'not_found' });
  expect(await install('1.0.0', { orgUnitId: east.id })).toMatchObject({ orgUnit: { id: east.id } });
  expect(await install('1.1.0')).toMatchObject({ version: '1.1.0', orgUnit: { id: east.id } });
});

test('only the super administrator may', async () => {
  const agent = await desk.buildAgent();
  await expect(limit(east.id, agent)).rejects.toMatchObject({ code: 'forbidden' });
});
