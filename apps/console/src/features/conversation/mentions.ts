/** A colleague to whom a note speaks, as chosen while it is written. */
export interface Mention {
  id: string;
  name: string;
}

interface Part {
  /** Where it begins in the text. */
  at: number;
  text: string;
  /** Of a mention. */
  accountId?: string;
}

const MENTION = /@\[([^\]\n]{1,60})\]\(([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/g;

/** The words of a stored note, and whom it speaks to between them. */
export const splitMentions = (text: string): Part[] => {
  const parts: Part[] = [];
  let end = 0;
  for (const match of text.matchAll(MENTION)) {
    const [whole, name = '', accountId = ''] = match;
    if (match.index > end) parts.push({ at: end, text: text.slice(end, match.index) });
    parts.push({ at: match.index, text: name, accountId });
    end = match.index + whole.length;
  }
  if (end < text.length) parts.push({ at: end, text: text.slice(end) });
  return parts;
};

const clean = (name: string) => name.replace(/[[\]\n]/g, ' ').slice(0, 60);

/** What was written, with the chosen people in the form in which it is stored; the longest name first, for one may begin with another. */
export const withMentions = (text: string, mentions: readonly Mention[]): string => {
  const chosen = [...mentions].sort((a, b) => b.name.length - a.name.length);
  if (chosen.length === 0) return text;
  const names = chosen.map(({ name }) => name.replace(/[.*+?^${}()|[\]\\]/g, '\\$&'));
  return text.replace(new RegExp(`@(${names.join('|')})`, 'g'), (whole, name: string) => {
    const mention = chosen.find((one) => one.name === name);
    return mention ? `@[${clean(name)}](${mention.id})` : whole;
  });
};

/** The beginning of a name that is being written before the caret: `@李`. Null where there is none. */
export const mentionBefore = (text: string, caret: number): { at: number; word: string } | null => {
  const match = /(?:^|[\s，。！？、（(])@([^\s@]{0,30})$/u.exec(text.slice(0, caret));
  return match ? { at: caret - (match[1]?.length ?? 0) - 1, word: match[1] ?? '' } : null;
};
