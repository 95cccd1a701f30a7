import type { Store } from '../store.ts';
import type { TalkState } from './talk-state.ts';

/** A reconnect is usually done sooner: nobody needs to hear of it. */
const SILENT_MS = 1_000;

export interface ConnectionWatch {
  readonly fine: () => void;
  readonly broken: () => void;
}

/** Puts trouble into words when it lasts. */
export const watchConnection = (store: Store<TalkState>): ConnectionWatch => {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const tell = () => store.set({ connection: navigator.onLine ? 'reconnecting' : 'offline' });
  const retell = () => {
    if (store.get().connection !== 'fine') tell();
  };
  addEventListener('online', retell);
  addEventListener('offline', retell);
  return {
    fine: () => {
      clearTimeout(timer);
      timer = undefined;
      if (store.get().connection !== 'fine') store.set({ connection: 'fine' });
    },
    broken: () => {
      timer ??= setTimeout(tell, SILENT_MS);
    },
  };
};
