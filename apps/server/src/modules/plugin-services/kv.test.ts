import { afterAll, beforeAll, expect, test } from 'vitest';
import { asker, openPluginDoor, type TestDoor } from '../../testing/plugin-door.ts';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';
import { removeExpiredEntries } from './kv.store.ts';

const ID = 'test.keeper';
const OTHER = 'test.other';
const FULL = 'test.full';
let desk: TestDesk;
let door: TestDoor;
/** Another node on the same database. */
let node: TestDoor;

beforeAll(async () => {
  desk = await startDesk();
  const plugins = [ID, OTHER, FULL].map((id) => asker(id, ['storage']));
  door = await openPluginDoor(desk, plugins);
  node = await openPluginDoor(desk, plugins);
});
afterAll(async () => {
  await door.close();
  await node.close();
  await desk.stop();
});

const usageOf = async (pluginId: string) => {
  const row = await desk.db
    .selectFrom('plugin_kv_usage')
    .select('bytes')
    .where('plugin_id', '=', pluginId)
    .executeTakeFirst();
  return Number(row?.bytes ?? 0);
};
const expire = (key: string) =>
  desk.db
    .updateTable('plugin_kv')
    .set({ expires_at: new Date(0) })
    .where('key', '=', key)
    .execute();

test('what is read is what was written, with a version that grows and is never given twice', async () => {
  const value = { words: '春松 🌲', list: [1, null, true, { deep: 'x\u0000y' }] };
  await door.ask(ID, 'kv.set', { key: 'k', value });
  const first = (await node.ask(ID, 'kv.get', { key: 'k' })) as { value: unknown; version: number };
  expect(first.value).toEqual(value);
  await door.ask(ID, 'kv.delete', { key: 'k' });
  expect(await door.ask(ID, 'kv.get', { key: 'k' })).toBeNull();
  await door.ask(ID, 'kv.set', { key: 'k', value: 2 });
  const second = (await door.ask(ID, 'kv.get', { key: 'k' })) as { version: number };
  expect(second.version).toBeGreaterThan(first.version);
  expect(await door.ask(OTHER, 'kv.get', { key: 'k' })).toBeNull();
});

test('of many who compare and set at the same time one wins', async () => {
  const attempt = (version: number) => (_: unknown, index: number) =>
    (index % 2 ? door : node).ask(ID, 'kv.compareAndSet', { key: 'cas', version, value: index });
  const created = await Promise.all(Array.from({ length: 20 }, attempt(0)));
  expect(created.filter(Boolean)).toHaveLength(1);
  const { version } = (await door.ask(ID, 'kv.get', { key: 'cas' })) as { version: number };
  const changed = await Promise.all(Array.from({ length: 20 }, attempt(version)));
  expect(changed.filter(Boolean)).toHaveLength(1);
});

test('no increment is lost, from whichever node', async () => {
  await Promise.all(
    Array.from({ length: 100 }, (_, at) => (at % 2 ? door : node).ask(ID, 'kv.increment', { key: 'n', by: 3 })),
  );
  expect(await door.ask(ID, 'kv.increment', { key: 'n', by: -300 })).toBe(0);
  await door.ask(ID, 'kv.set', { key: 'words', value: 'no number' });
  await expect(door.ask(ID, 'kv.increment', { key: 'words' })).rejects.toMatchObject({ code: 'conflict' });
  await door.ask(ID, 'kv.set', { key: 'most', value: Number.MAX_SAFE_INTEGER });
  await expect(door.ask(ID, 'kv.increment', { key: 'most' })).rejects.toMatchObject({ code: 'conflict' });
});

test('what has expired is not there, and does not count for long', async () => {
  await door.ask(ID, 'kv.set', { key: 'ttl', value: 5, ttlS: 60 });
  await door.ask(ID, 'kv.increment', { key: 'ttl' });
  expect(await door.ask(ID, 'kv.get', { key: 'ttl' })).toMatchObject({ value: 6 });
  await expire('ttl');
  expect(await door.ask(ID, 'kv.get', { key: 'ttl' })).toBeNull();
  expect(await door.ask(ID, 'kv.list', { prefix: 'ttl' })).toEqual([]);
  expect(await door.ask(ID, 'kv.increment', { key: 'ttl' })).toBe(1);
  await door.ask(ID, 'kv.set', { key: 'gone', value: 'x'.repeat(1_000), ttlS: 60 });
  await expire('gone');
  const before = await usageOf(ID);
  await removeExpiredEntries(desk.db);
  expect(await usageOf(ID)).toBe(before - 1_002 - 'gone'.length);
});

test('keys are listed by their beginning, page by page', async () => {
  const keys = Array.from({ length: 25 }, (_, index) => `page:%_${String.fromCharCode(97 + index)}`);
  for (const key of [...keys].reverse()) await door.ask(ID, 'kv.set', { key, value: 1 });
  await door.ask(ID, 'kv.set', { key: 'pageX', value: 1 });
  const found: string[] = [];
  for (;;) {
    const after = found.at(-1);
    const page = (await door.ask(ID, 'kv.list', { prefix: 'page:%_', limit: 10, ...(after && { after }) })) as string[];
    found.push(...page);
    if (page.length < 10) break;
  }
  expect(found).toEqual(keys);
});

test('the quota is exact, however many write at the same time; what expired makes room', async () => {
  const value = 'x'.repeat(60_000);
  const size = 60_002 + 'full:000'.length;
  const fits = Math.floor((50 * 1024 * 1024) / size);
  const keys = Array.from({ length: fits + 20 }, (_, index) => `full:${String(index).padStart(3, '0')}`);
  const written = await Promise.all(
    keys.map((key, index) =>
      (index % 2 ? door : node).ask(FULL, 'kv.set', { key, value }).then(
        () => true,
        (error: { code: string }) => error.code,
      ),
    ),
  );
  expect(written.filter((outcome) => outcome === true)).toHaveLength(fits);
  expect(written.filter((outcome) => outcome === 'too_large')).toHaveLength(20);
  expect(await usageOf(FULL)).toBe(fits * size);
  await expect(door.ask(FULL, 'kv.set', { key: 'one more', value })).rejects.toMatchObject({ code: 'too_large' });
  const [kept = ''] = keys.filter((_, index) => written[index] === true);
  await door.ask(FULL, 'kv.set', { key: kept, value: 'shorter' });
  await door.ask(FULL, 'kv.set', { key: kept, value });
  await expire(kept);
  await door.ask(FULL, 'kv.set', { key: 'full:new', value });
  expect(await usageOf(FULL)).toBe(fits * size);
}, 120_000);
