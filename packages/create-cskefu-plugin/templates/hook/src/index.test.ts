import assert from 'node:assert/strict';
import test from 'node:test';
import { createTestHost } from '@cskefu/plugin-testkit';
import plugin from './index.ts';

const payload = (text: string) => ({
  message: { kind: 'text', text, author: { kind: 'visitor', id: 'v1', name: 'Li Lei' } },
  conversation: null,
});

test('card numbers do not reach the desk', async () => {
  const host = await createTestHost(plugin);
  const patch = await host.hook('message.beforeAccept', payload('My card: 4111 1111 1111 1234.'));
  assert.deepEqual(patch, { text: 'My card: •••• •••• •••• 1234.' });
  host.stop();
});

test('other messages are not touched', async () => {
  const host = await createTestHost(plugin, { config: { shown: 0 } });
  assert.equal(await host.hook('message.beforeAccept', payload('Call me at 010 1234 5678')), undefined);
  host.stop();
});
