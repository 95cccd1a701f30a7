import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packageProblem } from '../../../testing/package-problem.ts';
import { type PackedPlugin, pack, packPlugin, tarEntry } from '../../../testing/plugin-package.ts';
import { readPackage } from './read-package.ts';
import { isSafePattern } from './safe-pattern.ts';

const with_ = (given: PackedPlugin) => packageProblem(packPlugin(given));
const tarred = (...entries: Buffer[][]) => gzipSync(Buffer.concat([...entries.flat(), Buffer.alloc(1024)]));

test('a package is read with its manifest, its words and its icon', () => {
  const packed = packPlugin({
    files: {
      'locales/zh-CN.json': JSON.stringify({ title: '问候', panel: { orders: '订单' } }),
      'locales/en.json': JSON.stringify({ title: 'Greeting' }),
      'icon.svg': '<svg xmlns="http://www.w3.org/2000/svg"/>',
      'README.md': 'words',
    },
  });
  const { hash, packageName, facts, files } = readPackage(packed);
  expect(hash).toBe(createHash('sha256').update(packed).digest('hex'));
  expect(packageName).toBe('cskefu-plugin-acme-greeter');
  expect(facts.catalogs).toEqual({ 'zh-CN': { title: '问候', 'panel.orders': '订单' }, en: { title: 'Greeting' } });
  expect(facts.icon).toMatch(/^data:image\/svg\+xml;base64,/);
  expect([...files.keys()]).toEqual(['dist/server.mjs']);
});

test('what is no package, or leads out of it, is refused', () => {
  const file = (name: string, type = '0', link = '') => tarred(tarEntry(name, Buffer.from('x'), type, link));
  expect(packageProblem(Buffer.from('nonsense'))).toBe('not_a_package ');
  expect(packageProblem(gzipSync('no tar'.repeat(200)))).toBe('not_a_package ');
  expect(packageProblem(file('/etc/passwd'))).toBe('bad_path /etc/passwd');
  expect(packageProblem(file('package/../../evil'))).toBe('bad_path package/../../evil');
  expect(packageProblem(file('elsewhere/file'))).toBe('bad_path elsewhere/file');
  expect(packageProblem(file('package/a\\b'))).toBe('bad_path package/a\\b');
  expect(packageProblem(file('package/link', '2', '/etc/passwd'))).toBe('bad_entry package/link');
  expect(packageProblem(file('package/hard', '1', 'package/other'))).toBe('bad_entry package/hard');
  expect(packageProblem(file('package/device', '3'))).toBe('bad_entry package/device');
  // Its long name comes in an entry of its own.
  const path = '28 path=package/../evil.txt\n';
  expect(packageProblem(tarred(tarEntry('x', Buffer.from(path), 'x'), tarEntry('y', Buffer.from('x'))))).toBe(
    'bad_path package/../evil.txt',
  );
});

test('limits hold for what comes out, not for what goes in', () => {
  const bomb = gzipSync(Buffer.alloc(64 * 1024 * 1024));
  expect(bomb.length).toBeLessThan(100_000);
  expect(packageProblem(bomb)).toBe('too_large ');
  expect(with_({ files: { 'dist/server.mjs': 'a'.repeat(5 * 1024 * 1024 + 1) } })).toBe('too_large dist/server.mjs');
  expect(with_({ manifest: { description: 'a'.repeat(70_000) } })).toBe('too_large package.json#cskefu');
  expect(packageProblem(pack(Object.fromEntries(Array.from({ length: 501 }, (_, index) => [`f${index}`, '']))))).toBe(
    'too_large f500',
  );
});

test('a manifest must say what the desk can rely on', () => {
  expect(with_({ id: 'cskefu.mine' })).toBe('reserved package.json#cskefu.id');
  expect(with_({ id: 'nodots' })).toBe('bad_manifest package.json#cskefu.id');
  expect(with_({ manifest: { api: '^2.0' } })).toBe('unsupported_api package.json#cskefu.api');
  expect(with_({ packageJson: { version: '1.0.1' } })).toBe('version_differs package.json#version');
  expect(with_({ manifest: { permissions: ['everything' as never] } })).toBe(
    'bad_manifest package.json#cskefu.permissions.0',
  );
  expect(
    with_({
      manifest: {
        hooks: [
          {
            point: 'message.beforeSend',
            kind: 'veto',
            phase: 'normal',
            match: {},
            deadlineMs: 60_000,
            onFailure: 'allow',
          },
        ],
      },
    }),
  ).toBe('bad_manifest package.json#cskefu.hooks.0.deadlineMs');
  expect(with_({ packageJson: { cskefu: undefined } })).toBe('missing package.json#cskefu');
  expect(with_({ packageJson: { scripts: { postinstall: 'curl evil' } } })).toBe(
    'install_script package.json#scripts.postinstall',
  );
});

test('machine code and closed parts of Node are found', () => {
  expect(with_({ files: { 'dist/fast.node': 'x' } })).toBe('native_code dist/fast.node');
  for (const line of [
    `import { readFile } from 'node:fs/promises';`,
    `import net from "net";`,
    `const { exec } = await import('node:child_process');`,
    `const s = process.getBuiltinModule('node:sqlite');`,
  ])
    expect([line, with_({ head: line })]).toEqual([line, 'forbidden_import dist/server.mjs']);
  expect(with_({ head: `import { createHmac } from 'node:crypto'; import { inflate } from 'zlib';` })).toBe('fits');
});

test('patterns that could take for ever are none', () => {
  expect(['[a-z]{2,5}', '\\d+', 'https://[^/]+/hook', 'a*b+'].map(isSafePattern)).toEqual([true, true, true, true]);
  expect(['(a+)+', '(a|a)*', '(?:a*)*b', 'a*a*a*a*', '('].map(isSafePattern)).toEqual([
    false,
    false,
    false,
    false,
    false,
  ]);
});

test('migrations of data follow each other, and there is data to migrate', () => {
  const of = (migrations: number[], permissions: ['storage'] | [] = ['storage']) =>
    with_({ manifest: { migrations, permissions } });
  expect([of([2]), of([2, 3, 4]), of([7, 8])]).toEqual(['fits', 'fits', 'fits']);
  const wrong = [of([1]), of([2, 4]), of([3, 2]), of([2.5]), of([]), of([2], [])];
  for (const problem of wrong) expect(problem).toMatch(/^bad_manifest package\.json#cskefu\.migrations/);
});
