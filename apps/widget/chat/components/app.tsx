import type { Locale } from '@cskefu/contract';
import { useEffect, useMemo, useState } from 'preact/hooks';
import { pickLocale } from '../../loader/locale.ts';
import type { Address } from '../address.ts';
import type { View } from '../attention.ts';
import { type Chat, ChatContext } from '../chat-context.ts';
import { loadTexts } from '../i18n/load-texts.ts';
import type { Texts } from '../i18n/zh-cn.ts';
import type { KeptDraft } from '../outgoing/kept-draft.ts';
import type { Sound } from '../sound.ts';
import { type Store, useStore } from '../store.ts';
import type { Talk } from '../talk/talk.ts';
import { applyColour } from '../theme.ts';
import { DeadEnd } from './lazy.tsx';
import { Screen } from './screen.tsx';
import { Skeleton } from './skeleton.tsx';

interface AppProps {
  readonly address: Address;
  readonly talk: Talk;
  readonly view: Store<View>;
  readonly sound: Sound;
  readonly draft: KeptDraft;
  readonly close: () => void;
}

const useTexts = (locale: Locale): Texts | null => {
  const [loaded, setLoaded] = useState<{ locale: Locale; texts: Texts } | null>(null);
  useEffect(() => {
    document.documentElement.lang = locale;
    const load = (): unknown =>
      loadTexts(locale).then(
        (texts) => setLoaded({ locale, texts }),
        () => setTimeout(load, 2_000),
      );
    load();
  }, [locale]);
  return loaded?.locale === locale ? loaded.texts : null;
};

export const App = ({ address, talk, view, sound, draft, close }: AppProps) => {
  const { phase, channel } = useStore(talk.store);
  const settings = channel?.settings;
  const locale = pickLocale(address.lang, settings?.locale, navigator.language);
  const texts = useTexts(locale);
  const { embedded, color } = address;

  useEffect(() => {
    if (settings) applyColour(color ?? settings.color);
  }, [settings, color]);

  useEffect(() => {
    if (texts) document.title = settings?.title ?? texts.title;
  }, [texts, settings]);

  const chat = useMemo<Chat | null>(
    () => texts && { talk, view, texts, locale, draft, sound, embedded, close },
    [talk, view, texts, locale, draft, sound, embedded, close],
  );
  if (!chat) return <Skeleton />;
  return (
    <ChatContext.Provider value={chat}>
      {phase === 'unavailable' || phase === 'outdated' ? <DeadEnd phase={phase} /> : <Screen />}
    </ChatContext.Provider>
  );
};
