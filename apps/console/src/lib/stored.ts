import { useSyncExternalStore } from 'react';

const listeners = new Set<() => void>();
const parsed = new Map<string, { raw: string; value: unknown }>();
/** What the storage would not take: full, or forbidden. It lasts as long as the page. */
const unsaved = new Map<string, unknown>();

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
  if (unsaved.has(key)) return unsaved.get(key) as T;
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

/** Remembers a value in this browser; null forgets it. Where the storage refuses, it is remembered until the page is left. */
export const writeStored = (key: string, value: unknown) => {
  try {
    if (value === null) localStorage.removeItem(key);
    else localStorage.setItem(key, JSON.stringify(value));
    unsaved.delete(key);
  } catch {
    unsaved.set(key, value);
  }
  announce();
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
