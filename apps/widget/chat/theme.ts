import { textOn } from '../loader/colour.ts';

/** The grounds on which text in the channel's colour is hardest to read: the bubbles of the other side. */
const GROUNDS = { light: '#f1f4f2', dark: '#262d2a' };
const READABLE = 4.5;

const linear = (share: number): number => (share > 0.04045 ? ((share + 0.055) / 1.055) ** 2.4 : share / 12.92);

const partsOf = (colour: string): number[] => [1, 3, 5].map((at) => Number.parseInt(colour.slice(at, at + 2), 16));

/** Relative luminance after WCAG 2. */
const luminance = (colour: string): number => {
  const [red = 0, green = 0, blue = 0] = partsOf(colour).map((part) => linear(part / 255));
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
};

const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const toHex = (parts: readonly number[]): string =>
  `#${parts.map((part) => Math.round(part).toString(16).padStart(2, '0')).join('')}`;

const MOST_SCALE = 4;

/** Brighter at full strength as far as that goes, then towards white. Nearly black has no hue worth keeping. */
const brighten = (parts: readonly number[], share: number): number[] => {
  const most = Math.min(255 / Math.max(...parts, 1), MOST_SCALE);
  const scale = 1 + Math.min(share * 2, 1) * (most - 1);
  const white = Math.max(share * 2 - 1, 0);
  return parts.map((part) => part * scale + (255 - part * scale) * white);
};

const darken = (parts: readonly number[], share: number): number[] => parts.map((part) => part * (1 - share));

/** The colour itself where it can be read on the ground, else the nearest brighter or darker one that can. */
export const readableOn = (colour: string, ground: string): string => {
  const goal = textOn(ground);
  const shift = goal === '#ffffff' ? brighten : darken;
  for (let share = 0; share < 1; share += 0.04) {
    const candidate = toHex(shift(partsOf(colour), share));
    if (contrast(candidate, ground) >= READABLE) return candidate;
  }
  return goal;
};

/** Any colour of a channel stays readable: as a fill with its own text colour, as text on a light and a dark ground. */
export const applyColour = (colour: string, { style }: HTMLElement = document.documentElement): void => {
  style.setProperty('--brand', colour);
  style.setProperty('--on-brand', textOn(colour));
  style.setProperty('--accent-light', readableOn(colour, GROUNDS.light));
  style.setProperty('--accent-dark', readableOn(colour, GROUNDS.dark));
};
