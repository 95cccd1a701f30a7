import { createOutbox, type Outbox, type Realtime, type StorageLike, webOutboxStore } from '@cskefu/client';
import type { KnownVisitor } from '../visit/known-visitor.ts';

const prefixOf = (channelId: string, visitorId: string) => `cskefu:${channelId}:outbox:${visitorId}:`;

/** The words of one visitor that are not acknowledged yet, shared by all tabs. */
export const openVisitorOutbox = (
  storage: StorageLike,
  realtime: Realtime,
  channelId: string,
  visitorId: string,
): Outbox => {
  const prefix = prefixOf(channelId, visitorId);
  const outbox = createOutbox({ store: webOutboxStore(storage, prefix), realtime });
  const followOtherTabs = (event: StorageEvent) => {
    if (event.key?.startsWith(prefix)) outbox.reload();
  };
  addEventListener('storage', followOtherTabs);
  return {
    ...outbox,
    dispose: () => {
      removeEventListener('storage', followOtherTabs);
      outbox.dispose();
    },
  };
};

/**
 * The server gave this browser another visitor. Words of an anonymous one go along, the person is the same; those of an
 * identified one stay behind, for that person only.
 */
export const moveOutbox = (storage: StorageLike, channelId: string, from: KnownVisitor | null, to: string): void => {
  if (!from || from.id === to || from.identified) return;
  const source = webOutboxStore(storage, prefixOf(channelId, from.id));
  const goal = webOutboxStore(storage, prefixOf(channelId, to));
  for (const item of source.list()) {
    goal.put(item);
    source.remove(item.id);
  }
};
