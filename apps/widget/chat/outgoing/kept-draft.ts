import type { StorageLike } from '@cskefu/client';
import { tryStore } from '../browser-storage.ts';

const PAUSE_MS = 300;

/** What was typed and not sent: still there after a reload. */
export interface KeptDraft {
  load(): string;
  keep(text: string): void;
}

export const openKeptDraft = (storage: StorageLike, channelId: string): KeptDraft => {
  const key = `cskefu:${channelId}:draft`;
  let text = storage.getItem(key) ?? '';
  let timer: ReturnType<typeof setTimeout> | undefined;
  const save = () => {
    clearTimeout(timer);
    timer = undefined;
    tryStore(storage, key, text || null);
  };
  addEventListener('pagehide', () => {
    if (timer !== undefined) save();
  });
  return {
    load: () => text,
    keep: (typed) => {
      text = typed;
      if (typed) timer ??= setTimeout(save, PAUSE_MS);
      else save();
    },
  };
};
