import { describe, expect, test } from 'vitest';
import { highlight } from './highlight.ts';
import { wordsOfQuery, wordsOfText } from './words.ts';

const marked = async (text: string, query: string) =>
  highlight(text, await wordsOfQuery(query))
    .map((part) => (part.hit ? `[${part.text}]` : part.text))
    .join('');

describe('what was looked for', () => {
  test('is marked in Chinese', async () => {
    expect(await marked('我想问退款单号在哪里', '退款 哪里')).toBe('我想问[退款]单号在[哪里]');
  });

  test('is marked in English, whatever the case and the ending', async () => {
    expect(await marked('I was charged for two REFUNDS.', 'refund charge')).toBe('I was [charged] for two [REFUNDS].');
    expect(await marked('prerefund', 'refund')).toBe('prerefund');
  });

  test('stands near the beginning of what is shown, and no sign is cut in two', async () => {
    const text = `${'👋'.repeat(100)}退货${'👍'.repeat(100)}`;
    const shown = await marked(text, '退货');
    expect(shown).toBe(`…${'👋'.repeat(12)}[退货]${'👍'.repeat(47)}…`);
    expect(shown.isWellFormed()).toBe(true);
  });

  test('may hold signs that mean something to a pattern', async () => {
    expect(await marked('订单 A-1.2 (急)', 'A-1.2 (')).toBe('订单 [A]-[1].[2] (急)');
  });
});

test('every word of the dictionary within a text is one to find it by, and so is each sign', async () => {
  const { chinese } = await wordsOfText('我想退货，iPhone手机');
  expect(chinese).toEqual(expect.arrayContaining(['退货', '手机', '退', '货']));
  expect((await wordsOfText('iPhone手机')).other.trim()).toBe('iPhone');
});
