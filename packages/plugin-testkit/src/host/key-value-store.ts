import type { KeyValueEntry } from '@cskefu/plugin-sdk';
import type { FakeClock } from './fake-clock.ts';

interface Kept extends KeyValueEntry {
  readonly until: number;
}

/** The storage of one plugin, in memory. `keepsLife`: whether what is set without `ttlS` keeps the life that it has left, as in a migration. */
export const createKeyValueStore = (clock: FakeClock, keepsLife: () => boolean = () => false) => {
  let entries = new Map<string, Kept>();
  const get = (key: string): KeyValueEntry | null => {
    const kept = entries.get(key);
    return kept && kept.until > clock.now() ? { value: kept.value, version: kept.version } : null;
  };
  const set = (key: string, value: unknown, ttlS?: number) => {
    const before = entries.get(key);
    const until = keepsLife() && before && get(key) ? before.until : Number.POSITIVE_INFINITY;
    entries.set(key, {
      value,
      version: (before?.version ?? 0) + 1,
      until: ttlS === undefined ? until : clock.now() + ttlS * 1_000,
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
    /** Everything that has not run out. */
    all: (): Record<string, unknown> =>
      Object.fromEntries([...entries.keys()].sort().flatMap((key) => (get(key) ? [[key, get(key)?.value]] : []))),
    /** Answers how to make it as it is now. */
    remember: () => {
      const now = new Map(entries);
      return () => {
        entries = now;
      };
    },
  };
};

export type KeyValueStore = ReturnType<typeof createKeyValueStore>;
