import type { Locale } from '@cskefu/contract';
import { createContext } from 'preact';
import { useContext } from 'preact/hooks';
import type { View } from './attention.ts';
import type { Texts } from './i18n/zh-cn.ts';
import type { KeptDraft } from './outgoing/kept-draft.ts';
import type { Sound } from './sound.ts';
import type { Store } from './store.ts';
import type { Talk } from './talk/talk.ts';

/** What every part of the screen may need. */
export interface Chat {
  readonly talk: Talk;
  readonly view: Store<View>;
  readonly texts: Texts;
  readonly locale: Locale;
  readonly draft: KeptDraft;
  readonly sound: Sound;
  readonly embedded: boolean;
  /** Asks the page around the iframe to close the panel. */
  readonly close: () => void;
}

export const ChatContext = createContext<Chat | null>(null);

export const useChat = (): Chat => {
  const chat = useContext(ChatContext);
  if (!chat) throw new Error('no chat around this component');
  return chat;
};
