import { searchable } from '../../platform/pinyin/index.ts';

/** What a quick reply is found by: its words, the pinyin of category and title, and the initials of that. */
export function searchText({ category, title, text }: { category: string; title: string; text: string }): string {
  return searchable([category, title], [text]);
}
