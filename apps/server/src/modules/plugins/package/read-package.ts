import { createHash } from 'node:crypto';
import { PLUGIN_API, type PluginManifest } from '@cskefu/plugin-sdk';
import semver from 'semver';
import type { KnownPlugin } from '../facts.ts';
import { manifestSchema } from './manifest-schema.ts';
import { readTar } from './read-tar.ts';
import { flatten } from './read-words.ts';
import { refusal } from './refusal.ts';
import { scan } from './scan.ts';
import { isTame } from './tame-json.ts';

const MAX_SERVER = 5 * 1024 * 1024;
const MAX_MANIFEST = 64 * 1024;
const MAX_PACKAGE_JSON = 256 * 1024;
const MAX_WORDS = 256 * 1024;
const MAX_ICON = 16 * 1024;
const SERVER = 'dist/server.mjs';
const NAME = /^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/;

export interface ReadPackage {
  readonly hash: string;
  readonly packageName: string;
  readonly facts: KnownPlugin;
  /** What is written where a node runs it: path → bytes. */
  readonly files: ReadonlyMap<string, Buffer>;
  /** Unpacked. */
  readonly bytes: number;
}

export const hashOf = (packed: Uint8Array): string => createHash('sha256').update(packed).digest('hex');

/**
 * Reads a package and checks all that can be checked without running it.
 * @throws {DomainError} package_refused
 */
export const readPackage = (packed: Uint8Array): ReadPackage => {
  const files = readTar(packed);
  const packageJson = readJson(files, 'package.json', MAX_PACKAGE_JSON);
  const manifest = readManifest(packageJson);
  const server = files.get(SERVER);
  if (!server) throw refusal(SERVER, 'missing');
  if (server.length > MAX_SERVER) throw refusal(SERVER, 'too_large');
  scan(files, packageJson);
  return {
    hash: hashOf(packed),
    packageName: String(packageJson['name']),
    facts: {
      manifest,
      catalogs: { 'zh-CN': readWords(files, 'zh-CN'), en: readWords(files, 'en') },
      icon: readIcon(files),
    },
    files: new Map([...files].filter(([path]) => path.startsWith('dist/') && !path.startsWith('dist/panel/'))),
    bytes: [...files.values()].reduce((sum, body) => sum + body.length, 0),
  };
};

const readManifest = (packageJson: Readonly<Record<string, unknown>>): PluginManifest => {
  const given = packageJson['cskefu'];
  if (given === undefined) throw refusal('package.json#cskefu', 'missing');
  if (JSON.stringify(given).length > MAX_MANIFEST) throw refusal('package.json#cskefu', 'too_large');
  const parsed = manifestSchema.safeParse(given);
  if (!parsed.success) {
    const [issue] = parsed.error.issues;
    throw refusal(`package.json#cskefu.${issue?.path.join('.')}`, 'bad_manifest', issue?.message);
  }
  const manifest = parsed.data;
  const name = packageJson['name'];
  if (typeof name !== 'string') throw refusal('package.json#name', 'missing');
  if (name.length > 214 || !NAME.test(name)) throw refusal('package.json#name', 'bad_manifest', 'no name of npm');
  if (packageJson['version'] !== manifest.version || semver.valid(manifest.version) === null)
    throw refusal('package.json#version', 'version_differs', `${packageJson['version']} and ${manifest.version}`);
  if (manifest.id.startsWith('cskefu.')) throw refusal('package.json#cskefu.id', 'reserved');
  if (semver.validRange(manifest.api) === null || !semver.satisfies(PLUGIN_API, manifest.api))
    throw refusal('package.json#cskefu.api', 'unsupported_api', `made for ${manifest.api}, this is ${PLUGIN_API}`);
  return manifest;
};

const readJson = (files: ReadonlyMap<string, Buffer>, path: string, max: number): Record<string, unknown> => {
  const body = files.get(path);
  if (!body) throw refusal(path, 'missing');
  if (body.length > max) throw refusal(path, 'too_large');
  try {
    const value: unknown = JSON.parse(body.toString('utf8'));
    if (typeof value === 'object' && value !== null && !Array.isArray(value) && isTame(value))
      return value as Record<string, unknown>;
  } catch {}
  throw refusal(path, 'not_json');
};

const readWords = (files: ReadonlyMap<string, Buffer>, locale: string): Record<string, string> => {
  const path = `locales/${locale}.json`;
  if (!files.has(path)) return {};
  return flatten(readJson(files, path, MAX_WORDS), path);
};

const readIcon = (files: ReadonlyMap<string, Buffer>): string | null => {
  const icon = files.get('icon.svg');
  if (!icon || icon.length > MAX_ICON) return null;
  return `data:image/svg+xml;base64,${icon.toString('base64')}`;
};
