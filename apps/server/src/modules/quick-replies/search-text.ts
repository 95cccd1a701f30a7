import { pinyin } from 'pinyin-pro';

/** Chinese as it sounds, other signs as they are. */
const sound = (words: string, pattern: 'pinyin' | 'first') =>
  pinyin(words, { toneType: 'none', type: 'array', pattern, nonZh: 'consecutive', v: true }).join('');

/** What a quick reply is found by: its words, the pinyin of category and title, and the initials of that. */
export function searchText({ category, title, text }: { category: string; title: string; text: string }): string {
  const names = [category, title].filter(Boolean);
  const sounds = names.flatMap((words) => [sound(words, 'pinyin'), sound(words, 'first')]);
  return [...names, text, ...sounds].join('\n').toLowerCase();
}
