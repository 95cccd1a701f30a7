import { useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { Icon } from './icon.tsx';
import { EmojiPicker } from './lazy.tsx';
import { useDismiss } from './use-dismiss.ts';

export const EmojiButton = ({ onPick }: { onPick: (emoji: string) => void }) => {
  const { texts } = useChat();
  const [isOpen, setOpen] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useDismiss(area, isOpen, (by) => {
    setOpen(false);
    if (by === 'key') button.current?.focus();
  });
  const pick = (emoji: string) => {
    setOpen(false);
    onPick(emoji);
  };
  return (
    <div class="emoji-area" ref={area}>
      <button
        type="button"
        class="icon-button"
        ref={button}
        aria-label={texts.emoji}
        title={texts.emoji}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="emoji" />
      </button>
      {isOpen && <EmojiPicker onPick={pick} />}
    </div>
  );
};
