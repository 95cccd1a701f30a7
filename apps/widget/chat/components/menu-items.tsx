import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { Icon } from './icon.tsx';

export const MenuItems = ({ onEnd, onDone }: { onEnd: (() => void) | null; onDone: () => void }) => {
  const { texts, sound } = useChat();
  const [isSoundOn, setSoundOn] = useState(sound.isOn());
  const list = useRef<HTMLDivElement>(null);
  useEffect(() => {
    list.current?.querySelector('button')?.focus();
  }, []);
  const toggleSound = () => {
    sound.toggle();
    setSoundOn(sound.isOn());
  };
  const end = () => {
    onDone();
    onEnd?.();
  };
  return (
    <div class="menu" role="menu" aria-label={texts.more} ref={list} onKeyDown={moveFocus}>
      <button type="button" role="menuitemcheckbox" aria-checked={isSoundOn} onClick={toggleSound}>
        <Icon name="bell" />
        {texts.sound}
        {isSoundOn && <Icon name="check" />}
      </button>
      {onEnd && (
        <button type="button" role="menuitem" class="danger" onClick={end}>
          <Icon name="end" />
          {texts.end}
        </button>
      )}
    </div>
  );
};

const moveFocus = (event: KeyboardEvent): void => {
  const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
  if (!step || !(event.currentTarget instanceof HTMLElement)) return;
  event.preventDefault();
  const buttons = [...event.currentTarget.querySelectorAll('button')];
  const index = buttons.indexOf(document.activeElement as HTMLButtonElement);
  buttons.at((index + step) % buttons.length)?.focus();
};
