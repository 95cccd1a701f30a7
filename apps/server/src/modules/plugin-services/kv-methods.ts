import { z } from 'zod';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { type CoreMethods, coreMethod, type PluginCaller } from '../plugins/index.ts';
import { createDataDoor, outdated } from './data-door.ts';
import { deleteEntry, findEntry, type KvWrite, listKeys, remainingS, writeEntry } from './kv.store.ts';

const MAX_VALUE_BYTES = 64 * 1024;
const QUOTA_BYTES = 50 * 1024 * 1024;
const YEAR_S = 366 * 24 * 60 * 60;

const plain = (text: string) => !text.includes('\u0000');
const key = z.string().min(1).max(200).refine(plain, { message: 'must not contain U+0000' });
const anyKey = z.string().max(200).refine(plain, { message: 'must not contain U+0000' });
const ttlS = z.int().min(1).max(YEAR_S).optional();
/** Kept as JSON, so what is read is what was written: no dates, no bytes. */
const value = z
  .json()
  .transform((given) => JSON.stringify(given))
  .refine((text) => Buffer.byteLength(text) <= MAX_VALUE_BYTES, { message: 'at most 64 KB' });

interface KvOptions {
  /** For migrations: an entry that is set without `ttlS` keeps the life that it has left. */
  readonly keepLife?: true;
}

/** `kv.*`: data of a plugin's own. */
export const createKvMethods = (db: DatabaseReader, { keepLife }: KvOptions = {}): CoreMethods => {
  const pass = createDataDoor();
  const write = async (caller: PluginCaller, entry: Omit<KvWrite, 'quota' | 'pluginId' | 'dataVersion'>) => {
    const result = await pass(caller, () => writeEntry(db, { ...entry, ...of(caller), quota: QUOTA_BYTES }));
    if (result.outcome === 'full') throw new DomainError('too_large', { detail: 'the 50 MB of this plugin are full' });
    if (result.outcome === 'not_a_number')
      throw new DomainError('conflict', { detail: 'the entry is no whole number' });
    return result;
  };
  const lifeOf = async (entry: { key: string; ttlS?: number | undefined }, { pluginId }: PluginCaller) =>
    entry.ttlS ?? (keepLife ? await remainingS(db, pluginId, entry.key) : null);
  return {
    'kv.get': coreMethod({
      permission: 'storage',
      args: z.object({ key }),
      handle: async (args, caller) => {
        const found = await findEntry(db, { ...args, ...of(caller) });
        if (found === 'outdated') throw outdated();
        return found ? { value: JSON.parse(found.value), version: Number(found.version) } : null;
      },
    }),
    'kv.set': coreMethod({
      permission: 'storage',
      args: z.object({ key, value, ttlS }),
      handle: async (args, caller) => {
        await write(caller, { ...args, ttlS: await lifeOf(args, caller), expected: null, add: null });
      },
    }),
    'kv.compareAndSet': coreMethod({
      permission: 'storage',
      args: z.object({ key, version: z.int().min(0), value, ttlS }),
      handle: async ({ version, ...args }, caller) => {
        const life = await lifeOf(args, caller);
        const result = await write(caller, { ...args, ttlS: life, expected: version, add: null });
        return result.outcome === 'written';
      },
    }),
    'kv.increment': coreMethod({
      permission: 'storage',
      args: z.object({ key, by: z.int().default(1) }),
      handle: async (args, caller) => {
        const result = await write(caller, { key: args.key, value: null, expected: null, add: args.by, ttlS: null });
        return result.outcome === 'written' ? Number(result.value) : null;
      },
    }),
    'kv.delete': coreMethod({
      permission: 'storage',
      args: z.object({ key }),
      handle: async (args, caller) => {
        await pass(caller, () => deleteEntry(db, { ...args, ...of(caller) }));
      },
    }),
    'kv.list': coreMethod({
      permission: 'storage',
      args: z.object({ prefix: anyKey, after: anyKey.default(''), limit: z.int().min(1).max(200).default(100) }),
      handle: async (args, caller) => {
        const keys = await listKeys(db, { ...args, ...of(caller) });
        if (keys === 'outdated') throw outdated();
        return keys;
      },
    }),
  };
};

const of = ({ pluginId, dataVersion }: PluginCaller) => ({ pluginId, dataVersion: dataVersion ?? null });
