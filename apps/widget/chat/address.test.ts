import { expect, test } from 'vitest';
import { readAddress } from './address.ts';

test('the loader says in the address who embeds the chat, and how it looks', () => {
  const search = '?embedded=1&origin=https://shop.example&lang=en&color=1a7f5a';
  expect(readAddress({ pathname: '/chat/demo', search })).toEqual({
    channelId: 'demo',
    embedded: true,
    hostOrigin: 'https://shop.example',
    lang: 'en',
    color: '#1a7f5a',
  });
});

test('a plain link has the page to itself', () => {
  expect(readAddress({ pathname: '/chat/my-shop/', search: '' })).toMatchObject({
    channelId: 'my-shop',
    embedded: false,
    lang: null,
    color: null,
  });
});

test('a colour that is none is left out', () => {
  expect(readAddress({ pathname: '/chat/demo', search: '?color=red;}' }).color).toBeNull();
});
