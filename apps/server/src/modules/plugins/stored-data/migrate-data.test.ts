import { hostInMemory } from '@cskefu/plugin-host';
import { definePlugin, type Migration, manifestOf } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { asker, openPluginDoor, type TestDoor } from '../../../testing/plugin-door.ts';
import { startDesk, type TestDesk } from '../../../testing/test-desk.ts';
// What the composition of the desk hands in.
import { createMigrationMethods } from '../../plugin-services/index.ts';
import { findPlugin } from '../plugins.store.ts';
import { type MigrationParts, migrateData } from './migrate-data.ts';

vi.setConfig({ testTimeout: 60_000, hookTimeout: 120_000 });

const id = 'test.keeper';
let desk: TestDesk;
let door: TestDoor;

beforeAll(async () => {
  desk = await startDesk();
  door = await openPluginDoor(desk, [asker(id, ['storage'])]);
  await desk.db.insertInto('plugins').values({ id, built_in: true, installed_at: new Date() }).execute();
});
afterAll(async () => {
  await door.close();
  await desk.stop();
});
afterEach(() => desk.db.deleteFrom('plugin_kv').execute());

const keeper = (...runs: Migration['run'][]) =>
  definePlugin({
    id,
    name: 'Keeper',
    version: '2.0.0',
    api: '^1.0',
    permissions: ['storage'],
    migrations: runs.map((run, at) => ({ to: at + 2, run })),
  });

const beginWithOne = () =>
  desk.db.updateTable('plugins').set({ data_version: 1, migration_failure: null }).where('id', '=', id).execute();

const migrate = async (plugin: ReturnType<typeof keeper>, more: Partial<MigrationParts> = {}) => {
  await beginWithOne();
  return attempt(plugin, more);
};

const attempt = async (plugin: ReturnType<typeof keeper>, more: Partial<MigrationParts> = {}) => {
  const record = await findPlugin(desk.db, id);
  if (!record) throw new Error('no record');
  const known = { manifest: manifestOf(plugin), catalogs: {}, icon: null };
  return migrateData(
    {
      db: desk.db,
      methods: (tx) => createMigrationMethods(tx, () => undefined),
      startHost: async (_, serve) => {
        const host = hostInMemory(plugin, { serve });
        return { call: host.call, end: async () => '', stop: host.close };
      },
      writeLog: () => undefined,
      redact: (_, text) => text,
      signal: new AbortController().signal,
      ...more,
    },
    { record, known, hash: null, grants: new Set(['storage']), config: {}, from: 1 },
  );
};

const now = async () => (await findPlugin(desk.db, id)) ?? expect.fail('gone');
const set = (key: string, value: unknown, ttlS?: number) =>
  door.ask(id, 'kv.set', { key, value, ...(ttlS && { ttlS }) });
const valueAt = async (key: string) => ((await door.ask(id, 'kv.get', { key })) as { value: unknown } | null)?.value;

test('what takes too long is broken off and leaves no trace, not even later', async () => {
  let late: Promise<unknown> | undefined;
  const plugin = keeper(async ({ kv, signal }) => {
    await kv.set('half', 1);
    await new Promise((resolve) => signal.addEventListener('abort', resolve));
    late = kv.set('late', 1).catch((error) => error.code);
    await late;
  });
  expect(await migrate(plugin, { maxMs: 300 })).toBe('failed');
  expect(await now()).toMatchObject({ dataVersion: 1, migrationFailure: { code: 'deadline', to: 2 } });
  await expect.poll(() => late).toBeDefined();
  expect(await late).not.toBeUndefined();
  expect([await valueAt('half'), await valueAt('late')]).toEqual([undefined, undefined]);
});

test('two at the same time: one does it, the other has nothing to do', async () => {
  const plugin = keeper(async ({ kv }) => {
    await kv.increment('runs');
    await new Promise((resolve) => setTimeout(resolve, 200));
  });
  await beginWithOne();
  const outcomes = await Promise.all([attempt(plugin), attempt(plugin), attempt(plugin)]);
  expect(outcomes.toSorted()).toEqual(['busy', 'busy', 'done']);
  expect(await attempt(plugin)).toBe('busy');
  expect([await valueAt('runs'), (await now()).dataVersion]).toEqual([1, 2]);
});

test('meanwhile others read what was there, and what they write waits, as long as one waits for it', async () => {
  await set('a', 'before');
  const inside = Promise.withResolvers<void>();
  const goOn = Promise.withResolvers<void>();
  const migrated = migrate(
    keeper(async ({ kv }) => {
      await kv.set('a', 'after');
      inside.resolve();
      await goOn.promise;
    }),
  );
  await inside.promise;
  expect(await valueAt('a')).toBe('before');
  const written = set('b', 'waited');
  const removed = door.ask(id, 'kv.delete', { key: 'a' });
  expect(await Promise.race([written, new Promise((resolve) => setTimeout(resolve, 200, 'waits'))])).toBe('waits');
  expect(await valueAt('b')).toBeUndefined();
  goOn.resolve();
  expect(await migrated).toBe('done');
  await Promise.all([written, removed]);
  expect([await valueAt('a'), await valueAt('b')]).toEqual([undefined, 'waited']);
});

test('code of another version neither reads nor writes', async () => {
  await set('a', 1);
  expect(await migrate(keeper(async ({ kv }) => kv.set('a', 2)))).toBe('done');
  const as = (dataVersion: number, method: string, args: object) =>
    door.serve(
      { kind: 'call', id: 1, plugin: id, method, args, remainingMs: 10_000 },
      new AbortController().signal,
      dataVersion,
    );
  for (const [method, args] of [
    ['kv.get', { key: 'a' }],
    ['kv.list', { prefix: '' }],
    ['kv.set', { key: 'a', value: 3 }],
    ['kv.compareAndSet', { key: 'a', version: 0, value: 3 }],
    ['kv.increment', { key: 'a' }],
    ['kv.delete', { key: 'a' }],
  ] as const)
    await expect(as(1, method, args)).rejects.toMatchObject({ code: 'data_upgraded' });
  expect(await as(2, 'kv.get', { key: 'a' })).toMatchObject({ value: 2 });
  expect(await as(2, 'kv.list', { prefix: '' })).toEqual(['a']);
});

test('whoever loses the database in the middle has let go, and the next one succeeds', async () => {
  await set('a', 1);
  const cut = keeper(async ({ kv }) => {
    await kv.set('a', 2);
    await sql`
      select pg_terminate_backend(pid) from pg_locks
      where locktype = 'advisory' and mode = 'ExclusiveLock' and classid = (hashtext('cskefu plugin data')::bigint & 4294967295)::oid`.execute(
      desk.db,
    );
    await kv.set('b', 2);
  });
  expect(await migrate(cut).catch(() => 'failed')).toBe('failed');
  expect([await valueAt('a'), await valueAt('b'), (await now()).dataVersion]).toEqual([1, undefined, 1]);
  expect(await attempt(keeper(async ({ kv }) => kv.set('a', 3)))).toBe('done');
  expect(await valueAt('a')).toBe(3);
});

test('what had a life to live keeps it; and the limits of storage hold', async () => {
  await set('mortal', 1, 600);
  expect(await migrate(keeper(async ({ kv }) => kv.set('mortal', 2)))).toBe('done');
  const row = await desk.db.selectFrom('plugin_kv').select('expires_at').where('key', '=', 'mortal').executeTakeFirst();
  const leftS = ((row?.expires_at?.getTime() ?? 0) - Date.now()) / 1_000;
  expect(leftS).toBeGreaterThan(400);
  expect(leftS).toBeLessThan(660);
  const large = keeper(async ({ kv }) => {
    await kv.set('mortal', 3);
    await kv.set('large', 'x'.repeat(70_000));
  });
  expect(await migrate(large)).toBe('failed');
  expect((await now()).migrationFailure).toMatchObject({ code: 'threw', detail: expect.stringContaining('64 KB') });
  expect(await valueAt('mortal')).toBe(2);
});

test('somebody who changes their mind about the version meanwhile has the last word', async () => {
  await set('a', 1);
  const plugin = keeper(async ({ kv }) => {
    await kv.set('a', 2);
    await desk.db.updateTable('plugins').set({ data_version: 7 }).where('id', '=', id).execute();
  });
  expect(await migrate(plugin)).toBe('busy');
  expect([await valueAt('a'), (await now()).dataVersion]).toEqual([1, 7]);
});
