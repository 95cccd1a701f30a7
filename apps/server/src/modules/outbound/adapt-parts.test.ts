import type { ChannelCapabilities } from '@cskefu/plugin-sdk';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { adaptParts, type FilePart } from './adapt-parts.ts';
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
            expect(unit === 'bytes' ? Buffer.byteLength(piece) : Array.from(piece).length).toBeLessThanOrEqual(
              maxLength,
            );
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

const onlyText: ChannelCapabilities = { text: { maxLength: 100 } };
const picture: FilePart = {
  kind: 'image',
  url: 'https://desk.example/short',
  link: 'https://desk.example/long',
  name: '发票.png',
  mime: 'image/png',
  size: 2_000,
};

describe('what a channel cannot carry', () => {
  test('a picture becomes its name and a link that lasts', () => {
    expect(adaptParts([picture], onlyText)).toEqual({
      pieces: [{ kind: 'text', text: '发票.png\nhttps://desk.example/long' }],
      changes: ['media_as_link'],
    });
  });

  test('a picture goes as it is where it fits, as a file where only files go, and as a link where it is too large', () => {
    const asImage = { ...onlyText, media: { image: { maxBytes: 2_000, mime: ['image/*'] } } };
    expect(adaptParts([picture], asImage)).toEqual({ pieces: [picture], changes: [] });
    const asFile = { ...onlyText, media: { file: { maxBytes: 2_000 } } };
    expect(adaptParts([picture], asFile).pieces).toEqual([{ ...picture, kind: 'file' }]);
    expect(adaptParts([{ ...picture, size: 2_001 }], asImage).changes).toEqual(['media_as_link']);
  });

  test('a card becomes its words and its link', () => {
    const card = { kind: 'card', title: '订单 1', text: '两件', url: 'https://shop.example/1' } as const;
    expect(adaptParts([card], onlyText)).toEqual({
      pieces: [{ kind: 'text', text: '订单 1\n两件\nhttps://shop.example/1' }],
      changes: ['card_as_text'],
    });
    expect(adaptParts([card], { ...onlyText, card: { maxTitle: 5, maxText: 10 } }).pieces).toEqual([card]);
  });

  test('choices become numbers', () => {
    const choices = {
      kind: 'choices',
      text: '请选择',
      choices: [
        { id: 'a', title: '退货' },
        { id: 'b', title: '换货' },
      ],
    } as const;
    expect(adaptParts([choices], onlyText)).toEqual({
      pieces: [{ kind: 'text', text: '请选择\n1. 退货\n2. 换货' }],
      changes: ['choices_as_text'],
    });
    expect(adaptParts([choices], { ...onlyText, choices: { max: 2, maxTitle: 2 } }).pieces).toEqual([choices]);
  });
});
