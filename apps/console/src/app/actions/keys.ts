const mac = /Mac|iPhone|iPad/.test(navigator.userAgent);

const typesInto = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName));

/** Arrow keys and Enter belong to menus, tabs, buttons and dialogs when these have the focus. */
const ownsKeys = (target: EventTarget | null) =>
  target instanceof HTMLElement &&
  target.closest(
    '[role="menu"], [role="tablist"], [role="separator"], [role="grid"], [role="dialog"], [role="tooltip"], dialog',
  ) !== null;

/** Whoever types or stands in a dialog means its keys, not those of the page. */
export const isBusy = (target: EventTarget | null) => typesInto(target) || ownsKeys(target);

/** The keys that were pressed, as the catalogue writes them; null for those of an input method. */
export const chordOf = (event: KeyboardEvent): string | null => {
  if (event.isComposing || event.keyCode === 229) return null;
  // With Alt some keyboards write another sign.
  const key = event.altKey && event.code.startsWith('Digit') ? event.code.slice(5) : event.key;
  const mod = event.ctrlKey || event.metaKey ? 'mod+' : '';
  const alt = event.altKey ? 'alt+' : '';
  return `${mod}${alt}${mod ? key.toLowerCase() : key}`;
};

const names: Record<string, string> = {
  mod: mac ? '⌘' : 'Ctrl',
  alt: mac ? '⌥' : 'Alt',
  Escape: 'Esc',
  ArrowDown: '↓',
  ArrowUp: '↑',
};

/** A key as people read it: `⌘ K`. A capital is told with its Shift. */
export const keyWords = (chord: string): string =>
  chord
    .split('+')
    .map(
      (part) => names[part] ?? (/^[A-Z]$/.test(part) ? `Shift ${part}` : part.length === 1 ? part.toUpperCase() : part),
    )
    .join(' ');
