import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { build } from 'vite';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';

const LOADER_BUDGET = 2_500;
const CHAT_BUDGET = 30_000;

const here = import.meta.dirname;
// Not the `dist` that somebody may be serving just now.
const dist = mkdtempSync(join(tmpdir(), 'cskefu-widget-'));
const sizeOf = (file: string) => gzipSync(readFileSync(file), { level: 9 }).length;

beforeAll(async () => {
  // Under the name of a test Vite builds for developers.
  vi.stubEnv('NODE_ENV', 'production');
  const quiet = { logLevel: 'silent' } as const;
  const into = (folder: string) => ({ build: { outDir: join(dist, folder), emptyOutDir: true } });
  await build({
    ...quiet,
    ...into('loader'),
    root: join(here, 'loader'),
    configFile: join(here, 'loader/vite.config.ts'),
  });
  await build({ ...quiet, ...into('page'), root: join(here, 'page'), configFile: join(here, 'page/vite.config.ts') });
  await build({ ...quiet, ...into('chat'), root: join(here, 'chat'), configFile: join(here, 'chat/vite.config.ts') });
}, 60_000);
afterAll(() => rmSync(dist, { recursive: true }));

test('the loader weighs at most 2.5 KB', () => {
  expect(readdirSync(join(dist, 'loader'))).toEqual(['widget.js']);
  expect(sizeOf(join(dist, 'loader/widget.js'))).toBeLessThanOrEqual(LOADER_BUDGET);
});

test('what follows the visitor weighs as little, and comes later', () => {
  expect(sizeOf(join(dist, 'page/widget-page.js'))).toBeLessThanOrEqual(LOADER_BUDGET);
  expect(readFileSync(join(dist, 'loader/widget.js'), 'utf8')).not.toMatch(/aria-describedby/);
});

test('up to the first usable message the chat weighs at most 30 KB, in either language', () => {
  const page = readFileSync(join(dist, 'chat/index.html'), 'utf8');
  const first = [...page.matchAll(/(?:src|href)="\/(chat-assets\/[^"]+\.(?:js|css))"/g)].map((match) => match[1] ?? '');
  expect(first.map((name) => name.replace(/^.*\./, '')).sort()).toEqual(['css', 'js']);
  // Nothing else comes along unseen.
  const entry = first.find((name) => name.endsWith('.js')) ?? '';
  expect(readFileSync(join(dist, 'chat', entry), 'utf8')).not.toMatch(/\bfrom\s*["']\.|\bimport\s*["']\./);
  for (const language of ['en', 'zh-cn']) {
    const texts = readdirSync(join(dist, 'chat/chat-assets')).filter((name) => name.startsWith(`${language}-`));
    expect(texts).toHaveLength(1);
    const files = ['index.html', ...first, ...texts.map((name) => `chat-assets/${name}`)];
    const total = files.reduce((sum, file) => sum + sizeOf(join(dist, 'chat', file)), 0);
    expect(total).toBeLessThanOrEqual(CHAT_BUDGET);
  }
});

test('what is not needed for that comes later', () => {
  const page = readFileSync(join(dist, 'chat/index.html'), 'utf8');
  const entry = readFileSync(join(dist, 'chat', /\/(chat-assets\/index-[^"]+\.js)"/.exec(page)?.[1] ?? ''), 'utf8');
  for (const lazy of [
    'emoji-picker',
    'lightbox',
    'upload-file',
    'menu-items',
    'end-question',
    'rating-card',
    'dead-end',
    'load-earlier',
    'chime',
    'drop-area',
    'file-card',
    'recall-button',
    'browsing',
    'queue-line',
    'leave-message',
    'pre-chat',
    'resume',
  ])
    expect(entry).toMatch(new RegExp(`import\\(.\\./${lazy}-`));
  expect(entry).not.toMatch(/ZodError|react-dom/);
});

test('the page of the chat needs no inline script or style', () => {
  const page = readFileSync(join(dist, 'chat/index.html'), 'utf8');
  expect(page).not.toMatch(/<style|style=|<script(?![^>]*\ssrc=)|\son\w+=/);
});
