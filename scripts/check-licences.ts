import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Licences that may be combined with ours and passed on, whatever the dependency is used for. */
const allowed = new Set([
  '0BSD',
  'Apache-2.0',
  'BlueOak-1.0.0',
  'BSD-2-Clause',
  'BSD-3-Clause',
  'CC0-1.0',
  'ISC',
  'MIT',
  'MIT-0',
  'MPL-2.0',
  'PostgreSQL',
  'Python-2.0',
  'Unlicense',
]);

/** libvips is a shared library that stands beside ours and can be replaced: what the LGPL asks for. */
const exceptions = [{ packages: /^@img\/sharp-/, licence: 'LGPL-3.0-or-later' }];

interface LockedPackage {
  readonly link?: boolean;
  readonly license?: string;
}

/**
 * Reads the licence of every package in package-lock.json, those for other platforms and for development as well.
 * Answers one line for each that is not on the list.
 */
export function findLicenceProblems(root: string): string[] {
  const lock = JSON.parse(readFileSync(join(root, 'package-lock.json'), 'utf8')) as {
    packages: Record<string, LockedPackage>;
  };
  return Object.entries(lock.packages).flatMap(([path, entry]) => {
    if (!path.includes('node_modules/') || entry.link) return [];
    const name = path.slice(path.lastIndexOf('node_modules/') + 'node_modules/'.length);
    const licence = entry.license ?? licenceInFolder(join(root, path)) ?? 'no licence stated';
    return isAllowed(licence, name) ? [] : [`${name}: ${licence}`];
  });
}

function licenceInFolder(folder: string): string | undefined {
  const manifest = join(folder, 'package.json');
  if (!existsSync(manifest)) return undefined;
  const { license } = JSON.parse(readFileSync(manifest, 'utf8')) as { license?: string };
  return license;
}

/** An SPDX expression: one side of `OR` is enough, `AND` needs both. */
export function isAllowed(expression: string, name: string): boolean {
  const plain = expression.replace(/[()]/g, ' ').trim();
  if (/[()]/.test(expression) && plain.includes(' AND ') && plain.includes(' OR ')) return false;
  if (plain.includes(' OR ')) return plain.split(' OR ').some((part) => isAllowed(part.trim(), name));
  if (plain.includes(' AND ')) return plain.split(' AND ').every((part) => isAllowed(part.trim(), name));
  return allowed.has(plain) || exceptions.some(({ packages, licence }) => licence === plain && packages.test(name));
}
