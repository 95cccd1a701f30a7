import { useChat } from '../chat-context.ts';
import { useStore } from '../store.ts';
import { Avatar } from './avatar.tsx';
import { LinkedText } from './linked-text.tsx';

/** What stands before the first word: who one talks to, and a greeting. */
export const Welcome = () => {
  const { talk, texts } = useChat();
  const settings = useStore(talk.store).channel?.settings;
  return (
    <div class="line theirs first last welcome">
      <Avatar url={settings?.avatarUrl ?? null} />
      <div class="bubble" dir="auto">
        <LinkedText text={settings?.welcome ?? texts.welcome} />
      </div>
    </div>
  );
};
