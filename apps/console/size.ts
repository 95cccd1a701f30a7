import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface ManifestEntry {
  file: string;
  css?: string[];
  imports?: string[];
}
type Manifest = Record<string, ManifestEntry>;

/** What a browser has loaded when the workbench is usable: the entry, which holds shell and workbench, and one language. */
const roots = ['index.html', 'src/locales/zh-CN.json'];
const scripts = ['theme.js'];

const follow = (manifest: Manifest, key: string, seen: Set<string>) => {
  if (seen.has(key)) return;
  const entry = manifest[key];
  if (!entry) throw new Error(`The build has no ${key}`);
  seen.add(key);
  for (const next of entry.imports ?? []) follow(manifest, next, seen);
};

/** The files of the first load of a build, relative to its folder. */
export const firstLoadFiles = (dist: string): string[] => {
  const manifest: Manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const seen = new Set<string>();
  for (const root of roots) follow(manifest, root, seen);
  const files = new Set(['index.html', ...scripts]);
  for (const key of seen)
    for (const file of [manifest[key]?.file ?? '', ...(manifest[key]?.css ?? [])]) files.add(file);
  return [...files];
};

/** Bytes of the first load to a usable workbench, each file compressed with gzip. */
export const consoleGzip = (dist: string): number =>
  firstLoadFiles(dist).reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0);

if (import.meta.main)
  process.stdout.write(`${JSON.stringify({ consoleGzip: consoleGzip(join(import.meta.dirname, 'dist')) })}\n`);
