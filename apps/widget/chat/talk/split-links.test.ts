import fc from 'fast-check';
import { expect, test } from 'vitest';
import { splitLinks } from './split-links.ts';

const links = (text: string) => splitLinks(text).flatMap(({ href }) => href ?? []);

test('nothing of a text is lost or added', () => {
  const word = fc.constantFrom(
    'https://a.com/x',
    'www.b.cn',
    '您好',
    ' ',
    '。',
    '(',
    ')',
    'http://',
    'x',
    '\n',
    '?',
    '🍵',
  );
  fc.assert(
    fc.property(
      fc.array(word).map((words) => words.join('')),
      (text) => {
        expect(
          splitLinks(text)
            .map((part) => part.text)
            .join(''),
        ).toBe(text);
      },
    ),
    { numRuns: 1_000 },
  );
});

test('Chinese may follow an address without a space', () => {
  expect(links('请看https://example.com/a?b=1这里，谢谢')).toEqual(['https://example.com/a?b=1']);
  expect(links('（https://example.com/茶）')).toEqual(['https://example.com/']);
});

test('the sign that ends a sentence is no part of the address', () => {
  expect(links('See https://example.com/a. Or www.example.com!')).toEqual([
    'https://example.com/a',
    'https://www.example.com/',
  ]);
});

test('a bracket belongs to the address only if it was opened in it', () => {
  expect(links('(https://example.com/a)')).toEqual(['https://example.com/a']);
  expect(links('https://example.com/a_(b)')).toEqual(['https://example.com/a_(b)']);
});

test('only web addresses become links', () => {
  for (const text of [
    'javascript:alert(1)',
    'data:text/html,x',
    'http://',
    'https://nodot',
    'file:///etc/passwd',
    'a@b.com',
  ])
    expect(links(text)).toEqual([]);
});
