import { fields } from '@cskefu/plugin-sdk';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { installPlugin, packPlugin, uploadPlugin } from '../../testing/plugin-package.ts';
import { startDesk, type TestAgent, type TestDesk } from '../../testing/test-desk.ts';

vi.setConfig({ testTimeout: 60_000 });

let desk: TestDesk;
let chief: TestAgent;
let agent: TestAgent;

beforeAll(async () => {
  desk = await startDesk();
  [chief, agent] = [await desk.buildAccount({ superAdministrator: true }), await desk.buildAgent()];
});
afterAll(() => desk.stop());

const ID = 'acme.greeter';
const params = { id: ID };
const get = (who = chief) => who.http.request('GET /api/plugins/:id', { params });
const who = async () => {
  const { items } = await chief.http.request('GET /api/plugins/:id/options/:name', {
    params: { ...params, name: 'who' },
  });
  return { version: items[0]?.value, ...(JSON.parse(items[0]?.title ?? '{}') as { pid: number; config: unknown }) };
};
const events = async () =>
  (
    await desk.db.selectFrom('events').select('type').where('type', 'like', 'plugin.%').orderBy('position').execute()
  ).map(({ type }) => type);

afterEach(async () => {
  await chief.http.request('DELETE /api/plugins/:id', { params, query: { data: 'delete' } }).catch(() => undefined);
});

describe('installing', () => {
  test('an uploaded package is read, agreed to, and runs within two seconds', async () => {
    const read = await uploadPlugin(desk, chief, packPlugin({ manifest: { permissions: ['storage'] } }));
    expect(read).toMatchObject({
      packageName: 'cskefu-plugin-acme-greeter',
      plugin: { id: ID, version: '1.0.0', permissions: ['storage'] },
      current: null,
      change: { kind: 'install', addedPermissions: ['storage'] },
    });
    const installed = await chief.http.request('POST /api/plugins/packages/:hash/install', {
      params: { hash: read.hash },
      body: { permissions: ['storage'] },
    });
    expect(installed).toMatchObject({ condition: 'ready', version: '1.0.0', granted: ['storage'], enabled: true });
    expect(installed.nodes).toEqual([expect.objectContaining({ phase: 'ready', running: '1.0.0', restarts: 0 })]);
    expect(await who()).toMatchObject({ version: '1.0.0' });
    expect((await chief.http.request('GET /api/plugins', {})).items).toContainEqual(
      expect.objectContaining({ id: ID, grantedCount: 1, nodesReady: 1, nodesWanted: 1 }),
    );
  });

  test('without agreeing to exactly what it asks for nothing is installed, and the answer names the difference', async () => {
    const { hash } = await uploadPlugin(
      desk,
      chief,
      packPlugin({ manifest: { permissions: ['storage', 'net'], net: { allow: ['api.example.com'] } } }),
    );
    await expect(
      chief.http.request('POST /api/plugins/packages/:hash/install', {
        params: { hash },
        body: { permissions: ['storage', 'messages:read'] },
      }),
    ).rejects.toMatchObject({
      code: 'consent_required',
      status: 409,
      issues: [
        { path: 'permissions', message: '+net' },
        { path: 'permissions', message: '-messages:read' },
        { path: 'hosts', message: '+api.example.com' },
      ],
    });
    await expect(get()).rejects.toMatchObject({ code: 'not_found' });
  });

  test('what cannot be started is refused, and what ran before goes on', async () => {
    await installPlugin(desk, chief);
    await expect(
      installPlugin(desk, chief, { version: '2.0.0', body: `activate: () => { throw new Error('no such luck'); }` }),
    ).rejects.toMatchObject({ code: 'activation_failed', detail: expect.stringContaining('no such luck') });
    await expect(installPlugin(desk, chief, { version: '2.0.0', head: 'nonsense(' })).rejects.toMatchObject({
      code: 'activation_failed',
    });
    expect(await get()).toMatchObject({ version: '1.0.0', condition: 'ready' });
    expect(await who()).toMatchObject({ version: '1.0.0' });
  });

  test('only the super administrator may', async () => {
    await expect(uploadPlugin(desk, agent, packPlugin())).rejects.toMatchObject({ code: 'forbidden' });
    await expect(get(agent)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('upgrading', () => {
  test('there and back, while it is called all the time, fails no call', async () => {
    await installPlugin(desk, chief);
    const seen = new Set<string | undefined>();
    let going = true;
    const calls = Promise.all(
      Array.from({ length: 4 }, async () => {
        while (going) seen.add((await who()).version);
      }),
    );
    await installPlugin(desk, chief, { version: '1.1.0' });
    await vi.waitFor(() => expect(seen).toContain('1.1.0'), 15_000);
    const back = await chief.http.request('POST /api/plugins/:id/rollback', { params });
    going = false;
    await calls;
    expect(back).toMatchObject({ version: '1.0.0', condition: 'ready' });
    expect(back.versions.map(({ version, state }) => [version, state])).toEqual([
      ['1.1.0', 'previous'],
      ['1.0.0', 'wanted'],
    ]);
    expect(seen).toEqual(new Set(['1.0.0', '1.1.0']));
  });

  test('new permissions need a new agreement; the way back has what was agreed to then', async () => {
    await installPlugin(desk, chief);
    const read = await uploadPlugin(
      desk,
      chief,
      packPlugin({ version: '2.0.0', manifest: { permissions: ['storage'] } }),
    );
    expect(read).toMatchObject({
      current: { version: '1.0.0', permissions: [] },
      change: { kind: 'upgrade', addedPermissions: ['storage'], removedPermissions: [] },
    });
    const installed = await chief.http.request('POST /api/plugins/packages/:hash/install', {
      params: { hash: read.hash },
      body: { permissions: ['storage'] },
    });
    expect(installed.granted).toEqual(['storage']);
    expect((await chief.http.request('POST /api/plugins/:id/rollback', { params })).granted).toEqual([]);
  });

  test('a package of another name cannot take the place of a plugin', async () => {
    await installPlugin(desk, chief);
    await expect(
      uploadPlugin(desk, chief, packPlugin({ version: '9.0.0', packageName: 'evil-twin' })),
    ).rejects.toMatchObject({ code: 'package_refused', issues: [{ message: 'other_package' }] });
  });
});

describe('switching off, on and away', () => {
  test('a plugin that is off does not run; on again it does', async () => {
    await installPlugin(desk, chief);
    expect(await chief.http.request('POST /api/plugins/:id/disable', { params })).toMatchObject({
      condition: 'off',
      nodes: [],
    });
    await expect(who()).rejects.toMatchObject({ code: 'conflict' });
    expect(await chief.http.request('POST /api/plugins/:id/enable', { params })).toMatchObject({ condition: 'ready' });
    expect(await who()).toMatchObject({ version: '1.0.0' });
  });

  test('uninstalled with its data kept, it has its settings again when it comes back', async () => {
    const given = { manifest: { config: fields({ word: { type: 'string', title: 'Word', default: 'a' } }) } };
    await installPlugin(desk, chief, given);
    await chief.http.request('PUT /api/plugins/:id/settings', { params, body: { values: { word: 'kept' } } });
    await chief.http.request('DELETE /api/plugins/:id', { params, query: { data: 'keep' } });
    await expect(get()).rejects.toMatchObject({ code: 'not_found' });
    await installPlugin(desk, chief, given);
    expect((await who()).config).toEqual({ word: 'kept' });
    await chief.http.request('DELETE /api/plugins/:id', { params, query: { data: 'delete' } });
    await installPlugin(desk, chief, given);
    expect((await who()).config).toEqual({ word: 'a' });
  });

  test('what is kept of it waits for the same package, and for no other one that has its id', async () => {
    await installPlugin(desk, chief);
    await chief.http.request('DELETE /api/plugins/:id', { params, query: { data: 'keep' } });
    await expect(uploadPlugin(desk, chief, packPlugin({ packageName: 'evil-twin' }))).rejects.toMatchObject({
      code: 'package_refused',
      issues: [{ message: 'other_package' }],
    });
    await installPlugin(desk, chief);
    await chief.http.request('DELETE /api/plugins/:id', { params, query: { data: 'delete' } });
    expect(await installPlugin(desk, chief, { packageName: 'another-one' })).toMatchObject({ condition: 'ready' });
  });

  test('restarted it is another process, ready again', async () => {
    await installPlugin(desk, chief);
    const { pid } = await who();
    expect(await chief.http.request('POST /api/plugins/:id/restart', { params })).toMatchObject({ condition: 'ready' });
    expect((await who()).pid).not.toBe(pid);
  });

  test('every act is in the log of events', async () => {
    const before = (await events()).length;
    await installPlugin(desk, chief);
    await installPlugin(desk, chief, { version: '1.1.0' });
    await chief.http.request('POST /api/plugins/:id/rollback', { params });
    await chief.http.request('POST /api/plugins/:id/disable', { params });
    await chief.http.request('POST /api/plugins/:id/enable', { params });
    await chief.http.request('POST /api/plugins/:id/restart', { params });
    await chief.http.request('DELETE /api/plugins/:id', { params, query: { data: 'delete' } });
    expect((await events()).slice(before)).toEqual([
      'plugin.installed',
      'plugin.upgraded',
      'plugin.rolled_back',
      'plugin.disabled',
      'plugin.enabled',
      'plugin.restarted',
      'plugin.removed',
    ]);
  });
});
