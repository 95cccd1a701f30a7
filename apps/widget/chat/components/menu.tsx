import { useRef, useState } from 'preact/hooks';
import { useChat } from '../chat-context.ts';
import { Icon } from './icon.tsx';
import { MenuItems } from './lazy.tsx';
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
