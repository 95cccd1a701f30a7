/** `#1a7f5a` and its like; null for what is no such colour. */
export const parseColour = (value = ''): string | null => (/^#[0-9a-f]{6}$/i.test(value) ? value : null);

const WEIGHTS = [0.2126, 0.7152, 0.0722];

/** Relative luminance, from 0 to 1. The plain power is near enough to the curve of WCAG 2 here, and far shorter. */
const luminance = (colour: string): number =>
  WEIGHTS.reduce(
    (sum, weight, index) => sum + weight * (Number(`0x${colour.slice(index * 2 + 1, index * 2 + 3)}`) / 255) ** 2.2,
    0,
  );

/** White can be read on what is darker than 0.1833, black on what is brighter than 0.175: between the two. */
const BRIGHT = 0.179;

/** Black or white, whichever can be read on the colour. */
export const textOn = (colour: string): string => (luminance(colour) > BRIGHT ? '#000000' : '#ffffff');
