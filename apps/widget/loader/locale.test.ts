import { expect, test } from 'vitest';
import { pickLocale } from './locale.ts';

test('the attribute goes before the channel, the channel before the browser', () => {
  expect(pickLocale('en', 'zh-CN', 'zh-CN')).toBe('en');
  expect(pickLocale(undefined, 'zh-CN', 'en-US')).toBe('zh-CN');
  expect(pickLocale(undefined, 'auto', 'en-US')).toBe('en');
  expect(pickLocale(null, 'auto', 'zh-TW')).toBe('zh-CN');
});

test('who speaks neither language gets English', () => {
  expect(pickLocale('fr', 'auto', 'de-DE')).toBe('en');
});
