import type { Http } from '@cskefu/client';
import type { FileLinks } from '@cskefu/contract';
import { createStore, type Store } from '../store.ts';

/** A link is renewed this long before it ends, so that nothing is fetched with the last breath of one. */
const MARGIN_MS = 30_000;
const MOST_AT_ONCE = 100;

type Links = Readonly<Record<string, FileLinks>>;

export interface FileLinksCache {
  readonly store: Store<{ links: Links }>;
  /** Asks for a link unless a valid one is there; many wishes become one request. */
  want(id: string): void;
  /** The link did not work. */
  renew(id: string): void;
  /** A link that is valid now, fetched if need be; null when the file is not for this visitor. */
  get(id: string): Promise<FileLinks | null>;
}

const isValid = (link: FileLinks | undefined): link is FileLinks =>
  link !== undefined && Date.parse(link.expiresAt) - Date.now() > MARGIN_MS;

export const createFileLinks = (http: Http): FileLinksCache => {
  const store = createStore<{ links: Links }>({ links: {} });
  let wanted = new Set<string>();
  let fetching: Promise<void> | null = null;

  const fetchWanted = async () => {
    await Promise.resolve();
    const ids = [...wanted].slice(0, MOST_AT_ONCE);
    wanted = new Set([...wanted].slice(MOST_AT_ONCE));
    fetching = wanted.size > 0 ? fetchWanted() : null;
    const { items } = await http.request('POST /api/files/links', { body: { ids } });
    store.set({ links: { ...store.get().links, ...Object.fromEntries(items.map((link) => [link.id, link])) } });
  };

  const renew = (id: string): Promise<void> => {
    wanted.add(id);
    fetching ??= fetchWanted();
    // Without a link a picture shows that it could not be loaded, and asks again when it is opened.
    return fetching.catch(() => {});
  };

  return {
    store,
    want: (id) => {
      if (!isValid(store.get().links[id])) void renew(id);
    },
    renew: (id) => void renew(id),
    get: async (id) => {
      if (!isValid(store.get().links[id])) await renew(id);
      const link = store.get().links[id];
      return isValid(link) ? link : null;
    },
  };
};
