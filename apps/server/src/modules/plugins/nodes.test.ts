import { definePlugin, fields } from '@cskefu/plugin-sdk';
import { afterEach, expect, test, vi } from 'vitest';
import { installPlugin, type PackedPlugin } from '../../testing/plugin-package.ts';
import { createSharedBroadcast } from '../../testing/shared-broadcast.ts';
import { type DeskOptions, startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

vi.setConfig({ testTimeout: 90_000 });

const desks: TestDesk[] = [];
afterEach(async () => {
  for (const desk of desks.splice(0).reverse()) await desk.stop();
});
const start = async (options: DeskOptions = {}) => {
  const desk = await startDesk(options);
  desks.push(desk);
  return desk;
};
const chiefOf = (desk: TestDesk) => desk.buildAccount({ superAdministrator: true });
/** The same person at another node. */
const at = (desk: TestDesk, who: TestAgent) => desk.agentWith(who, who.cookie);

const id = 'acme.greeter';
const params = { id };
const get = (who: TestAgent) => who.http.request('GET /api/plugins/:id', { params });
const askWho = async (who: TestAgent) => {
  const { items } = await who.http.request('GET /api/plugins/:id/options/:name', { params: { id, name: 'who' } });
  return { version: items[0]?.value, pid: JSON.parse(items[0]?.title ?? '{}').pid as number };
};
const soon = { timeout: 20_000, interval: 50 };

test('installed on one node it is ready on both, and follows in upgrades, switches and removal', async () => {
  const shared = createSharedBroadcast();
  const one = await start({ broadcast: shared.node() });
  const two = await start({ beside: one, broadcast: shared.node() });
  const chief = await chiefOf(one);
  const there = at(two, chief);
  await installPlugin(one, chief);
  await expect
    .poll(async () => (await get(chief)).nodes.map(({ running }) => running), soon)
    .toEqual(['1.0.0', '1.0.0']);
  expect(await get(there)).toMatchObject({ condition: 'ready', nodesReady: 2, nodesWanted: 2 });
  const pids = [(await askWho(chief)).pid, (await askWho(there)).pid];
  expect(new Set(pids).size).toBe(2);

  let going = true;
  const calls = Promise.all(
    [chief, there].map(async (who) => {
      while (going) await askWho(who);
    }),
  );
  await installPlugin(two, there, { version: '1.1.0' });
  await expect.poll(async () => (await askWho(chief)).version, soon).toBe('1.1.0');
  going = false;
  await calls;

  await chief.http.request('POST /api/plugins/:id/disable', { params });
  await expect.poll(() => askWho(there).catch((error) => error.code), soon).toBe('conflict');
  expect(await get(there)).toMatchObject({ condition: 'off', nodesReady: 0, nodesWanted: 0 });
  await chief.http.request('DELETE /api/plugins/:id', { params, query: { data: 'delete' } });
  await expect(get(there)).rejects.toMatchObject({ code: 'not_found' });
});

test('a node that heard nothing sees what is wanted by itself, and after a start from the database alone', async () => {
  const one = await start();
  const chief = await chiefOf(one);
  await installPlugin(one, chief);
  const two = await start({ beside: one });
  expect(await askWho(at(two, chief))).toMatchObject({ version: '1.0.0' });
  await installPlugin(one, chief, { version: '1.1.0' });
  await expect.poll(async () => (await askWho(at(two, chief))).version, soon).toBe('1.1.0');
});

test('in safe mode only what is part of the product runs, and everybody is told', async () => {
  const ours = definePlugin({ id: 'cskefu.ours', name: 'Ours', version: '1.0.0', api: '^1.0', permissions: [] });
  const one = await start({ builtInPlugins: [ours] });
  const chief = await chiefOf(one);
  await installPlugin(one, chief);
  const safe = await start({ beside: one, builtInPlugins: [ours], variables: { CSKEFU_PLUGINS: 'off' } });
  const { items, safeMode } = await at(safe, chief).http.request('GET /api/plugins', {});
  expect(safeMode).toBe(true);
  expect(items.map((plugin) => [plugin.id, plugin.condition, plugin.builtIn])).toEqual([
    ['cskefu.ours', 'ready', true],
    [id, 'safe_mode', false],
  ]);
  await expect(askWho(at(safe, chief))).rejects.toMatchObject({ code: 'conflict' });
  expect(safe.logs.some((line) => line.includes('CSKEFU_PLUGINS=off'))).toBe(true);
});

test('a plugin of the product has settings and a switch as well', async () => {
  const ours = definePlugin({
    id: 'cskefu.ours',
    name: 'Ours',
    version: '1.0.0',
    api: '^1.0',
    permissions: [],
    config: fields({ word: { type: 'string', title: 'Word', default: 'hello' } }),
    options: { word: async ({ config }) => [{ value: config.word, title: '' }] },
  });
  const desk = await start({ builtInPlugins: [ours] });
  const chief = await chiefOf(desk);
  const own = { id: 'cskefu.ours' };
  const word = async () =>
    (await chief.http.request('GET /api/plugins/:id/options/:name', { params: { ...own, name: 'word' } })).items[0]
      ?.value;
  expect(await word()).toBe('hello');
  await chief.http.request('PUT /api/plugins/:id/settings', { params: own, body: { values: { word: 'bye' } } });
  expect(await word()).toBe('bye');
  expect(await chief.http.request('POST /api/plugins/:id/disable', { params: own })).toMatchObject({
    condition: 'off',
  });
  await expect(word()).rejects.toMatchObject({ code: 'conflict' });
  await chief.http.request('POST /api/plugins/:id/enable', { params: own });
  expect(await word()).toBe('bye');
  await expect(
    chief.http.request('DELETE /api/plugins/:id', { params: own, query: { data: 'delete' } }),
  ).rejects.toMatchObject({ code: 'conflict' });
});

test('what crashes again and again rests, says why, and starts again when it is asked to', async () => {
  const desk = await start();
  const chief = await chiefOf(desk);
  await installPlugin(desk, chief, withExit);
  const exit = () =>
    chief.http.request('GET /api/plugins/:id/options/:name', { params: { id, name: 'exit' } }).catch(() => undefined);
  await expect
    .poll(
      async () => {
        await exit();
        return (await get(chief)).condition;
      },
      { timeout: 40_000, interval: 200 },
    )
    .toBe('crash_loop');
  const { nodes } = await get(chief);
  expect(nodes[0]).toMatchObject({ phase: 'crash_loop', running: null, lastEnd: { reason: 'exited' } });
  const { items } = await chief.http.request('GET /api/plugins/:id/logs', { params, query: { level: 'error' } });
  expect(items.map(({ message }) => message).join('\n')).toMatch(/three crashes/);
  const again = await chief.http.request('POST /api/plugins/:id/restart', { params });
  expect(again.condition).toBe('ready');
  const metrics = await (await fetch(`${desk.url}/metrics`)).text();
  expect(metrics).toMatch(/cskefu_plugin_up\{plugin="acme\.greeter"\} 1/);
  expect(metrics).toMatch(/cskefu_plugin_calls_total\{plugin="acme\.greeter",outcome="miss"\}/);
});

const withExit: PackedPlugin = {
  body: `options: { exit: async () => process.exit(9) }`,
};
