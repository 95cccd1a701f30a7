import type { StorageLike } from '@cskefu/client';

/** Keeps words as long as the page lives. */
const memoryStorage = (): StorageLike => {
  const values = new Map<string, string>();
  return {
    get length() {
      return values.size;
    },
    key: (index) => [...values.keys()][index] ?? null,
    getItem: (key) => values.get(key) ?? null,
    setItem: (key, value) => values.set(key, value),
    removeItem: (key) => values.delete(key),
  };
};

const PROBE = 'cskefu:probe';

/** The browser's storage, or memory where it is blocked, as it is for iframes in strict privacy modes. */
export const openStorage = (): StorageLike => {
  try {
    localStorage.setItem(PROBE, '1');
    localStorage.removeItem(PROBE);
    return localStorage;
  } catch {
    return memoryStorage();
  }
};

/** Writing fails when the storage is full; what is kept this way may be lost. */
export const tryStore = (storage: StorageLike, key: string, value: string | null): void => {
  try {
    if (value === null) storage.removeItem(key);
    else storage.setItem(key, value);
  } catch {
    // Kept in memory by whoever asked.
  }
};
