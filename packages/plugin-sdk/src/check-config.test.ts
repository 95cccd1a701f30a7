import { expect, test } from 'vitest';
import { checkConfig } from './check-config.ts';
import { type ConfigOf, fields } from './config-schema.ts';

const config = fields({
  token: { type: 'string', title: 'Token', secret: true, minLength: 3 },
  url: { type: 'string', title: 'URL', format: 'url', optional: true },
  retries: { type: 'number', title: 'Retries', default: 3, min: 0, max: 10, integer: true },
  proxied: { type: 'boolean', title: 'Proxy', default: false },
  proxy: { type: 'string', title: 'Address', showIf: { field: 'proxied', is: true } },
  mode: {
    type: 'choice',
    title: 'Mode',
    options: [
      { value: 'all', title: 'All' },
      { value: 'some', title: 'Some' },
    ],
    default: 'all',
  },
  words: { type: 'list', title: 'Words', item: { type: 'string', title: 'Word', maxLength: 5 }, maxItems: 2 },
});

const problemsOf = (given: unknown) => {
  const checked = checkConfig(config, given);
  return checked.ok ? [] : checked.problems.map(({ path, code }) => `${path}: ${code}`);
};

test('fills in what was not entered', () => {
  const checked = checkConfig(config, { token: 'abc', url: '' });
  expect(checked).toEqual({ ok: true, value: { token: 'abc', retries: 3, proxied: false, mode: 'all', words: [] } });
  // The type is what a plugin works with.
  const typed = (checked as { value: unknown }).value as ConfigOf<typeof config>;
  expect([typed.retries + 1, typed.url?.length, typed.words.length]).toEqual([4, undefined, 0]);
});

test('names every field that is wrong, and how', () => {
  expect(problemsOf({})).toEqual(['token: required']);
  expect(
    problemsOf({ token: 'x', url: 'ftp://x', retries: 1.5, mode: 'none', words: ['toolong', 'a', 'b'], more: 1 }),
  ).toEqual([
    'more: unknown_field',
    'token: too_short',
    'url: malformed',
    'retries: not_an_integer',
    'mode: not_an_option',
    'words: too_many',
    'words.0: too_long',
  ]);
  expect(problemsOf('nonsense')).toContain(': wrong_type');
});

test('what is not shown is not asked for', () => {
  expect(problemsOf({ token: 'abc', proxied: true })).toEqual(['proxy: required']);
  expect(problemsOf({ token: 'abc', proxied: false })).toEqual([]);
});
