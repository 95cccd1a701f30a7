import fc from 'fast-check';
import { expect, test } from 'vitest';
import { contrastOf, hexColour } from '../chat/testing/contrast.ts';
import { parseColour, textOn } from './colour.ts';

test('text on any colour of a channel can be read', () => {
  fc.assert(
    fc.property(hexColour, (colour) => {
      expect(contrastOf(textOn(colour), colour)).toBeGreaterThanOrEqual(4.5);
    }),
    { numRuns: 2_000 },
  );
});

test('white is preferred where it can be read, as on the green of the house', () => {
  expect(textOn('#1a7f5a')).toBe('#ffffff');
  expect(textOn('#ffd54f')).toBe('#000000');
});

test('only a full hex colour is taken from an attribute', () => {
  expect(parseColour('#1A7F5A')).toBe('#1A7F5A');
  for (const wrong of [undefined, '', 'red', '#abc', '#1a7f5a;background:url(x)', '#1a7f5g']) {
    expect(parseColour(wrong)).toBeNull();
  }
});
