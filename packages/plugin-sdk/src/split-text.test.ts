import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { splitText } from './split-text.ts';

const withoutSpace = (text: string) => text.replace(/\s/gu, '');

describe('long text', () => {
  test('is cut so that each piece fits and nothing but white space is lost, whatever it is', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme', maxLength: 400 }),
        fc.integer({ min: 4, max: 60 }),
        fc.constantFrom('characters' as const, 'bytes' as const),
        (text, maxLength, unit) => {
          const pieces = splitText(text, { maxLength, unit });
          expect(withoutSpace(pieces.join(''))).toBe(withoutSpace(text));
          for (const piece of pieces)
            expect(
              unit === 'bytes' ? new TextEncoder().encode(piece).length : Array.from(piece).length,
            ).toBeLessThanOrEqual(maxLength);
        },
      ),
    );
  });

  test('of exactly the limit stays whole, and one more makes two', () => {
    expect(splitText('好'.repeat(20), { maxLength: 20 })).toHaveLength(1);
    expect(splitText('好'.repeat(21), { maxLength: 20 })).toHaveLength(2);
    expect(splitText('好'.repeat(20), { maxLength: 60, unit: 'bytes' })).toHaveLength(1);
    expect(splitText('好'.repeat(20), { maxLength: 59, unit: 'bytes' })).toHaveLength(2);
  });

  test('is cut where people pause', () => {
    expect(splitText('您好，订单已发出。预计明天送达，请保持电话畅通。', { maxLength: 14 })).toEqual([
      '您好，订单已发出。',
      '预计明天送达，请保持电话畅通。'.slice(0, 7),
      '请保持电话畅通。',
    ]);
    expect(splitText('First line here\nand the second', { maxLength: 20 })).toEqual([
      'First line here',
      'and the second',
    ]);
  });

  test('never ends in the middle of a character that people see as one', () => {
    const family = '👨‍👩‍👧‍👦';
    expect(splitText(`ab${family}${family}`, { maxLength: 9 })).toEqual([`ab${family}`, family]);
  });
});
