import { describe, expect, it } from 'vitest';
import { goesAsLink, lengthOf, piecesOf } from './carried.ts';

describe('what a channel carries', () => {
  it('is counted as the channel counts', () => {
    expect([lengthOf('春松 👍'), lengthOf('春松 👍', 'bytes')]).toEqual([4, 11]);
  });

  it('makes several messages of a text that is too long', () => {
    expect([20, 21, 41].map((length) => piecesOf('好'.repeat(length), { maxLength: 20 }))).toEqual([1, 2, 3]);
    expect(piecesOf('好'.repeat(20), { maxLength: 20, unit: 'bytes' })).toBe(4);
  });

  it('turns into a link what does not fit', () => {
    const text = { maxLength: 100 };
    const picture = { type: 'image/png', size: 2_000 };
    expect(goesAsLink(picture, { text })).toBe(true);
    expect(goesAsLink(picture, { text, media: { image: { maxBytes: 2_000, mime: ['image/*'] } } })).toBe(false);
    expect(goesAsLink(picture, { text, media: { image: { maxBytes: 1_999 } } })).toBe(true);
    expect(goesAsLink(picture, { text, media: { image: { maxBytes: 9_999, mime: ['image/jpeg'] } } })).toBe(true);
    expect(goesAsLink(picture, { text, media: { file: { maxBytes: 2_000 } } })).toBe(false);
  });
});
