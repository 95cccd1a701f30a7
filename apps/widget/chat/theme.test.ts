import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrastOf, hexColour } from './testing/contrast.ts';
import { readableOn } from './theme.ts';

test.each(['#ffffff', '#f1f4f2', '#171b19', '#262d2a'])('any colour becomes readable on %s', (ground) => {
  fc.assert(
    fc.property(hexColour, (colour) => {
      expect(contrastOf(readableOn(colour, ground), ground)).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 1_000 },
  );
});

test('a colour that can be read already stays what it is', () => {
  expect(readableOn('#0b1f4b', '#ffffff')).toBe('#0b1f4b');
});

test('on a dark ground a brand colour keeps its strength', () => {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) =>
    Number.parseInt(readableOn('#1a7f5a', '#262d2a').slice(at, at + 2), 16),
  );
  expect(green).toBeGreaterThan(160);
  expect(green - red).toBeGreaterThan(100);
  expect(blue).toBeLessThan(green);
});
