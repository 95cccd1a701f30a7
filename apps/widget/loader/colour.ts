/** `#1a7f5a` and its like; null for what is no such colour. */
export const parseColour = (value = ''): string | null => (/^#[0-9a-f]{6}$/i.test(value) ? value : null);

/**
 * White can be read on what has a relative luminance below 0.1833, black on what is above 0.175: between the two, times 255 ** 2.2. The plain
 * power is near enough to the curve of WCAG 2 here, and far shorter.
 */
const BRIGHT = 35_250;

/** Black or white, whichever can be read on the colour. */
export const textOn = (colour: string): string => {
  const rgb = Number(colour.replace('#', '0x'));
  const light = 0.2126 * (rgb >> 16) ** 2.2 + 0.7152 * ((rgb >> 8) & 255) ** 2.2 + 0.0722 * (rgb & 255) ** 2.2;
  return light > BRIGHT ? '#000000' : '#ffffff';
};
