import { hostInMemory } from '@cskefu/plugin-host';
import { definePlugin } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { asker, openPluginDoor, type TestDoor } from '../../testing/plugin-door.ts';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';

const ID = 'test.tokens';
let desk: TestDesk;
let nodes: readonly TestDoor[];

beforeAll(async () => {
  desk = await startDesk();
  const plugins = [asker(ID, ['net'])];
  nodes = [await openPluginDoor(desk, plugins), await openPluginDoor(desk, plugins)];
});
afterAll(async () => {
  for (const node of nodes) await node.close();
  await desk.stop();
});

/** A plugin on each node; `get` asks for a token on one of them. */
const onEachNode = (refresh: () => Promise<{ value: string; expiresInS: number }>) => {
  let key = '';
  let options: { refused?: string } = {};
  const hosts = nodes.map(({ serve }) => {
    const plugin = definePlugin({
      id: ID,
      name: ID,
      version: '1.0.0',
      api: '^1.0',
      permissions: ['net'],
      options: {
        get: async ({ tokens }) => [{ value: await tokens.get(key, refresh, options), title: '' }],
      },
    });
    return hostInMemory(plugin, { serve });
  });
  return {
    get: async (wanted: string, node: number, refused?: string) => {
      key = wanted;
      options = refused === undefined ? {} : { refused };
      const host = hosts[node % hosts.length] ?? hosts[0];
      const found = await host?.call(ID, 'options', { name: 'get' }, { deadlineMs: 10_000 });
      return (found as { value: string }[])[0]?.value;
    },
  };
};

test('however many ask on however many nodes, the provider is asked once', async () => {
  let asked = 0;
  const { get } = onEachNode(async () => {
    asked += 1;
    await new Promise((resolve) => setTimeout(resolve, 200));
    return { value: `token ${asked}`, expiresInS: 7_200 };
  });
  const got = await Promise.all(Array.from({ length: 40 }, (_, index) => get('access', index)));
  expect(new Set(got)).toEqual(new Set(['token 1']));
  expect(await get('access', 1)).toBe('token 1');
  expect(asked).toBe(1);
});

test('it is not stored in words that anybody could read', async () => {
  const { sealed } = await desk.db
    .selectFrom('plugin_tokens')
    .select('sealed')
    .where('key', '=', 'access')
    .executeTakeFirstOrThrow();
  expect(sealed).not.toContain('token');
});

test('after its time it is fetched anew, and a little before', async () => {
  let asked = 0;
  const { get } = onEachNode(async () => ({ value: `token ${++asked}`, expiresInS: asked === 1 ? 0.5 : 7_200 }));
  expect(await get('short', 0)).toBe('token 1');
  expect(await get('short', 1)).toBe('token 1');
  await new Promise((resolve) => setTimeout(resolve, 500));
  expect(await get('short', 1)).toBe('token 2');
});

test('one that the provider has taken back is fetched anew, once for all who were refused', async () => {
  let asked = 0;
  const { get } = onEachNode(async () => ({ value: `token ${++asked}`, expiresInS: 7_200 }));
  expect(await get('revoked', 0)).toBe('token 1');
  const got = await Promise.all(Array.from({ length: 10 }, (_, index) => get('revoked', index, 'token 1')));
  expect(new Set(got)).toEqual(new Set(['token 2']));
  expect(await get('revoked', 1)).toBe('token 2');
});

test('when the provider refuses, the next one tries at once', async () => {
  let asked = 0;
  const { get } = onEachNode(async () => {
    asked += 1;
    if (asked === 1) throw new Error('the provider is down');
    return { value: 'token', expiresInS: 60 };
  });
  await expect(get('flaky', 0)).rejects.toMatchObject({ message: 'the provider is down' });
  expect(await get('flaky', 1)).toBe('token');
});

test('whoever died with the lease is not waited for for ever', async () => {
  const [node] = nodes as [TestDoor];
  const first = (await node.ask(ID, 'tokens.claim', { key: 'dead' })) as { lease: string };
  expect(await node.ask(ID, 'tokens.claim', { key: 'dead' })).toMatchObject({ state: 'wait' });
  await desk.db
    .updateTable('plugin_tokens')
    .set({ lease_until: new Date(0) })
    .where('key', '=', 'dead')
    .execute();
  const second = (await node.ask(ID, 'tokens.claim', { key: 'dead' })) as { state: string; lease: string };
  expect(second.state).toBe('refresh');
  await node.ask(ID, 'tokens.keep', { key: 'dead', lease: second.lease, value: 'newer', expiresInS: 60 });
  await node.ask(ID, 'tokens.keep', { key: 'dead', lease: first.lease, value: 'late', expiresInS: 60 });
  expect(await node.ask(ID, 'tokens.claim', { key: 'dead' })).toEqual({ state: 'ready', value: 'newer' });
});
