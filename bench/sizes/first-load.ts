import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { gzipSync } from 'node:zlib';

const NAMED_IN_PAGE = /<(?:script|link)\b[^>]*?(?:src|href)="\/([^"]+\.(?:js|css))"/g;
/** Of a bundle; what is imported as a function call comes later. */
const STATIC_IMPORT = /\bimport\s*(?:[\w*{}\s,$]+?\s*from\s*)?["'](\.{1,2}\/[^"']+\.js)["']/g;

/** Files that a browser loads before anything works: the page, what it names, and what that imports. Relative to the folder. */
export function firstLoadFiles(folder: string): string[] {
  const page = readFileSync(join(folder, 'index.html'), 'utf8');
  const files = new Set(['index.html']);
  const follow = (file: string): void => {
    if (files.has(file)) return;
    files.add(file);
    if (!file.endsWith('.js')) return;
    for (const [, path = ''] of readFileSync(join(folder, file), 'utf8').matchAll(STATIC_IMPORT))
      follow(posix.join(dirname(file), path));
  };
  for (const [, file = ''] of page.matchAll(NAMED_IN_PAGE)) follow(file);
  return [...files];
}

/** The one file of a folder whose name begins so. */
export function fileBeginning(folder: string, prefix: string): string {
  const [name] = readdirSync(folder).filter((file) => file.startsWith(prefix) && file.endsWith('.js'));
  if (name === undefined) throw new Error(`the build has no ${prefix}*.js`);
  return join(folder, name);
}

export function gzipBytes(files: readonly string[]): number {
  return files.reduce((sum, file) => sum + gzipSync(readFileSync(file), { level: 9 }).length, 0);
}
