import { afterAll, beforeAll, expect, test } from 'vitest';
import { beginTalk, closeTalk } from '../../testing/talk.ts';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;

beforeAll(async () => {
  desk = await startDesk();
});
afterAll(() => desk.stop());

test('how content visitors were, by day, skill group and agent, within reach', async () => {
  const [east, west] = [await desk.buildSkillGroup('东组'), await desk.buildSkillGroup('西组')];
  const ratings = [
    { group: east, level: 5, at: '2026-03-01T15:59:00.000Z' },
    { group: east, level: 2, at: '2026-03-01T16:01:00.000Z' },
    { group: west, level: 3, at: '2026-03-01T16:02:00.000Z' },
    { group: west, level: 1, at: '2026-02-01T00:00:00.000Z' },
  ];
  const agents = new Map([
    [east, await desk.buildAgent({ name: '东东', orgUnitId: east.id })],
    [west, await desk.buildAgent({ name: '西西', orgUnitId: west.id })],
  ]);
  await desk.buildChannel('east', east.id);
  await desk.buildChannel('west', west.id);
  for (const { group, level, at } of ratings) {
    const agent = agents.get(group) as NonNullable<ReturnType<typeof agents.get>>;
    const { visitor, conversationId } = await beginTalk(desk, { agent, channelId: group === east ? 'east' : 'west' });
    await closeTalk(agent, conversationId);
    const params = { id: conversationId };
    await visitor.http.request('POST /api/visitor/conversations/:id/rating', { params, body: { level } });
    await desk.db
      .updateTable('conversations')
      .set({ rated_at: new Date(at), closed_at: new Date(at) })
      .where('id', '=', conversationId)
      .execute();
  }
  const query = { from: '2026-03-01T00:00:00.000Z', to: '2026-03-31T00:00:00.000Z', timeZone: 'Asia/Shanghai' };
  const chief = await desk.buildAccount({ superAdministrator: true });
  const report = await chief.http.request('GET /api/reports/satisfaction', { query });
  expect(report.total).toEqual({ rated: 3, average: 3.33, levels: [0, 1, 1, 0, 1], closed: 3 });
  expect(report.days).toEqual([
    { day: '2026-03-01', rated: 1, average: 5, levels: [0, 0, 0, 0, 1] },
    { day: '2026-03-02', rated: 2, average: 2.5, levels: [0, 1, 1, 0, 0] },
  ]);
  expect(report.skillGroups.map(({ name, average }) => [name, average])).toEqual([
    ['东组', 3.5],
    ['西组', 3],
  ]);
  expect(report.agents.map(({ name, rated }) => [name, rated])).toEqual([
    ['东东', 2],
    ['西西', 1],
  ]);
  const head = await desk.buildAccount({ unit: west, roles: ['supervisor'] });
  const theirs = await head.http.request('GET /api/reports/satisfaction', { query });
  expect(theirs.skillGroups.map(({ name }) => name)).toEqual(['西组']);
  expect(theirs.total.rated).toBe(1);
  const found = await chief.http.request('GET /api/history', { query: { satisfaction: 5 } });
  expect(found.items.map(({ satisfaction }) => satisfaction?.level)).toEqual([5]);
  const rated = await chief.http.request('GET /api/history', { query: { rated: '1', skillGroupId: east.id } });
  expect(rated.items.map(({ satisfaction }) => satisfaction?.level)).toEqual([2, 5]);
  const ofWest = await chief.http.request('GET /api/reports/satisfaction', {
    query: { ...query, skillGroupId: west.id },
  });
  expect(ofWest.total).toMatchObject({ rated: 1, closed: 1 });
  const backwards = { from: query.to, to: query.from };
  await expect(chief.http.request('GET /api/reports/satisfaction', { query: backwards })).rejects.toMatchObject({
    code: 'invalid_input',
  });
});
