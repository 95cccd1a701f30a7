import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { build } from 'vite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { consoleGzip, firstLoadFiles } from './size.ts';

/** Architecture, section 8. */
const BUDGET = 300_000;
const dist = mkdtempSync(join(tmpdir(), 'console-size-'));

beforeAll(async () => {
  const environment = process.env['NODE_ENV'];
  process.env['NODE_ENV'] = 'production';
  await build({ root: import.meta.dirname, logLevel: 'error', build: { outDir: dist, emptyOutDir: true } });
  process.env['NODE_ENV'] = environment;
}, 120_000);

afterAll(() => rmSync(dist, { recursive: true, force: true }));

describe('the first load of the workbench', () => {
  it('stays within its budget', () => {
    expect(consoleGzip(dist)).toBeLessThanOrEqual(BUDGET);
  });

  it('brings one language, and neither menus, pages nor pickers that open later', () => {
    const files = firstLoadFiles(dist).join('\n');
    expect(files).toMatch(/zh-CN/);
    expect(files).not.toMatch(
      /assets\/en-|loaded-menu|emoji|lightbox|channel|sign-in|system-page|administration|organization|accounts|roles|unit-switch|no-access/,
    );
  });
});
