import { useEffect, useRef } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';

/** Loads what came before as soon as it is scrolled into view; a button for those who do not scroll. */
export const EarlierButton = () => {
  const { talk, texts, view } = useChat();
  const { earlier } = useStore(talk.store);
  const { open } = useStore(view);
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    if (!button.current || !open || earlier !== 'some') return;
    const observer = new IntersectionObserver((entries) => {
      if (entries.some((entry) => entry.isIntersecting)) void talk.showEarlier();
    });
    observer.observe(button.current);
    return () => observer.disconnect();
  }, [talk, earlier, open]);
  return (
    <button
      type="button"
      class="earlier"
      ref={button}
      disabled={earlier === 'loading'}
      onClick={() => void talk.showEarlier()}
    >
      {earlier === 'failed' && texts.loadEarlierFailed}
      {earlier === 'loading' && texts.loading}
      {earlier === 'some' && texts.loadEarlier}
    </button>
  );
};
