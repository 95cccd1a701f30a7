import { useEffect, useEffectEvent } from 'react';

const typesInto = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Arrow keys and Enter belong to menus, tabs, buttons and dialogs when these have the focus. */
const ownsKeys = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest(
    '[role="menu"], [role="tablist"], [role="separator"], [role="grid"], [role="dialog"], [role="tooltip"], dialog',
  ) !== null;

const isPlain = (event: KeyboardEvent) => !event.ctrlKey && !event.metaKey && !event.altKey && !event.isComposing;

/** Shortcuts of one key for the whole page: `{ j: next, '?': help }`. They rest while somebody types or a dialog is open. */
export const useHotkeys = (keys: Record<string, (event: KeyboardEvent) => void>) => {
  const handle = useEffectEvent((event: KeyboardEvent) => {
    if (event.defaultPrevented || !isPlain(event) || typesInto(event.target) || ownsKeys(event.target)) return;
    const act = keys[event.key];
    if (!act) return;
    event.preventDefault();
    act(event);
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent) => handle(event);
    window.addEventListener('keydown', listener);
    return () => window.removeEventListener('keydown', listener);
  }, []);
};
