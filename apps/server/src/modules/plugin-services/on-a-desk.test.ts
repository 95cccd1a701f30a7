import { definePlugin } from '@cskefu/plugin-sdk';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { type OutsideServer, startOutsideServer } from '../../testing/outside-server.ts';
import { startDesk, type TestDesk } from '../../testing/test-desk.ts';

let desk: TestDesk;
let outside: OutsideServer;
const found: Record<string, unknown> = {};

/** Part of the product, so it runs in the process of the desk; the way to its services is the same. */
const curious = (url: string) =>
  definePlugin({
    id: 'test.curious',
    name: 'Curious',
    version: '1.0.0',
    api: '^1.0',
    permissions: ['storage', 'net', 'agents:read'],
    net: { allow: ['127.0.0.1'] },
    activate: async ({ log, kv, http, tokens, agents, messages }) => {
      log.info('woke up', { at: 'dawn' });
      await kv.set('mornings', 1);
      found['mornings'] = await kv.increment('mornings');
      found['answer'] = (await http.fetch({ url })).status;
      found['token'] = await tokens.get('access', async () => ({ value: 'fresh', expiresInS: 60 }));
      found['agents'] = (await agents.list()).nextCursor;
      const id = crypto.randomUUID();
      found['write'] = await messages.write({ id, conversationId: id, text: 'x' }).catch(({ code }) => code);
    },
  });

beforeAll(async () => {
  outside = await startOutsideServer();
  desk = await startDesk({
    builtInPlugins: [curious(outside.url)],
    variables: { CSKEFU_PLUGIN_PRIVATE_HOSTS: `db.internal:5432, ${outside.host}` },
  });
});
afterAll(async () => {
  await desk.stop();
  await outside.close();
});

test('a plugin of the product has its services on a whole desk, and no more than it was granted', async () => {
  await vi.waitFor(() => expect(found).toHaveProperty('write'), 15_000);
  expect(found).toEqual({ mornings: 2, answer: 200, token: 'fresh', agents: null, write: 'forbidden' });
});

test('its lines are where administrators read them, its requests in the figures', async () => {
  await vi.waitFor(async () => {
    const lines = await desk.db.selectFrom('plugin_logs').select(['message', 'fields']).execute();
    expect(lines).toContainEqual({ message: 'woke up', fields: { at: 'dawn' } });
  }, 15_000);
  const metrics = await desk.app.metrics.registry.metrics();
  expect(metrics).toContain('cskefu_plugin_outside_requests_total{plugin="test.curious",outcome="answered"} 1');
});
