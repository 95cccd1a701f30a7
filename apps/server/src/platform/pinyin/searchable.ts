import { pinyin } from 'pinyin-pro';

/** Chinese as it sounds, other signs as they are. */
const sound = (words: string, pattern: 'pinyin' | 'first') =>
  pinyin(words, { toneType: 'none', type: 'array', pattern, nonZh: 'consecutive', v: true }).join('');

/** What is looked through to find something: its names, their pinyin and the initials of that, and words that are only looked for as they stand. */
export function searchable(names: readonly string[], words: readonly string[] = []): string {
  const given = names.filter(Boolean);
  const sounds = given.flatMap((name) => [sound(name, 'pinyin'), sound(name, 'first')]);
  return [...given, ...words.filter(Boolean), ...sounds].join('\n').toLowerCase();
}
