import { definePlugin, fields, manifestOf } from '@cskefu/plugin-sdk';
import { expect, test } from 'vitest';
import { createSecretKeeper } from './secret-keeper.ts';

const manifest = manifestOf(
  definePlugin({
    id: 'acme.mail',
    name: 'Mail',
    version: '1.0.0',
    api: '^1.0',
    permissions: [],
    channels: {
      mail: {
        title: 'Mail',
        transport: 'webhook',
        config: fields({ key: { type: 'string', title: 'Key', secret: true }, box: { type: 'string', title: 'Box' } }),
        capabilities: { text: { maxLength: 100 } },
        health: async () => ({ ok: true }),
      },
    },
  }),
);

test('secrets of settings and of channels are taken out, those of the channel as it is now', () => {
  const keeper = createSecretKeeper();
  const handOver = (id: string, key: string) =>
    keeper.learn(manifest, 'channel.send', { kind: 'mail', channel: { id, config: { key, box: 'support-box' } } });
  keeper.know('acme.mail', ['own-secret', 'abc']);
  handOver('one', 'first-key');
  handOver('two', 'other-key');
  const said = 'own-secret first-key other-key support-box abc';
  expect(keeper.hide('acme.mail', said)).toBe('••• ••• ••• support-box abc');
  expect(keeper.hide('acme.other', said)).toBe(said);
  expect(keeper.hideAll('first-key')).toBe('•••');
  handOver('one', 'new-key');
  expect(keeper.hide('acme.mail', 'first-key new-key')).toBe('first-key •••');
});
