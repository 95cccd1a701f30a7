import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { packageProblem } from '../../../testing/package-problem.ts';
import { packPlugin, tarEntry } from '../../../testing/plugin-package.ts';
import { isSafePattern } from './safe-pattern.ts';

const of = (...given: Parameters<typeof packPlugin>) => packageProblem(packPlugin(...given));
const tarred = (...entries: Buffer[][]) => gzipSync(Buffer.concat([...entries.flat(), Buffer.alloc(1024)]));
const pax = (...records: string[]) =>
  tarEntry('x', Buffer.from(records.map((record) => `${lengthOf(record)} ${record}\n`).join('')), 'x');
/** It counts its own digits. */
const lengthOf = (record: string): number => {
  const bare = Buffer.byteLength(record) + 2;
  return bare + `${bare + `${bare}`.length}`.length;
};
const soon = (run: () => unknown) => {
  const began = performance.now();
  run();
  expect(performance.now() - began).toBeLessThan(2_000);
};

test('spaces without end behind a word do not keep the scan busy', () => {
  soon(() => {
    for (const word of ['import', 'from', 'require', 'getBuiltinModule('])
      expect(of({ head: `/* ${word}${' '.repeat(1_000_000)} */` })).toBe('fits');
  });
  expect(of({ head: `import\n  (\n  'node:fs')` })).toBe('forbidden_import dist/server.mjs');
});

test('what the entry imports is looked at as well, wherever it lies', () => {
  expect(of({ files: { 'dist/chunks/a.mjs': `import 'node:fs';` } })).toBe('forbidden_import dist/chunks/a.mjs');
  expect(of({ files: { 'dist/b.cjs': `require('child_process');` } })).toBe('forbidden_import dist/b.cjs');
  expect(of({ files: { 'dist/panel/orders/main.js': `import x from 'fs';` } })).toBe('fits');
});

test('a small file of words cannot become large ones', () => {
  const below = Object.fromEntries(Array.from({ length: 20_000 }, (_, index) => [index, '']));
  soon(() => {
    expect(of({ files: { 'locales/en.json': JSON.stringify({ ['k'.repeat(60_000)]: below }) } })).toBe(
      'too_large locales/en.json',
    );
    expect(of({ files: { 'locales/en.json': JSON.stringify(below) } })).toBe('too_large locales/en.json');
  });
});

test('what is nested for ever is refused in words, not by a full stack', () => {
  const deep = (times: number) => `${'{"a":'.repeat(times)}""${'}'.repeat(times)}`;
  for (const times of [40, 2_000, 40_000])
    expect(of({ files: { 'locales/en.json': deep(times) } })).toBe('not_json locales/en.json');
  const manifest = `{"name":"a","version":"1.0.0","cskefu":${'['.repeat(30_000)}${']'.repeat(30_000)}}`;
  expect(of({ files: { 'package.json': manifest } })).toBe('not_json package.json');
});

test('text that the database cannot keep does not get as far as that', () => {
  expect(of({ manifest: { name: 'a\0b' } })).toBe('not_json package.json');
  expect(of({ manifest: { description: '\ud800' } })).toBe('not_json package.json');
  expect(of({ packageName: 'Cskefu Team <official>' })).toBe('bad_manifest package.json#name');
  expect(of({ packageName: '../../etc' })).toBe('bad_manifest package.json#name');
});

test('names that do not fit on a disk, or that nobody can read, are refused', () => {
  const named = (name: string) => packageProblem(tarred(pax(`path=${name}`), tarEntry('y', Buffer.from('x'))));
  // 300 bytes in 100 characters; a name in a folder may have 255.
  expect(named(`package/dist/${'很'.repeat(100)}`)).toMatch(/^bad_path/);
  expect(named('package/dist/a\nb')).toMatch(/^bad_path/);
  expect(named('package/dist/\u202egnp.mjs')).toMatch(/^bad_path/);
  expect(
    packageProblem(tarred(tarEntry('x', Buffer.alloc(14_000_000, '/'), 'L'), tarEntry('y', Buffer.from('')))),
  ).toBe('too_large ');
});

test('a path is one file, once', () => {
  expect(of({ files: { 'dist/a': 'x', 'dist/a/b': 'y' } })).toBe('bad_path dist/a/b');
  const twice = ['good', 'evil'].map((word) => tarEntry('package/dist/server.mjs', Buffer.from(word)));
  expect(packageProblem(tarred(...twice))).toBe('bad_path dist/server.mjs');
});

test('what other readers of tar would read otherwise is refused', () => {
  const file = tarEntry('package/dist/good.mjs', Buffer.from('good'));
  // A value may hold what looks like a record of its own.
  expect(packageProblem(tarred(pax('comment=x\n24 path=package/evil.js'), file))).toBe('missing package.json');
  expect(packageProblem(tarred(pax('path=package/a.mjs', 'path=package/../b.mjs'), file))).toBe(
    'bad_path package/../b.mjs',
  );
  expect(packageProblem(tarred(pax('size=4'), file))).toBe('missing package.json');
  expect(packageProblem(tarred(pax('size=2'), file))).toBe('not_a_package ');
  expect(packageProblem(tarred(pax('GNU.sparse.name=package/evil.mjs'), file))).toBe('not_a_package ');
  expect(packageProblem(tarred(tarEntry('g', Buffer.from('19 path=package/e\n'), 'g'), file))).toBe('not_a_package ');
  expect(packageProblem(tarred(tarEntry('x', Buffer.from('99 path=package/e\n'), 'x'), file))).toBe('not_a_package ');
  const behind = Buffer.concat([...file, Buffer.alloc(512), ...tarEntry('package/evil.mjs', Buffer.from('x'))]);
  expect(packageProblem(gzipSync(Buffer.concat([behind, Buffer.alloc(1024)])))).toBe('not_a_package ');
});

test('entries without end are not counted to the end', () => {
  const folders = Array.from({ length: 30_000 }, () => tarEntry('package/d/', Buffer.alloc(0), '5'));
  soon(() => expect(packageProblem(tarred(...folders))).toBe('too_large '));
});

test('patterns with many choices are as bad as those that repeat', () => {
  const optional = `${'a?'.repeat(40)}${'a'.repeat(40)}`;
  const alternatives = `${'(a|a)'.repeat(30)}b`;
  expect([optional, alternatives, 'a*a*(b|c)?(d|e)?(f|g)?'].map(isSafePattern)).toEqual([false, false, false]);
  expect(
    ['https?://[^/]+(/.*)?', '(?:red|green|blue|black|white)', '\\d{3,4}-?\\d{7,8}', '(?<year>\\d{4})-\\d\\d'].map(
      isSafePattern,
    ),
  ).toEqual([true, true, true, true]);
  const config = (maxLength: number) => ({
    manifest: { config: { word: { type: 'string', title: 'Word', pattern: 'a*b*', maxLength } as const } },
  });
  expect(of(config(1_000))).toBe('fits');
  expect(of(config(100_000))).toMatch(/^bad_manifest/);
});

test('fields and channels have no names that every object seems to have', () => {
  const field = { type: 'string', title: 'Word' } as const;
  expect(of({ manifest: { config: { constructor: field } as never } })).toMatch(/^bad_manifest/);
  expect(
    of({ manifest: { config: { inner: { type: 'group', title: 'x', fields: { valueOf: field } } } as never } }),
  ).toMatch(/^bad_manifest/);
});
