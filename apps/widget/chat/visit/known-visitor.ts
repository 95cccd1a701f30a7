import type { StorageLike } from '@cskefu/client';
import { tryStore } from '../browser-storage.ts';

/** Who this browser is on a channel. */
export interface KnownVisitor {
  readonly token: string;
  readonly id: string;
  readonly identified: boolean;
  /** Has only looked at pages: there is nothing to be shown. */
  readonly passing?: true;
}

export interface KnownVisitorStore {
  /** In storage; a change of it in another tab is a change of the visitor here, too. */
  readonly key: string;
  load(): KnownVisitor | null;
  save(visitor: KnownVisitor): void;
}

export const knownVisitorStore = (storage: StorageLike, channelId: string): KnownVisitorStore => {
  const key = `cskefu:${channelId}:visitor`;
  return {
    key,
    load: () => parse(storage.getItem(key)),
    save: (visitor) => tryStore(storage, key, JSON.stringify(visitor)),
  };
};

const parse = (text: string | null): KnownVisitor | null => {
  try {
    const visitor = JSON.parse(text ?? 'null');
    return typeof visitor?.token === 'string' && typeof visitor.id === 'string' ? visitor : null;
  } catch {
    return null;
  }
};
