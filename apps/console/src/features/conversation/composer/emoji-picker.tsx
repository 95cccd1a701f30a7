import { type KeyboardEvent, useEffect, useEffectEvent, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type EmojiKind, emoji } from './emoji.ts';
import './emoji-picker.css';

interface EmojiPickerProps {
  onPick: (emoji: string) => void;
  onClose: () => void;
}

const kinds = Object.keys(emoji) as EmojiKind[];
const COLUMNS = 8;
const steps: Record<string, number> = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -COLUMNS, ArrowDown: COLUMNS };

/** A small grid; the arrow keys walk through it, Escape and a click elsewhere close it. */
const EmojiPicker = ({ onPick, onClose }: EmojiPickerProps) => {
  const { t } = useTranslation();
  const panel = useRef<HTMLDivElement>(null);

  const leaveFor = useEffectEvent((place: EventTarget | null) => {
    if (place instanceof Node && !panel.current?.parentElement?.contains(place)) onClose();
  });
  useEffect(() => {
    panel.current?.querySelector('button')?.focus();
    const outside = (event: PointerEvent) => leaveFor(event.target);
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  }, []);

  const walk = (event: KeyboardEvent<HTMLDivElement>) => {
    if (event.key === 'Escape') {
      event.stopPropagation();
      return onClose();
    }
    const step = steps[event.key];
    if (!step) return;
    event.preventDefault();
    const buttons = [...event.currentTarget.querySelectorAll('button')];
    const at = buttons.findIndex((button) => button.matches(':focus'));
    buttons[Math.min(buttons.length - 1, Math.max(0, at + step))]?.focus();
  };

  return (
    <div
      ref={panel}
      className="emoji-picker scroll"
      role="dialog"
      aria-label={t('composer.emoji')}
      tabIndex={-1}
      onKeyDown={walk}
    >
      {kinds.map((kind) => (
        <section key={kind}>
          <h4>{t(`composer.emojiKinds.${kind}`)}</h4>
          <div className="emoji-grid">
            {emoji[kind].map((sign) => (
              <button key={sign} type="button" onClick={() => onPick(sign)}>
                {sign}
              </button>
            ))}
          </div>
        </section>
      ))}
    </div>
  );
};

export default EmojiPicker;
