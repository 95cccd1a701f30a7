import type { TellHost } from './host-bridge.ts';
import type { Sound } from './sound.ts';
import { createStore, type Store } from './store.ts';
import type { Talk } from './talk/talk.ts';
import { countUnread } from './talk/unread.ts';

/** What the visitor has before their eyes. */
export interface View {
  readonly open: boolean;
  readonly visible: boolean;
  readonly atBottom: boolean;
}

export const createView = (open: boolean): Store<View> => {
  const view = createStore<View>({ open, visible: document.visibilityState === 'visible', atBottom: true });
  document.addEventListener('visibilitychange', () => view.set({ visible: document.visibilityState === 'visible' }));
  return view;
};

/** Marks as read what is seen; what is not, becomes a number on the launcher and a sound. */
export const followAttention = (talk: Talk, view: Store<View>, sound: Sound, tellHost: TellHost | null): void => {
  let told = 0;
  let heard = talk.store.get().newest;

  const tellUnread = () => {
    const count = view.get().open ? 0 : countUnread(talk.store.get().threads);
    if (count === told) return;
    told = count;
    tellHost?.({ cskefu: 'unread', detail: count });
  };

  const tellNewest = () => {
    const { newest } = talk.store.get();
    if (!newest || newest === heard) return;
    heard = newest;
    const { id, at, author, kind, text } = newest;
    tellHost?.({ cskefu: 'message', detail: { id, at, author: { kind: author.kind, name: author.name }, kind, text } });
    if (!isSeen(view.get()) || !document.hasFocus()) sound.play();
  };

  const look = () => {
    if (isSeen(view.get())) talk.seen();
    tellUnread();
    tellNewest();
  };
  talk.store.subscribe(look);
  view.subscribe(look);
};

const isSeen = ({ open, visible, atBottom }: View): boolean => open && visible && atBottom;
