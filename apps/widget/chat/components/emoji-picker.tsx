import { useEffect, useRef } from 'preact/hooks';
import { useChat } from '../chat-context.ts';

const COLUMNS = 8;

/** Few, and those that people use with a shop or an office. */
const EMOJI = [
  ...['😀', '😁', '😂', '🤣', '😊', '😇', '🙂', '😉', '😍', '🥰', '😘', '😋', '😎', '🤩', '🤔', '🤗'],
  ...['😏', '😶', '🙄', '😮', '😴', '😌', '😛', '😓', '😔', '😕', '🙃', '😲', '😟', '😢', '😭', '😨'],
  ...['😩', '😰', '😱', '😳', '😡', '😤', '😷', '🤒', '🥳', '🥺', '🤝', '👍', '👎', '👌', '✌️', '🤞'],
  ...['👏', '🙌', '🙏', '💪', '👋', '👀', '❤️', '💔', '💯', '🔥', '✨', '🎉', '🎁', '🌹', '🌸', '☀️'],
  ...['🌙', '☕', '🍵', '🎂', '🍻', '🚀', '📦', '🚚', '🛒', '💰', '📷', '📞', '📌', '⏰', '✅', '❌'],
];

interface EmojiPickerProps {
  readonly onPick: (emoji: string) => void;
}

export const EmojiPicker = ({ onPick }: EmojiPickerProps) => {
  const { texts } = useChat();
  const grid = useRef<HTMLDivElement>(null);
  useEffect(() => grid.current?.querySelector('button')?.focus(), []);
  return (
    <div class="emoji-picker" role="toolbar" aria-label={texts.emoji} ref={grid} onKeyDown={moveFocus}>
      {EMOJI.map((emoji, index) => (
        <button type="button" key={emoji} tabIndex={index === 0 ? 0 : -1} onClick={() => onPick(emoji)}>
          {emoji}
        </button>
      ))}
    </div>
  );
};

const STEPS: Record<string, number> = { ArrowRight: 1, ArrowLeft: -1, ArrowDown: COLUMNS, ArrowUp: -COLUMNS };

const moveFocus = (event: KeyboardEvent): void => {
  const step = STEPS[event.key];
  if (!step || !(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const goal = buttons[buttons.indexOf(document.activeElement as HTMLButtonElement) + step];
  goal?.focus();
};
