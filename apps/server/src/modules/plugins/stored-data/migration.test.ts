import { definePlugin, type Migration } from '@cskefu/plugin-sdk';
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest';
import { installPlugin, type PackedPlugin, packPlugin, uploadPlugin } from '../../../testing/plugin-package.ts';
import { createSharedBroadcast } from '../../../testing/shared-broadcast.ts';
import { type DeskOptions, startDesk, type TestAgent, type TestDesk } from '../../../testing/test-desk.ts';

vi.setConfig({ testTimeout: 240_000, hookTimeout: 120_000 });

const shared = createSharedBroadcast();
let desk: TestDesk;
let chief: TestAgent;
const others: TestDesk[] = [];

beforeAll(async () => {
  desk = await startDesk({ broadcast: shared.node() });
  chief = await desk.buildAccount({ superAdministrator: true });
});
afterAll(() => desk.stop());
afterEach(async () => {
  await chief.http
    .request('DELETE /api/plugins/:id', { params, query: { data: 'delete' } }, patience)
    .catch(() => null);
  for (const other of others.splice(0)) await other.stop();
});
/** The same person at one more node. */
const atAnotherNode = async (options: DeskOptions = {}) => {
  const other = await startDesk({ beside: desk, broadcast: shared.node(), ...options });
  others.push(other);
  return other.agentWith(chief, chief.cookie);
};

const id = 'acme.greeter';
const params = { id };
const patience = { timeoutMs: 90_000 };
const get = (who: TestAgent) => who.http.request('GET /api/plugins/:id', { params }, patience);
const act = (act: 'restart' | 'rollback') => chief.http.request(`POST /api/plugins/:id/${act}`, { params }, patience);
const ask = async (who: TestAgent, name: string) =>
  (await who.http.request('GET /api/plugins/:id/options/:name', { params: { id, name } }, patience)).items[0]?.value;
const soon = { timeout: 90_000, interval: 50 };

/** Writes a note with each call, as text or (from version 2 of its data on) as an object, and is upset about any other form. */
const notes = (version: string, dataVersion: number, migrations: readonly string[] = []): PackedPlugin => ({
  version,
  manifest: {
    permissions: ['storage'],
    ...(migrations.length > 0 && { migrations: migrations.map((_, at) => dataVersion - migrations.length + 1 + at) }),
  },
  body: `
    migrations: [${migrations.map((run, at) => `{ to: ${dataVersion - migrations.length + 1 + at}, run: async ({ kv }) => { ${run} } }`).join(', ')}],
    options: {
      write: async ({ kv }) => {
        const form = '${dataVersion === 1 ? 'string' : 'object'}';
        for (const key of await kv.list('note:', { limit: 5 })) {
          const { value } = await kv.get(key);
          if (typeof value !== form) throw new Error(key + ' is a ' + typeof value + ' for ${version}');
        }
        const key = 'note:' + crypto.randomUUID();
        await kv.set(key, ${dataVersion === 1 ? `'text'` : `{ text: 'text' }`});
        return [{ value: '${version}', title: key }];
      },
      forms: async ({ kv }) => {
        const forms = new Set();
        let after = '';
        for (;;) {
          const keys = await kv.list('note:', { after, limit: 200 });
          for (const key of keys) forms.add(typeof (await kv.get(key)).value);
          if (keys.length < 200) return [{ value: [...forms].join(' '), title: '' }];
          after = keys.at(-1);
        }
      },
      runs: async ({ kv }) => [{ value: String((await kv.get('runs'))?.value ?? 0), title: '' }],
      mend: async ({ kv }) => { await kv.delete('broken'); return []; },
      break: async ({ kv }) => { await kv.set('broken', true); return []; },
    }`,
});

const TO_OBJECTS = `
  let after = '';
  for (;;) {
    const keys = await kv.list('note:', { after, limit: 200 });
    for (const key of keys) await kv.set(key, { text: (await kv.get(key)).value });
    if (keys.length < 200) break;
    after = keys.at(-1);
  }
  await new Promise((resolve) => setTimeout(resolve, 100));
  await kv.increment('runs');`;
const IF_WHOLE = `await kv.set('step', 3); if (await kv.get('broken')) throw new Error('the data is broken');`;

test('what is new has nothing to migrate: its data is of the newest version', async () => {
  const installed = await installPlugin(
    desk,
    chief,
    notes('3.0.0', 3, [`throw new Error('no');`, `throw new Error('no');`]),
  );
  expect(installed).toMatchObject({ condition: 'ready', data: { version: 3, wanted: 3, failure: null } });
  expect(await ask(chief, 'write')).toBe('3.0.0');
});

test('on two nodes that are called all the time, one migrates, no call fails and no old code sees new data', async () => {
  const there = await atAnotherNode();
  await installPlugin(desk, chief, notes('1.0.0', 1));
  await expect.poll(() => ask(there, 'write').catch(() => ''), soon).toBe('1.0.0');
  const seen = { here: new Set<unknown>(), there: new Set<unknown>() };
  let going = true;
  const call = async (who: TestAgent, answers: Set<unknown>) => {
    while (going) {
      answers.add(await ask(who, 'write'));
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  };
  const calls = Promise.all([
    call(chief, seen.here),
    call(chief, seen.here),
    call(there, seen.there),
    call(there, seen.there),
  ]);
  // It may be the other one that migrates: then this one answers before that is done.
  const upgraded = await installPlugin(desk, chief, notes('2.0.0', 2, [TO_OBJECTS]));
  expect(upgraded).toMatchObject({ version: '2.0.0', data: { wanted: 2, failure: null } });
  await expect.poll(() => seen.here.has('2.0.0') && seen.there.has('2.0.0'), soon).toBe(true);
  going = false;
  await calls;
  expect(await ask(chief, 'forms')).toBe('object');
  expect(await ask(chief, 'runs')).toBe('1');
  await expect.poll(async () => (await get(chief)).condition, soon).toBe('ready');
  expect((await get(there)).data).toEqual({ version: 2, wanted: 2, failure: null });
});

test('a step that throws leaves everything as it was, the version before runs on, and it can be tried again', async () => {
  await installPlugin(desk, chief, notes('1.0.0', 1));
  await ask(chief, 'write');
  await ask(chief, 'break');
  const failed = await installPlugin(desk, chief, notes('3.0.0', 3, [TO_OBJECTS, IF_WHOLE]));
  expect(failed).toMatchObject({
    version: '3.0.0',
    condition: 'migration_failed',
    nodes: [{ running: '1.0.0', phase: 'ready' }],
    data: { version: 1, wanted: 3, failure: { to: 3, code: 'threw', detail: 'the data is broken' } },
  });
  expect(await ask(chief, 'write')).toBe('1.0.0');
  expect(await ask(chief, 'forms')).toBe('string');
  const again = await act('restart');
  expect(again.condition).toBe('migration_failed');
  await ask(chief, 'mend');
  const mended = await act('restart');
  expect(mended).toMatchObject({ condition: 'ready', data: { version: 3, failure: null } });
  expect(await ask(chief, 'write')).toBe('3.0.0');
  expect(await ask(chief, 'forms')).toBe('object');
  expect(await ask(chief, 'runs')).toBe('1');
});

test('what does not end, or ends its process, is ended; then the way back is open', async () => {
  await installPlugin(desk, chief, notes('1.0.0', 1));
  for (const [version, run] of [
    ['2.0.0', 'await kv.set("half", 1); for (;;) {}'],
    ['2.0.1', 'await kv.set("half", 1); process.exit(7);'],
  ] as const) {
    const failed = await installPlugin(desk, chief, notes(version, 2, [run]));
    expect([version, failed]).toMatchObject([
      version,
      { condition: 'migration_failed', data: { version: 1, failure: { code: 'ended' } } },
    ]);
    // One that spins may have taken all the time that there was, also from the process of the version before.
    await expect.poll(() => ask(chief, 'write').catch(({ detail }) => detail), soon).toBe('1.0.0');
  }
  const back = await act('rollback');
  expect(back).toMatchObject({ version: '1.0.0', condition: 'ready', data: { version: 1, wanted: 1, failure: null } });
  const { items } = await chief.http.request('GET /api/plugins/:id/logs', { params, query: { level: 'error' } });
  expect(items.map(({ message }) => message).join('\n')).toMatch(/migration of its data to version 2 failed/);
});

test('a version that cannot start on the migrated data is not switched to, and its migration is not kept', async () => {
  await installPlugin(desk, chief, notes('1.0.0', 1));
  const given = notes('2.0.0', 2, [TO_OBJECTS]);
  const failed = await installPlugin(desk, chief, {
    ...given,
    body: `${given.body}, activate: async ({ kv }) => { if (await kv.get('runs')) throw new Error('not like this'); }`,
  });
  expect(failed).toMatchObject({
    condition: 'migration_failed',
    data: { version: 1, failure: { code: 'not_started', detail: 'not like this' } },
  });
  expect(await ask(chief, 'write')).toBe('1.0.0');
  expect((await act('rollback')).condition).toBe('ready');
});

test('once it is migrated there is no way back, but with the data deleted', async () => {
  await installPlugin(desk, chief, notes('1.0.0', 1));
  await ask(chief, 'write');
  const read = await uploadPlugin(desk, chief, packPlugin(notes('2.0.0', 2, [TO_OBJECTS])));
  expect(read.change).toMatchObject({ kind: 'upgrade', data: 'due' });
  await installPlugin(desk, chief, notes('2.0.0', 2, [TO_OBJECTS]));
  expect((await get(chief)).versions.map(({ dataVersion }) => dataVersion)).toEqual([2, 1]);
  await expect(act('rollback')).rejects.toMatchObject({
    code: 'data_newer',
    status: 409,
  });
  expect((await uploadPlugin(desk, chief, packPlugin(notes('1.0.0', 1)))).change.data).toBe('newer');
  await expect(installPlugin(desk, chief, notes('1.0.0', 1))).rejects.toMatchObject({ code: 'data_newer' });
  await chief.http.request('DELETE /api/plugins/:id', { params, query: { data: 'keep' } });
  await expect(installPlugin(desk, chief, notes('1.0.0', 1))).rejects.toMatchObject({ code: 'data_newer' });
  await expect(installPlugin(desk, chief, notes('9.0.0', 9, ['', '']))).rejects.toMatchObject({ code: 'data_too_old' });
  const later = await installPlugin(desk, chief, notes('3.0.0', 3, [TO_OBJECTS, `await kv.increment('runs');`]));
  expect(later).toMatchObject({ condition: 'ready', data: { version: 3 } });
  expect([await ask(chief, 'forms'), await ask(chief, 'runs')]).toEqual(['object', '2']);
  await chief.http.request('DELETE /api/plugins/:id', { params, query: { data: 'delete' } });
  expect(await installPlugin(desk, chief, notes('1.0.0', 1))).toMatchObject({
    condition: 'ready',
    data: { version: 1 },
  });
  expect(await ask(chief, 'forms')).toBe('');
});

test('a node that starts with a failed migration runs the version before', async () => {
  await installPlugin(desk, chief, notes('1.0.0', 1));
  await ask(chief, 'break');
  await installPlugin(desk, chief, notes('3.0.0', 3, [TO_OBJECTS, IF_WHOLE]));
  const there = await atAnotherNode();
  expect(await ask(there, 'write')).toBe('1.0.0');
  expect((await get(there)).condition).toBe('migration_failed');
});

test('a plugin of the product migrates its data when a new program starts, and the old program leaves it alone', async () => {
  const ours = (version: string, migrations: readonly Migration[]) =>
    definePlugin({
      id: 'cskefu.ours',
      name: 'Ours',
      version,
      api: '^1.0',
      permissions: ['storage'],
      migrations,
      options: {
        add: async ({ kv }) => [{ value: String(await kv.increment('count')), title: version }],
      },
    });
  const times10: Migration = {
    to: 2,
    run: async ({ kv }) => kv.set('count', Number((await kv.get('count'))?.value) * 10),
  };
  const add = async (who: TestAgent) => {
    const at = { id: 'cskefu.ours', name: 'add' };
    return (await who.http.request('GET /api/plugins/:id/options/:name', { params: at }, patience)).items[0];
  };
  const old = await atAnotherNode({ builtInPlugins: [ours('1.0.0', [])] });
  expect(await add(old)).toEqual({ value: '1', title: '1.0.0' });
  const young = await atAnotherNode({ builtInPlugins: [ours('2.0.0', [times10])] });
  expect(await add(young)).toEqual({ value: '11', title: '2.0.0' });
  await expect(add(old)).rejects.toMatchObject({ code: 'conflict' });
  expect(await add(young)).toEqual({ value: '12', title: '2.0.0' });
});
