import type { KeyValueEntry } from '@cskefu/plugin-sdk';
import type { FakeClock } from './fake-clock.ts';

interface Kept extends KeyValueEntry {
  readonly until: number;
}

/** The storage of one plugin, in memory. */
export const createKeyValueStore = (clock: FakeClock) => {
  const entries = new Map<string, Kept>();
  const get = (key: string): KeyValueEntry | null => {
    const kept = entries.get(key);
    return kept && kept.until > clock.now() ? { value: kept.value, version: kept.version } : null;
  };
  const set = (key: string, value: unknown, ttlS?: number) => {
    const version = (entries.get(key)?.version ?? 0) + 1;
    entries.set(key, {
      value,
      version,
      until: ttlS === undefined ? Number.POSITIVE_INFINITY : clock.now() + ttlS * 1_000,
    });
  };
  return {
    get,
    set,
    compareAndSet: (key: string, version: number, value: unknown, ttlS?: number): boolean => {
      if ((get(key)?.version ?? 0) !== version) return false;
      set(key, value, ttlS);
      return true;
    },
    increment: (key: string, by: number): number => {
      const sum = Number(get(key)?.value ?? 0) + by;
      set(key, sum);
      return sum;
    },
    delete: (key: string) => void entries.delete(key),
    list: (prefix: string, after: string, limit: number): string[] =>
      [...entries.keys()]
        .filter((key) => key.startsWith(prefix) && key > after && get(key))
        .sort()
        .slice(0, limit),
  };
};

export type KeyValueStore = ReturnType<typeof createKeyValueStore>;
