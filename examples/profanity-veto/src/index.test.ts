import assert from 'node:assert/strict';
import test from 'node:test';
import { createTestHost } from '@cskefu/plugin-testkit';
import en from '../locales/en.json' with { type: 'json' };
import zh from '../locales/zh-CN.json' with { type: 'json' };
import plugin from './index.ts';

const conversation = {
  id: 'c1',
  channelId: 'web',
  channelKind: 'web',
  skillGroupId: 1,
  state: 'active',
  agentId: 'a1',
};
const said = (kind: string, text: string) => ({
  message: { kind: 'text', text, author: { kind, id: 'x', name: 'X' } },
  conversation,
});
const start = (config: object = {}) =>
  createTestHost(plugin, { config: { words: ['混蛋', 'damn'], ...config }, catalogs: { 'zh-CN': zh, en } });

test('an agent is told in their language why a message was not sent', async () => {
  const host = await start();
  assert.deepEqual(await host.hook('message.beforeSend', said('agent', 'Damn!')), {
    kind: 'deny',
    code: 'profanity',
    text: { 'zh-CN': zh['deny.agent'], en: en['deny.agent'] },
  });
  assert.deepEqual(await host.hook('message.beforeSend', said('agent', '您好')), { kind: 'allow' });
  host.stop();
});

test('what visitors write is refused, or kept for review', async () => {
  for (const [visitors, kind] of [
    ['deny', 'deny'],
    ['hold', 'hold'],
  ]) {
    const host = await start({ visitors });
    const verdict = (await host.hook('message.beforeAccept', said('visitor', '混蛋！'))) as { kind: string };
    assert.equal(verdict.kind, kind);
    host.stop();
  }
});

test('without words nothing is refused', async () => {
  const host = await createTestHost(plugin);
  assert.deepEqual(await host.hook('message.beforeSend', said('agent', 'damn')), { kind: 'allow' });
  host.stop();
});
