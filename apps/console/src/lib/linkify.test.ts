import { describe, expect, it } from 'vitest';
import { linkify } from './linkify.ts';

describe('addresses in a message', () => {
  it('become links, with the words around them kept', () => {
    expect(linkify('see https://a.example/x?y=1, please')).toEqual([
      { kind: 'text', text: 'see ' },
      { kind: 'link', text: 'https://a.example/x?y=1' },
      { kind: 'text', text: ', please' },
    ]);
  });
  it('end where Chinese begins', () => {
    expect(linkify('打开https://a.example/报价单。')[1]).toEqual({ kind: 'link', text: 'https://a.example/' });
  });
  it('never come from other schemes', () => {
    expect(linkify('javascript:alert(1) ftp://a')).toEqual([{ kind: 'text', text: 'javascript:alert(1) ftp://a' }]);
  });
  it('give back every character', () => {
    const text = 'a http://b.c d https://e.f/(g) h';
    expect(
      linkify(text)
        .map((part) => part.text)
        .join(''),
    ).toBe(text);
  });
});
