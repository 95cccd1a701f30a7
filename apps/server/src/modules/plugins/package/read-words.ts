import { refusal } from './refusal.ts';

const MAX_KEYS = 5_000;
const MAX_KEY = 200;

/**
 * `{ panel: { orders: … } }` is the key `panel.orders`, too. What is above is written again in each key below it: a file that is small can hold words
 * that are not.
 * @throws {DomainError} package_refused
 */
export const flatten = (words: Readonly<Record<string, unknown>>, path: string): Record<string, string> => {
  const flat = new Map<string, string>();
  const walk = (at: Readonly<Record<string, unknown>>, prefix: string): void => {
    for (const [name, value] of Object.entries(at)) {
      const key = prefix + name;
      if (key.length > MAX_KEY) throw refusal(path, 'too_large', `a key above ${MAX_KEY} characters`);
      if (typeof value === 'string') flat.set(key, value);
      else if (typeof value === 'object' && value !== null) walk(value as Record<string, unknown>, `${key}.`);
      if (flat.size > MAX_KEYS) throw refusal(path, 'too_large', `more than ${MAX_KEYS} words`);
    }
  };
  walk(words, '');
  return Object.fromEntries(flat);
};
