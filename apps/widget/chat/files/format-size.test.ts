import { expect, test } from 'vitest';
import { formatSize } from './format-size.ts';

test.each([
  [3, '1 KB'],
  [820 * 1024, '820 KB'],
  [1.44 * 1024 * 1024, '1.4 MB'],
  [15 * 1024 * 1024, '15 MB'],
])('%i bytes are %s', (bytes, words) => {
  expect(formatSize(bytes, 'en')).toBe(words);
});
