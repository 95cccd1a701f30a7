import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';
import type { LineFile } from '../talk/line.ts';
import { Announcer } from './announcer.tsx';
import { Composer } from './composer.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { Header } from './header.tsx';
import { DropArea, EndQuestion, LeaveMessage, Lightbox, PreChat, PrivacyLine, QueueLine, RatingCard } from './lazy.tsx';
import { SkeletonThread } from './skeleton.tsx';
import { Thread } from './thread.tsx';

export const Screen = () => {
  const { talk, texts, embedded, close } = useChat();
  const { phase, channel, threads, place, preChat, reception } = useStore(talk.store);
  const last = threads.at(-1)?.conversation;
  const [isEnding, setEnding] = useState(false);
  const [image, setImage] = useState<LineFile | null>(null);
  useEscape(embedded ? close : null);
  return (
    <main class="chat" aria-label={channel?.settings.title ?? texts.title}>
      <Header onEnd={() => setEnding(true)} />
      <ConnectionLine />
      {phase === 'ready' ? <Thread onImage={setImage} /> : <SkeletonThread />}
      {isEnding && <EndQuestion onDone={() => setEnding(false)} />}
      {last?.agent && (last.closedAt ?? last.satisfactionRequestedAt) && (
        <RatingCard key={last.id} conversation={last} />
      )}
      {last?.waitingSince && place?.conversationId === last.id && <QueueLine place={place} />}
      {phase === 'ready' && (last && !last.closedAt ? last.waitingSince : reception !== 'open') && <LeaveMessage />}
      {!last && !preChat.due && channel?.settings.privacy.notice && <PrivacyLine />}
      {preChat.due ? <PreChat /> : <Composer />}
      <DropArea />
      <Announcer />
      {image && <Lightbox image={image} onClose={() => setImage(null)} />}
    </main>
  );
};

const useEscape = (close: (() => void) | null) => {
  const latest = useRef(close);
  latest.current = close;
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.isComposing && !event.defaultPrevented) latest.current?.();
    };
    document.addEventListener('keydown', onKey);
    return () => document.removeEventListener('keydown', onKey);
  }, []);
};
