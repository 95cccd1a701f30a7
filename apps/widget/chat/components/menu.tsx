import { useEffect, useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { Icon } from './icon.tsx';
import { useDismiss } from './use-dismiss.ts';

/** The few things that are not needed all the time. `onEnd` is null while no conversation is open. */
export const Menu = ({ onEnd }: { onEnd: (() => void) | null }) => {
  const { texts } = useChat();
  const [isOpen, setOpen] = useState(false);
  const area = useRef<HTMLDivElement>(null);
  const button = useRef<HTMLButtonElement>(null);
  useDismiss(area, isOpen, (by) => {
    setOpen(false);
    if (by === 'key') button.current?.focus();
  });
  return (
    <div class="menu-area" ref={area}>
      <button
        type="button"
        class="icon-button"
        ref={button}
        aria-label={texts.more}
        title={texts.more}
        aria-haspopup="menu"
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon name="more" />
      </button>
      {isOpen && <MenuItems onEnd={onEnd} onDone={() => setOpen(false)} />}
    </div>
  );
};

const MenuItems = ({ onEnd, onDone }: { onEnd: (() => void) | null; onDone: () => void }) => {
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
  const index = buttons.findIndex((button) => button === document.activeElement);
  buttons.at((index + step) % buttons.length)?.focus();
};
