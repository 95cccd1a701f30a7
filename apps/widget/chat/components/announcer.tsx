import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';

/** Says new messages of the other side to those who listen instead of looking, and nothing else of the thread. */
export const Announcer = () => {
  const { talk, texts } = useChat();
  const { newest } = useStore(talk.store);
  const words = newest && (newest.text ?? newest.file?.name ?? texts[newest.kind === 'image' ? 'image' : 'file']);
  return (
    <p class="visually-hidden" aria-live="polite">
      {newest && `${newest.author.name}: ${words}`}
    </p>
  );
};
