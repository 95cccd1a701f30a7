import { existsSync, mkdirSync, readFileSync, symlinkSync } from 'node:fs';
import { dirname, join, relative } from 'node:path';

const packages = join(import.meta.dirname, '../..');

/** Our packages that a plugin needs; the SDK goes into its bundle, the others are for its author. */
const own = ['plugin-sdk', 'plugin-cli', 'plugin-testkit'] as const;
const others = ['typescript', '@types/node'] as const;
const programs = {
  'cskefu-plugin': '@cskefu/plugin-cli/bin/cskefu-plugin.mjs',
  tsc: 'typescript/bin/tsc',
} as const;

/** The repository of the desk, if this runs in one and not from an installed package. */
export const findCheckout = (): string | null =>
  existsSync(join(packages, 'plugin-sdk/package.json')) ? join(packages, '..') : null;

export const isInside = (checkout: string, folder: string): boolean => !relative(checkout, folder).startsWith('..');

/** How package.json names our packages: by folder beside a checkout, by version inside of one, where they are found anyway, and once they are published. */
export const ownVersions = (checkout: string | null, folder: string): Record<string, string> => {
  const byFolder = checkout !== null && !isInside(checkout, folder);
  return Object.fromEntries(
    own.map((name) => [`@cskefu/${name}`, byFolder ? `file:${join(packages, name)}` : '0.1.0']),
  );
};

export const versionOf = (checkout: string, name: string): string => {
  const { version } = JSON.parse(readFileSync(join(checkout, 'node_modules', name, 'package.json'), 'utf8')) as {
    version: string;
  };
  return version;
};

/** What npm would install, as links into the checkout: nothing has to be fetched. */
export const linkPackages = (checkout: string, folder: string): void => {
  const modules = join(folder, 'node_modules');
  for (const name of own) link(join(packages, name), join(modules, '@cskefu', name));
  for (const name of others) link(join(checkout, 'node_modules', name), join(modules, name));
  for (const [name, target] of Object.entries(programs)) link(join('..', target), join(modules, '.bin', name));
};

const link = (target: string, path: string) => {
  mkdirSync(dirname(path), { recursive: true });
  symlinkSync(target, path);
};
