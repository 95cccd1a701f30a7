import { useLayoutEffect, useState } from 'preact/hooks';

export interface Store<T> {
  get(): T;
  set(change: Partial<T>): void;
  subscribe(listener: () => void): () => void;
}

/** One value with listeners. Changes of one task are told once, after all of them are done; what is no change is not told. */
export const createStore = <T extends object>(initial: T): Store<T> => {
  const listeners = new Set<() => void>();
  let value = initial;
  let told = true;
  const tell = () => {
    told = true;
    for (const listener of listeners) listener();
  };
  return {
    get: () => value,
    set: (change) => {
      if (Object.entries(change).every(([name, part]) => value[name as keyof T] === part)) return;
      value = { ...value, ...change };
      if (told) queueMicrotask(tell);
      told = false;
    },
    subscribe: (listener) => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
};

export const useStore = <T extends object>(store: Store<T>): T => {
  const [value, setValue] = useState(store.get());
  useLayoutEffect(() => {
    const update = () => setValue(store.get());
    update();
    return store.subscribe(update);
  }, [store]);
  return value;
};
