import { fields } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { installPlugin, type PackedPlugin } from '../../testing/plugin-package.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

vi.setConfig({ testTimeout: 60_000 });

let desk: TestDesk;
let chief: TestAgent;
let counter = 0;

beforeAll(async () => {
  desk = await startDesk();
  chief = await desk.buildAccount({ superAdministrator: true });
});
afterAll(() => desk.stop());

const SECRET = 'sesame-open-1234';
const config = fields({
  token: { type: 'string', title: '%token%', secret: true },
  url: { type: 'string', title: 'URL', format: 'url', optional: true },
  hook: { type: 'string', title: 'Hook secret', secret: true, generated: { bytes: 24 } },
  proxied: { type: 'boolean', title: 'Proxy', default: false },
  proxy: { type: 'string', title: 'Proxy', showIf: { field: 'proxied', is: true } },
  nested: {
    type: 'group',
    title: 'Nested',
    fields: { password: { type: 'string', title: 'Password', secret: true, optional: true } },
  },
});

/** A plugin with settings, under an id of its own. */
const install = async (given: PackedPlugin = {}) => {
  const id = `acme.set-${String.fromCharCode(97 + counter++)}`;
  const installed = await installPlugin(desk, chief, { id, ...given, manifest: { config, ...given.manifest } });
  const params = { id };
  return {
    id,
    installed,
    get: () => chief.http.request('GET /api/plugins/:id', { params }),
    settings: () => chief.http.request('GET /api/plugins/:id/settings', { params }),
    save: (values: Record<string, unknown>) =>
      chief.http.request('PUT /api/plugins/:id/settings', { params, body: { values } }),
    generate: (path: string) =>
      chief.http.request('POST /api/plugins/:id/settings/generate', { params, body: { path } }),
    test: () => chief.http.request('POST /api/plugins/:id/test', { params }),
    config: async () => {
      const { items } = await chief.http.request('GET /api/plugins/:id/options/:name', { params: { id, name: 'who' } });
      return JSON.parse(items[0]?.title ?? '{}').config;
    },
    logs: () => chief.http.request('GET /api/plugins/:id/logs', { params, query: { limit: 100 } }),
  };
};

test('a plugin that needs settings waits for them, and starts with them', async () => {
  const plugin = await install();
  expect(plugin.installed).toMatchObject({ condition: 'unconfigured', nodes: [] });
  expect(await plugin.settings()).toMatchObject({
    values: {},
    secrets: { token: false, hook: false, 'nested.password': false },
    complete: false,
  });
  const saved = await plugin.save({ token: SECRET, nested: { password: 'inner-secret' } });
  expect(saved).toMatchObject({ secrets: { token: true, hook: true, 'nested.password': true }, complete: true });
  const hook = saved.generated['hook'];
  expect(hook).toMatch(/^[\w-]{32}$/);
  expect(await plugin.get()).toMatchObject({ condition: 'ready' });
  expect(await plugin.config()).toEqual({ token: SECRET, hook, proxied: false, nested: { password: 'inner-secret' } });
});

test('secrets never come back, stay when they are not entered, and are stored sealed', async () => {
  const plugin = await install();
  await plugin.save({ token: SECRET, nested: { password: 'inner-secret' } });
  const again = await plugin.save({ url: 'https://example.com', nested: { password: null } });
  expect(again).toMatchObject({ generated: {}, secrets: { token: true, hook: true, 'nested.password': false } });
  expect(JSON.stringify([again, await plugin.settings(), await plugin.get()])).not.toContain(SECRET);
  expect(await plugin.config()).toMatchObject({ token: SECRET, url: 'https://example.com', nested: {} });
  const row = await desk.db.selectFrom('plugins').selectAll().where('id', '=', plugin.id).executeTakeFirstOrThrow();
  expect(JSON.stringify(row)).not.toContain(SECRET);
  const event = await desk.db
    .selectFrom('events')
    .select('payload')
    .where('type', '=', 'plugin.settings_changed')
    .orderBy('position', 'desc')
    .executeTakeFirstOrThrow();
  expect(JSON.stringify(event)).not.toContain(SECRET);
  expect(event.payload).toMatchObject({ pluginId: plugin.id, changedSecrets: ['nested.password'] });
});

test('what does not fit is refused field by field', async () => {
  const plugin = await install();
  await expect(plugin.save({ url: 'nonsense', proxied: true, more: 1 })).rejects.toMatchObject({
    code: 'invalid_input',
    issues: [
      { path: 'more', message: 'unknown_field' },
      { path: 'token', message: 'required' },
      { path: 'url', message: 'malformed' },
      { path: 'proxy', message: 'required' },
    ],
  });
});

test('settings with which it cannot start are refused, and it goes on as before', async () => {
  const plugin = await install({
    body: `activate: ({ config }) => { if (config.url) throw new Error('not with ' + config.url) }`,
  });
  await plugin.save({ token: SECRET });
  await expect(plugin.save({ url: 'https://example.com' })).rejects.toMatchObject({
    code: 'activation_failed',
    detail: expect.stringContaining('not with https://example.com'),
  });
  expect(await plugin.get()).toMatchObject({ condition: 'ready' });
  expect((await plugin.settings()).values).toEqual({ proxied: false, nested: {} });
});

test('a generated secret can be made anew, and is shown once', async () => {
  const plugin = await install();
  const first = (await plugin.save({ token: SECRET })).generated['hook'];
  const second = (await plugin.generate('hook')).generated['hook'];
  expect(second).not.toBe(first);
  expect((await plugin.config()).hook).toBe(second);
  expect((await plugin.settings()).generated).toEqual({});
  await expect(plugin.generate('token')).rejects.toMatchObject({ code: 'not_found' });
});

test('the test tells good settings from bad ones, and silence from both', async () => {
  const plugin = await install({
    manifest: { hasHealth: true },
    body: `health: async ({ config }) => config.token === 'good-token' ? { ok: true, account: 'Shop' }
      : config.token === 'hang-token' ? new Promise(() => {}) : { ok: false, code: 'bad_credentials', detail: 'no' }`,
  });
  expect(await plugin.test()).toMatchObject({ ok: false, code: 'no_answer' });
  await plugin.save({ token: 'good-token' });
  expect(await plugin.test()).toEqual({ ok: true, account: 'Shop', code: null, detail: null });
  await plugin.save({ token: 'bad-token' });
  expect(await plugin.test()).toEqual({ ok: false, account: null, code: 'bad_credentials', detail: 'no' });
});

test('its log shows what it wrote and printed and what was done with it, without its secrets', async () => {
  const plugin = await install({
    body: `activate: ({ config, log }) => {
      log.warn('using ' + config.token, { token: config.token, count: 3 });
      console.log('printed', config.token);
    }`,
  });
  await plugin.save({ token: SECRET });
  await expect
    .poll(async () => (await plugin.logs()).items.map(({ source }) => source))
    .toEqual(expect.arrayContaining(['log', 'output', 'desk']));
  const { items } = await plugin.logs();
  expect(JSON.stringify(items)).not.toContain(SECRET);
  expect(desk.logs.filter((line) => line.includes(SECRET))).toEqual([]);
  expect(items.find(({ source }) => source === 'log')).toMatchObject({
    level: 'warn',
    message: 'using •••',
    fields: { token: '•••', count: 3 },
  });
});

test('of plugins that share a process each has its own lines', async () => {
  const printing = {
    manifest: { config: {} },
    body: `activate: async () => { await null; console.log('I am ' + ID); }`,
  };
  const [one, two] = [
    await install({ ...printing, head: `const ID = 'one';` }),
    await install({ ...printing, head: `const ID = 'two';` }),
  ];
  const printed = async (plugin: typeof one) =>
    new Set((await plugin.logs()).items.flatMap(({ source, message }) => (source === 'output' ? [message] : [])));
  await expect.poll(() => printed(two)).toEqual(new Set(['I am two']));
  expect(await printed(one)).toEqual(new Set(['I am one']));
  const [first, second] = [await one.get(), await two.get()];
  expect(first.nodes[0]?.pid).toBe(second.nodes[0]?.pid);
});

test('what loops, hangs or takes all the memory when it is installed is refused, and names the reason', async () => {
  const detailOf = (given: PackedPlugin) =>
    install({ ...given, manifest: { config: {} } }).then(
      () => 'installed',
      (error: { code: string }) => error.code,
    );
  expect(
    await Promise.all([
      detailOf({ head: 'for (;;);' }),
      detailOf({ body: 'activate: () => new Promise(() => {})' }),
      detailOf({ head: `const kept = []; for (;;) kept.push(Buffer.alloc(16_000_000, 1));` }),
      detailOf({ head: 'process.exit(3);' }),
    ]),
  ).toEqual(['activation_failed', 'activation_failed', 'activation_failed', 'activation_failed']);
});
