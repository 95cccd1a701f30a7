import assert from 'node:assert/strict';
import test from 'node:test';
import { findWord } from './find-word.ts';

const words = ['ass', '混蛋', 'Damn it'];

test('finds a word however it is written', () => {
  for (const text of ['you ass!', 'AＳS', 'a\u200bss', '你这个混蛋啊', 'damn it all'])
    assert.notEqual(findWord(words, text), null, text);
});

test('does not find a word inside of another one', () => {
  for (const text of ['first class', 'assess', '混着蛋', 'damnit', '']) assert.equal(findWord(words, text), null, text);
});
