import type { RefObject } from 'preact';
import { useEffect } from 'preact/hooks';

/** Ends what floats by Escape, by a click elsewhere, or when the focus leaves. */
export const useDismiss = (
  area: RefObject<HTMLElement | null>,
  isOpen: boolean,
  dismiss: (by: 'key' | 'outside') => void,
): void => {
  useEffect(() => {
    if (!isOpen) return;
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape') return;
      // Otherwise the same key would close the whole chat.
      event.preventDefault();
      dismiss('key');
    };
    const onElsewhere = (event: Event) => {
      if (event.target instanceof Node && !area.current?.contains(event.target)) dismiss('outside');
    };
    document.addEventListener('keydown', onKey, true);
    document.addEventListener('pointerdown', onElsewhere);
    document.addEventListener('focusin', onElsewhere);
    return () => {
      document.removeEventListener('keydown', onKey, true);
      document.removeEventListener('pointerdown', onElsewhere);
      document.removeEventListener('focusin', onElsewhere);
    };
  });
};
