import type { ChannelCapabilities } from '@cskefu/plugin-sdk';
import { describe, expect, test } from 'vitest';
import { adaptParts, type FilePart } from './adapt-parts.ts';

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
