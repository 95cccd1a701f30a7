import { expect, test } from 'vitest';
import { definePlugin } from './define-plugin.ts';
import { manifestOf } from './manifest.ts';

test('the manifest is plain JSON with everything said', () => {
  const plugin = definePlugin({
    id: 'acme.greeter',
    name: 'Greeter',
    version: '1.2.3',
    api: '^1.0',
    permissions: ['messages:write'],
    hooks: {
      'message.beforeSend': { kind: 'veto', match: { messageKind: ['text'] }, handler: () => ({ kind: 'allow' }) },
    },
    observers: { 'conversation.created': { handler: () => {} } },
    jobs: { nightly: { cron: '0 3 * * *', timeZone: 'Asia/Shanghai', handler: () => {} } },
    http: { 'POST /orders': { auth: 'agent', handler: () => ({ status: 204 }) } },
    migrations: [2, 3].map((to) => ({ to, run: () => {} })),
  });
  const manifest = manifestOf(plugin);
  expect(JSON.parse(JSON.stringify(manifest))).toEqual(manifest);
  expect(manifest).toMatchObject({
    id: 'acme.greeter',
    runtime: 'shared',
    net: { allow: [] },
    hooks: [
      {
        point: 'message.beforeSend',
        kind: 'veto',
        deadlineMs: 200,
        onFailure: 'allow',
        match: { messageKind: ['text'] },
      },
    ],
    observers: [{ type: 'conversation.created', batch: 32, deadlineMs: 10_000, includeOwn: false }],
    jobs: [{ name: 'nightly', cron: '0 3 * * *', timeZone: 'Asia/Shanghai', timeoutMs: 120_000 }],
    http: [{ method: 'POST', path: '/orders', auth: 'agent' }],
    migrations: [2, 3],
    hasHealth: false,
  });
});
