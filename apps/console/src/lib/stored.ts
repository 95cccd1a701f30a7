import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const parsed = new Map<string, { raw: string; value: unknown }>();

const announce = () => {
  for (const listener of listeners) listener();
};

const rawOf = (key: string) => {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
};

/** What this browser remembers under `key`, or `fallback`. The same text gives the same object, so React may compare it. */
export const readStored = <T>(key: string, fallback: T): T => {
  const raw = rawOf(key);
  if (raw === null) return fallback;
  const known = parsed.get(key);
  if (known?.raw === raw) return known.value as T;
  try {
    const value = JSON.parse(raw) as T;
    parsed.set(key, { raw, value });
    return value;
  } catch {
    return fallback;
  }
};

/** Remembers a value in this browser. A full or forbidden storage costs the memory, never the work. */
export const writeStored = (key: string, value: unknown) => {
  try {
    if (value === null || value === undefined) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
  } catch {
    return;
  }
  announce();
};

/** Keys of this browser's memory that begin with `prefix`. */
export const storedKeys = (prefix: string): string[] => {
  try {
    return Object.keys(localStorage).filter((key) => key.startsWith(prefix));
  } catch {
    return [];
  }
};

const subscribe = (listener: () => void) => {
  listeners.add(listener);
  window.addEventListener('storage', listener);
  return () => {
    listeners.delete(listener);
    window.removeEventListener('storage', listener);
  };
};

/** A remembered value as state, the same on all tabs of this browser. */
export const useStored = <T>(key: string, fallback: T): [T, (value: T) => void] => {
  const value = useSyncExternalStore(subscribe, () => readStored(key, fallback));
  return [value, (next) => writeStored(key, next)];
};
