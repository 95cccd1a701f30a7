import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { insertOrgUnit } from '../organization/index.ts';
import { grantBuiltInRole } from '../roles/index.ts';

let desk: TestDesk;
let administrator: TestAgent;
let own: { id: number };
let team: { id: number };
let foreign: { id: number };

const unitBelow = (parentId: number, name: string, isSkillGroup: boolean) =>
  desk.db.transaction().execute((tx) => insertOrgUnit(tx, { name, parentId, isSkillGroup }));

beforeAll(async () => {
  desk = await startDesk();
  own = await unitBelow(desk.company.id, '华南', false);
  team = await unitBelow(own.id, '深圳组', true);
  foreign = await unitBelow(desk.company.id, '华北组', true);
  administrator = await desk.buildAgent({ agent: false, orgUnitId: own.id });
  await desk.db.transaction().execute((tx) => grantBuiltInRole(tx, administrator.id, 'administrator'));
});
afterAll(() => desk.stop());

const create = (body: { skillGroupId: number; orgUnitId?: number; settings?: object; name?: string }) =>
  administrator.http.request('POST /api/channels', { body: { name: '官网', ...body } });

describe('a new channel', () => {
  test('opens for visitors at once, in the unit and for the skill group that were named', async () => {
    const channel = await create({ skillGroupId: team.id, orgUnitId: own.id, settings: { color: '#223344' } });
    expect(channel).toMatchObject({ orgUnitId: own.id, skillGroup: { id: team.id, name: '深圳组' }, enabled: true });
    expect(channel.settings).toMatchObject({ color: '#223344', position: 'right' });
    const visitor = await desk.buildVisitor({ channelId: channel.id });
    const receipt = await visitor.http.request('POST /api/visitor/messages', {
      body: { id: crypto.randomUUID(), message: { kind: 'text', text: '你好' } },
    });
    const conversation = await administrator.http.request('GET /api/conversations/:id', {
      params: { id: receipt.conversationId },
    });
    expect(conversation.skillGroup.id).toBe(team.id);
  });

  test('lies in its skill group if no unit is named', async () => {
    expect((await create({ skillGroupId: team.id })).orgUnitId).toBe(team.id);
  });

  test('is refused for what lies out of reach, and for a unit that takes no conversations', async () => {
    for (const body of [
      { skillGroupId: foreign.id },
      { skillGroupId: team.id, orgUnitId: foreign.id },
      { skillGroupId: team.id, orgUnitId: desk.company.id },
      { skillGroupId: own.id },
      { skillGroupId: 999_999 },
    ])
      await expect(create(body)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('may be given to another skill group in reach later, and to no other', async () => {
    const { id } = await create({ skillGroupId: team.id });
    const night = await unitBelow(own.id, '夜班组', true);
    const change = (skillGroupId: number) =>
      administrator.http.request('PATCH /api/channels/:id', { params: { id }, body: { skillGroupId } });
    expect((await change(night.id)).skillGroup).toEqual({ id: night.id, name: '夜班组' });
    await expect(change(foreign.id)).rejects.toMatchObject({ code: 'not_found' });
    await expect(change(own.id)).rejects.toMatchObject({ code: 'not_found' });
    const event = await desk.db
      .selectFrom('events')
      .select('payload')
      .where('type', '=', 'channel.updated')
      .executeTakeFirst();
    expect(event?.payload).toMatchObject({ after: { skillGroup: { name: '夜班组' } } });
  });

  test('offers visitors only skill groups in reach', async () => {
    expect(
      (await create({ skillGroupId: team.id, settings: { skillGroups: [team.id] } })).settings.skillGroups,
    ).toEqual([team.id]);
    await expect(create({ skillGroupId: team.id, settings: { skillGroups: [foreign.id] } })).rejects.toMatchObject({
      code: 'not_found',
    });
    const { id } = await create({ skillGroupId: team.id });
    const offer = (skillGroups: number[]) =>
      administrator.http.request('PATCH /api/channels/:id', { params: { id }, body: { settings: { skillGroups } } });
    await expect(offer([own.id])).rejects.toMatchObject({ code: 'not_found' });
    expect((await offer([team.id])).settings.skillGroups).toEqual([team.id]);
  });

  test('is of no kind that the desk itself connects', async () => {
    await expect(
      administrator.http.request('POST /api/channels', {
        body: { name: '官网', skillGroupId: team.id, kind: 'cskefu.web/web' },
      }),
    ).rejects.toMatchObject({ code: 'not_found' });
  });
});

test('channels stand in the order of their names, page by page, each once', async () => {
  for (const name of ['门店 2', '门店 1', '门店 1', 'Shop']) await create({ skillGroupId: team.id, name });
  const found: { id: string; name: string }[] = [];
  let cursor: string | null | undefined;
  do {
    const query = { limit: 2, ...(cursor && { cursor }) };
    const page = await administrator.http.request('GET /api/channels', { query });
    found.push(...page.items);
    cursor = page.nextCursor;
  } while (cursor);
  const names = found.map(({ name }) => name);
  expect(names.filter((name) => name !== '官网')).toEqual(['Shop', '门店 1', '门店 1', '门店 2']);
  expect(new Set(found.map(({ id }) => id)).size).toBe(found.length);
});

test('channels are found by parts of name, id and skill group, whatever signs are in them, page by page', async () => {
  const other = await unitBelow(own.id, '夜班 Night', true);
  const { id } = await create({ skillGroupId: team.id, name: 'Sale 100% off' });
  await create({ skillGroupId: other.id, name: '夜间热线 1' });
  await create({ skillGroupId: other.id, name: '夜间热线 2' });
  const search = async (words: string, rest: { limit?: number; cursor?: string } = {}) => {
    const page = await administrator.http.request('GET /api/channels', { query: { search: words, ...rest } });
    return { names: page.items.map(({ name }) => name), nextCursor: page.nextCursor };
  };
  expect((await search(' sALE  off ')).names).toEqual(['Sale 100% off']);
  expect((await search('100%')).names).toEqual(['Sale 100% off']);
  expect((await search('%')).names).toEqual(['Sale 100% off']);
  expect((await search(id.toUpperCase())).names).toEqual(['Sale 100% off']);
  expect((await search('night 热线')).names).toEqual(['夜间热线 1', '夜间热线 2']);
  expect((await search('热线 sale')).names).toEqual([]);
  const first = await search('夜间', { limit: 1 });
  const second = await search('夜间', { limit: 1, cursor: first.nextCursor ?? '' });
  expect([...first.names, ...second.names, second.nextCursor]).toEqual(['夜间热线 1', '夜间热线 2', null]);
  await expect(search('x'.repeat(61))).rejects.toMatchObject({ code: 'invalid_input' });
});
