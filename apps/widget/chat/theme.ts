import { luminance, textOn } from '../loader/colour.ts';

/** The grounds on which text in the channel's colour is hardest to read: the bubbles of the other side. */
const GROUNDS = { light: '#f1f4f2', dark: '#262d2a' };
/** A little above the 4.5 that is asked for, because `luminance` is an approximation. */
const READABLE = 4.6;

const contrast = (one: string, other: string): number => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

const mix = (colour: string, other: string, share: number): string => {
  const parts = [1, 3, 5].map((at) => {
    const [from, to] = [colour, other].map((hex) => Number.parseInt(hex.slice(at, at + 2), 16)) as [number, number];
    return Math.round(from + (to - from) * share)
      .toString(16)
      .padStart(2, '0');
  });
  return `#${parts.join('')}`;
};

/** The colour itself where it can be read on the surface, else the nearest darker or lighter one that can. */
export const readableOn = (colour: string, surface: string): string => {
  const goal = textOn(surface);
  for (let share = 0; share < 1; share += 0.05) {
    const candidate = mix(colour, goal, share);
    if (contrast(candidate, surface) >= READABLE) return candidate;
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
