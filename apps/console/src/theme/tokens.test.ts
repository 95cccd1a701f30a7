import { describe, expect, it } from 'vitest';
import { dark, light, type Palette } from './tokens.ts';

const channel = (value: number) => (value <= 0.03928 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4);

const luminance = (hex: string) => {
  const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => channel(Number.parseInt(hex.slice(at, at + 2), 16) / 255));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};

const contrast = (one: string, other: string) => {
  const [low = 0, high = 0] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (high + 0.05) / (low + 0.05);
};

type Name = keyof Palette;
const grounds: Name[] = ['canvas', 'surface', 'sunken', 'raised', 'hover', 'bubbleVisitor', 'bubbleHouse', 'brandSoft'];
const pairs: [Name, Name][] = [
  ...grounds.flatMap((ground): [Name, Name][] => [
    ['text', ground],
    ['textSecond', ground],
    ['textThird', ground],
  ]),
  ['onBrand', 'brand'],
  ['onBrand', 'brandHover'],
  ['surface', 'danger'],
  ['brand', 'surface'],
  ['brand', 'canvas'],
  ['active', 'activeSoft'],
  ['waiting', 'waitingSoft'],
  ['danger', 'dangerSoft'],
  ['closed', 'closedSoft'],
  ['bot', 'botSoft'],
  ['note', 'noteSoft'],
  ...(['active', 'waiting', 'danger', 'closed', 'bot'] as const).flatMap((ink): [Name, Name][] => [
    [ink, 'surface'],
    [ink, 'hover'],
    [ink, 'brandSoft'],
    [ink, 'canvas'],
  ]),
];

describe('the colours of the console', () => {
  it.each(Object.entries({ light, dark }))('are readable on each other in the %s theme', (_, palette) => {
    const weak = pairs
      .map(([ink, ground]) => ({ pair: `${ink} on ${ground}`, ratio: contrast(palette[ink], palette[ground]) }))
      .filter(({ ratio }) => ratio < 4.5);
    expect(weak).toEqual([]);
  });
});
