import { builtinModules } from 'node:module';
import { allowedModules } from '@cskefu/plugin-sdk';
import { refusal } from './refusal.ts';

const NATIVE = /\.(node|so|dylib|dll|exe)$/i;
const INSTALL_SCRIPTS = ['preinstall', 'install', 'postinstall'];

const ALLOWED = new Set(allowedModules);
const OF_NODE = new Set(builtinModules.map((name) => name.replace(/^node:/, '')));

/**
 * Looks for what a plugin has no business with, without running it. It finds mistakes, not malice: what keeps a plugin away from files and network
 * is the process that it runs in.
 * @throws {DomainError} package_refused
 */
export const scan = (files: ReadonlyMap<string, Buffer>, packageJson: Readonly<Record<string, unknown>>): void => {
  for (const path of files.keys()) if (NATIVE.test(path)) throw refusal(path, 'native_code');
  const scripts = packageJson['scripts'];
  for (const name of INSTALL_SCRIPTS)
    if (typeof scripts === 'object' && scripts !== null && Object.hasOwn(scripts, name))
      throw refusal(`package.json#scripts.${name}`, 'install_script');
  for (const [path, body] of files)
    if (SOURCE.test(path))
      for (const name of importsOf(body.toString('utf8')))
        if (isForbidden(name)) throw refusal(path, 'forbidden_import', `${path} imports ${name}`);
};

const isForbidden = (name: string): boolean => {
  const bare = name.replace(/^node:/, '');
  return (name.startsWith('node:') || OF_NODE.has(bare)) && !ALLOWED.has(bare);
};

/** What is written where a node runs it; panels run in a browser. */
const SOURCE = /^dist\/(?!panel\/).*\.[cm]?js$/;

// Spaces are counted: without a limit whoever writes five million of them would have us look for as many seconds squared.
const IMPORTS =
  /(?:\bfrom\s{0,50}|\bimport\s{0,50}(?:\(\s{0,50})?|\brequire\s{0,50}\(\s{0,50}|\bgetBuiltinModule\s{0,50}\(\s{0,50})(["'`])([\w@:./-]{1,100})\1/g;

const importsOf = (source: string): string[] => [...source.matchAll(IMPORTS)].map((match) => match[2] ?? '');
