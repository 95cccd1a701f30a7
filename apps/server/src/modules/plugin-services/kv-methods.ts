import { z } from 'zod';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { type CoreMethods, coreMethod } from '../plugins/index.ts';
import { deleteEntry, findEntry, type KvWrite, listKeys, writeEntry } from './kv.store.ts';

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

/** `kv.*`: data of a plugin's own. */
export const createKvMethods = (db: Database): CoreMethods => {
  const write = async (entry: Omit<KvWrite, 'quota'>) => {
    const result = await writeEntry(db, { ...entry, quota: QUOTA_BYTES });
    if (result.outcome === 'full') throw new DomainError('too_large', { detail: 'the 50 MB of this plugin are full' });
    if (result.outcome === 'not_a_number')
      throw new DomainError('conflict', { detail: 'the entry is no whole number' });
    return result;
  };
  return {
    'kv.get': coreMethod({
      permission: 'storage',
      args: z.object({ key }),
      handle: async (args, { pluginId }) => {
        const found = await findEntry(db, pluginId, args.key);
        return found ? { value: JSON.parse(found.value), version: Number(found.version) } : null;
      },
    }),
    'kv.set': coreMethod({
      permission: 'storage',
      args: z.object({ key, value, ttlS }),
      handle: async (args, { pluginId }) => {
        await write({ pluginId, ...args, ttlS: args.ttlS ?? null, expected: null, add: null });
      },
    }),
    'kv.compareAndSet': coreMethod({
      permission: 'storage',
      args: z.object({ key, version: z.int().min(0), value, ttlS }),
      handle: async ({ version, ...args }, { pluginId }) => {
        const result = await write({ pluginId, ...args, ttlS: args.ttlS ?? null, expected: version, add: null });
        return result.outcome === 'written';
      },
    }),
    'kv.increment': coreMethod({
      permission: 'storage',
      args: z.object({ key, by: z.int().default(1) }),
      handle: async (args, { pluginId }) => {
        const result = await write({ pluginId, key: args.key, value: null, expected: null, add: args.by, ttlS: null });
        return result.outcome === 'written' ? Number(result.value) : null;
      },
    }),
    'kv.delete': coreMethod({
      permission: 'storage',
      args: z.object({ key }),
      handle: (args, { pluginId }) => deleteEntry(db, pluginId, args.key),
    }),
    'kv.list': coreMethod({
      permission: 'storage',
      args: z.object({ prefix: anyKey, after: anyKey.default(''), limit: z.int().min(1).max(200).default(100) }),
      handle: (args, { pluginId }) => listKeys(db, { pluginId, ...args }),
    }),
  };
};
