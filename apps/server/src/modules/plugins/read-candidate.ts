import type { PluginPackage } from '@cskefu/contract';
import type { Database, DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { changeTo } from './consent.ts';
import { presentFacts } from './facts.ts';
import { type ReadPackage, readPackage } from './package/read-package.ts';
import { refusal } from './package/refusal.ts';
import { findPackage, type StoredPackage, storePackage } from './packages.store.ts';
import type { PluginDesk } from './plugin-desk.ts';
import { findPlugin, listVersions, type VersionRecord } from './plugins.store.ts';
import { presentOrigin } from './present-origin.ts';
import type { FetchedPackage } from './registry/fetch-package.ts';

export type Came = Pick<StoredPackage, 'source' | 'origin'>;

interface UploadedPackage {
  readonly bytes: Buffer;
  readonly source: 'upload';
  readonly origin: null;
}

/**
 * Reads a package, keeps it, and tells what installing it would change.
 * @throws {DomainError} package_refused
 */
export async function inspectPackage(
  { db, holdHours }: Pick<PluginDesk, 'db' | 'holdHours'>,
  given: UploadedPackage | FetchedPackage,
  now: Date = new Date(),
): Promise<PluginPackage> {
  const read = readPackage(given.bytes);
  if (given.source === 'registry') requireAsked(read, given);
  const current = await requireFit(db, read);
  await storePackage(db, read.hash, given, now);
  return {
    hash: read.hash,
    packageName: read.packageName,
    source: given.source,
    bytes: read.bytes,
    plugin: presentFacts(read.facts),
    current: current && {
      version: current.version,
      permissions: [...current.permissions],
      hosts: [...current.hosts],
    },
    change: changeTo(read.facts, current, await findPlugin(db, read.facts.manifest.id)),
    warnings: warningsOf(read),
    origin: presentOrigin(given.origin, holdHours, now),
    newer: given.source === 'registry' ? given.newer : null,
  };
}

/**
 * A registry does not look into what it keeps: under one name there may lie a package that calls itself by another one.
 * @throws {DomainError} package_refused
 */
const requireAsked = ({ packageName, facts }: ReadPackage, { name, version }: FetchedPackage): void => {
  if (packageName !== name) throw refusal('package.json#name', 'other_package', `it was asked for as ${name}`);
  if (facts.manifest.version !== version)
    throw refusal('package.json#version', 'version_differs', `${facts.manifest.version} and ${version}`);
};

/** @throws {DomainError} not_found, package_refused */
export async function readStoredPackage(db: Database, hash: string): Promise<ReadPackage & Came> {
  const stored = await findPackage(db, hash);
  if (!stored) throw new DomainError('not_found');
  return { ...readPackage(stored.bytes), source: stored.source, origin: stored.origin };
}

/**
 * Ids are claimed once: by the product, or by the package that an id was first installed from, for as long as anything of it is kept. Answers with the version that is installed.
 * @throws {DomainError} package_refused
 */
export async function requireFit(db: DatabaseReader, read: ReadPackage): Promise<VersionRecord | null> {
  const { id } = read.facts.manifest;
  const record = await findPlugin(db, id);
  if (!record) return null;
  if (record.builtIn) throw refusal('package.json#cskefu.id', 'reserved');
  if (record.packageName !== null && record.packageName !== read.packageName)
    throw refusal('package.json#name', 'other_package', `${id} was installed from ${record.packageName}`);
  const versions = await listVersions(db, id);
  return versions.find(({ hash }) => hash === record.wantedHash) ?? null;
}

const warningsOf = ({ facts, files }: ReadPackage): PluginPackage['warnings'] => {
  const keys = new Set(JSON.stringify(facts.manifest).match(/%[\w.-]+%/g) ?? []);
  const lacks = (locale: string) =>
    [...keys].filter((key) => facts.catalogs[locale]?.[key.slice(1, -1)] === undefined).join(' ');
  const [zh, en] = [lacks('zh-CN'), lacks('en')];
  const raw = [...files].find(
    ([path, body]) => path === 'dist/server.mjs' && /\beval\(|\bnew Function\(/.test(`${body}`),
  );
  return [
    ...(zh ? [{ code: 'no_chinese' as const, detail: zh.slice(0, 500) }] : []),
    ...(en ? [{ code: 'no_english' as const, detail: en.slice(0, 500) }] : []),
    ...(raw ? [{ code: 'raw_code' as const, detail: raw[0] }] : []),
  ];
};
