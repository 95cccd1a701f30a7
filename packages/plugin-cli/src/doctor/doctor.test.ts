import { expect, test } from 'vitest';
import { runCommand } from '../testing/run-command.ts';
import { writePlugin } from '../testing/write-plugin.ts';

const sick = `import { definePlugin } from '@cskefu/plugin-sdk';
import { connect } from 'node:net';

export default definePlugin({
  id: 'cskefu.greeter', name: '%name%', version: '1.0.0', api: '^2.0', permissions: ['agents:read', 'net', 'storage'],
  config: { apiToken: { type: 'string', title: '%name%' } },
  hooks: { 'message.beforeSend': { kind: 'veto', deadlineMs: 5000, onFailure: 'block', handler: () => ({ kind: 'allow' }) } },
  migrations: [{ to: 5, run: () => {} }],
  jobs: { sync: { every: '5m', handler: async ({ kv, messages }) => { connect(1); await kv.set('a', 1); await messages.write({}); } } },
});
`;

test('tells what is wrong, and what to do', async () => {
  const packageJson = JSON.stringify({ name: 'greeter', version: '1.0.0', scripts: { postinstall: 'evil' } });
  const folder = writePlugin({ 'src/index.ts': sick, 'package.json': packageJson, 'locales/en.json': '{}' });
  const { code, output } = await runCommand(folder, 'doctor');
  expect(code).toBe(1);
  for (const words of [
    '✗ The id cskefu.greeter is kept',
    '✗ api is ^2.0',
    '✗ locales/en.json has no name',
    '✗ package.json has a script postinstall',
    '✗ The hook message.beforeSend asks for 5000 ms',
    '! Its migrations begin with 5',
    '! It seems to need the permission messages:write',
    '! It seems to need the permission hooks:block',
    '! It asks for agents:read and does not seem to use it',
    '! It asks for net and names no host',
    '✗ It imports node:net',
    '! The field apiToken looks like a secret',
    '! package.json names no licence',
  ])
    expect(output).toContain(words);
});

test('a healthy plugin has nothing to be told', async () => {
  const packageJson = JSON.stringify({
    name: 'greeter',
    version: '1.0.0',
    license: 'MIT',
    keywords: ['cskefu-plugin'],
  });
  const folder = writePlugin({ 'package.json': packageJson, 'README.md': '# Greeter' });
  expect(await runCommand(folder, 'doctor')).toMatchObject({
    code: 0,
    output: expect.stringMatching(/^✓ .*0 errors, 0 warnings$/),
  });
});
