import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

interface ManifestEntry {
  file: string;
  css?: string[];
  imports?: string[];
}
type Manifest = Record<string, ManifestEntry>;

/** One language comes after the page, before anything is shown. */
const LANGUAGE = 'src/locales/zh-CN.json';

/** Scripts and style sheets that the page itself names. */
const namedIn = (html: string): string[] =>
  [...html.matchAll(/<(?:script|link)\b[^>]*?(?:src|href)="\/([^"]+\.(?:js|css))"/g)].map(([, file]) => file ?? '');

/** A file of the build, its style sheets, and whatever it imports statically. */
const follow = (manifest: Manifest, key: string, files: Set<string>) => {
  const entry = manifest[key];
  if (!entry) throw new Error(`The build has no ${key}`);
  if (files.has(entry.file)) return;
  for (const file of [entry.file, ...(entry.css ?? [])]) files.add(file);
  for (const next of entry.imports ?? []) follow(manifest, next, files);
};

/** What a browser has loaded when the workbench is usable, relative to the folder of the build. */
export const firstLoadFiles = (dist: string): string[] => {
  const manifest: Manifest = JSON.parse(readFileSync(join(dist, '.vite/manifest.json'), 'utf8'));
  const keyOf = new Map(Object.entries(manifest).map(([key, { file }]) => [file, key]));
  const files = new Set<string>(['index.html']);
  for (const file of namedIn(readFileSync(join(dist, 'index.html'), 'utf8'))) {
    const key = keyOf.get(file);
    if (key) follow(manifest, key, files);
    else files.add(file);
  }
  follow(manifest, LANGUAGE, files);
  return [...files];
};

/** Bytes of the first load to a usable workbench, each file compressed with gzip. */
export const consoleGzip = (dist: string): number =>
  firstLoadFiles(dist).reduce((sum, file) => sum + gzipSync(readFileSync(join(dist, file)), { level: 9 }).length, 0);

if (import.meta.main) {
  process.stdout.write(`${JSON.stringify({ consoleGzip: consoleGzip(join(import.meta.dirname, 'dist')) })}\n`);
}
