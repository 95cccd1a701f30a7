const MENTION = /@\[([^\]\n]{1,60})\]\(([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})\)/g;
const EXCERPT_LENGTH = 100;
/** So many are told of one note; whoever writes to more people has other means. */
const MOST = 20;

/** The accounts that a note speaks to. */
export function mentionedIn(text: string): string[] {
  return [...new Set([...text.matchAll(MENTION)].flatMap(([, , id]) => (id === undefined ? [] : [id])))].slice(0, MOST);
}

/** The beginning of a note as people read it. */
export function noteExcerpt(text: string): string {
  const words = text.replace(MENTION, '@$1');
  return Array.from(words.slice(0, 2 * EXCERPT_LENGTH))
    .slice(0, EXCERPT_LENGTH)
    .join('');
}
