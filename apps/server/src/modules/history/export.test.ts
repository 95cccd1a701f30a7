import type { HistoryExport } from '@cskefu/contract';
import { strFromU8, unzipSync } from 'fflate';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openFileStorage } from '../../platform/files/index.ts';
import { beginTalk, closeTalk } from '../../testing/talk.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';
import { exportKey } from './exports.store.ts';
import { removeExpiredExports } from './index.ts';

let desk: TestDesk;
let chief: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  chief = await desk.buildAccount({ superAdministrator: true });
});
afterAll(() => desk.stop());

const ask = (who: TestAgent, format: 'csv' | 'xlsx', filter = {}) =>
  who.http.request('POST /api/history/exports', { body: { format, filter, timeZone: 'Asia/Shanghai' } });

async function finished(who: TestAgent, id: string): Promise<HistoryExport> {
  const find = async () => (await who.http.request('GET /api/history/exports')).items.find((one) => one.id === id);
  await expect.poll(async () => (await find())?.state, { timeout: 10_000 }).toBe('done');
  return (await find()) as HistoryExport;
}
const download = (who: TestAgent, url: string | null) => fetch(desk.url + url, { headers: { cookie: who.cookie } });

test('a file is made in the background and holds what the filter and the reach allow', async () => {
  const group = await desk.buildSkillGroup('导出组');
  await desk.buildChannel('exported', group.id);
  const agent = await desk.buildAgent({ orgUnitId: group.id });
  const { conversationId, visitor } = await beginTalk(desk, { agent, channelId: 'exported' });
  await closeTalk(agent, conversationId);
  const elsewhere = await beginTalk(desk);
  await desk.db.updateTable('visitors').set({ name: '=1+1' }).where('id', '=', visitor.id).execute();
  const head = await desk.buildAccount({ unit: group, roles: ['supervisor'] });

  const asked = await ask(head, 'csv');
  expect(asked).toMatchObject({ state: 'waiting', url: null });
  const csv = await finished(head, asked.id);
  expect(csv).toMatchObject({ total: 1, written: 1 });
  const answer = await download(head, csv.url);
  expect(answer.headers.get('content-disposition')).toMatch(/^attachment; filename="history-\d{4}-\d\d-\d\d\.csv"$/);
  const text = await answer.text();
  expect(text).toContain(conversationId);
  expect(text).toContain(`"'=1+1"`);
  expect(text).not.toContain(elsewhere.conversationId);

  const xlsx = await finished(head, (await ask(head, 'xlsx', { state: 'closed' })).id);
  const parts = unzipSync(new Uint8Array(await (await download(head, xlsx.url)).arrayBuffer()));
  expect(strFromU8(parts['xl/worksheets/sheet1.xml'] as Uint8Array)).toContain(conversationId);

  const entries = await chief.http.request('GET /api/audit', { query: { type: 'conversation.exported' } });
  expect(entries.items).toHaveLength(2);
  expect(entries.items[0]).toMatchObject({ category: 'export', actor: { id: head.id }, details: { format: 'xlsx' } });
});

test('a link is of no use to anybody else, nor changed, nor without a session', async () => {
  const { url } = await finished(chief, (await ask(chief, 'csv')).id);
  expect((await download(chief, url)).status).toBe(200);
  const other = await desk.buildAccount({ roles: ['supervisor'] });
  expect((await download(other, url)).status).toBe(403);
  expect((await download(chief, `${url}x`)).status).toBe(403);
  expect((await fetch(desk.url + url)).status).toBe(401);
  const agent = await desk.buildAgent();
  await expect(ask(agent, 'csv')).rejects.toMatchObject({ code: 'forbidden' });
  expect((await download(agent, url)).status).toBe(403);
});

test('whoever lost the unit before the file was made gets none', async () => {
  const [one, two] = [await desk.buildUnit('甲'), await desk.buildUnit('乙')];
  const head = await desk.buildAccount({ unit: one, roles: ['supervisor'] });
  const id = crypto.randomUUID();
  const now = new Date();
  const row = {
    id,
    account_id: head.id,
    org_unit_id: two.id,
    format: 'csv',
    locale: 'en',
    time_zone: 'UTC',
    filter: '{}',
  };
  await desk.db
    .insertInto('history_exports')
    .values({ ...row, state: 'waiting', created_at: now, expires_at: new Date(now.getTime() + 60_000) })
    .execute();
  await desk.db
    .insertInto('events')
    .values({ type: 'conversation.exported', actor_kind: 'agent', payload: JSON.stringify({ exportId: id }) })
    .execute();
  const state = async () => (await head.http.request('GET /api/history/exports')).items[0]?.state;
  await expect.poll(state, { timeout: 10_000 }).toBe('failed');
});

test('a file goes when its time is over', async () => {
  const { id, url } = await finished(chief, (await ask(chief, 'csv')).id);
  await desk.db.updateTable('history_exports').set({ expires_at: new Date() }).where('id', '=', id).execute();
  expect((await download(chief, url)).status).toBe(404);
  const storage = await openFileStorage({ FILES_DRIVER: 'local' } as never, desk.folder);
  expect(await storage.exists(exportKey(id))).toBe(true);
  expect(await removeExpiredExports(desk.db, storage)).toBeGreaterThan(0);
  expect(await storage.exists(exportKey(id))).toBe(false);
});
