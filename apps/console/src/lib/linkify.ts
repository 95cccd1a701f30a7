export type TextPart = { kind: 'text' | 'link'; text: string };

// Chinese text follows an address without a space, so anything outside the characters of an address ends it.
const address = /https?:\/\/[\w\-.~:/?#[\]@!$&'()*+,;=%]+/gi;
const trailing = /[.,;:!?'")\]]+$/;

const trimmed = (match: string) => match.replace(trailing, '');

/** Cuts a text into words and addresses. Only http and https become links. */
export const linkify = (text: string): TextPart[] => {
  const parts: TextPart[] = [];
  let at = 0;
  for (const match of text.matchAll(address)) {
    const link = trimmed(match[0]);
    if (match.index > at) parts.push({ kind: 'text', text: text.slice(at, match.index) });
    parts.push({ kind: 'link', text: link });
    at = match.index + link.length;
  }
  if (at < text.length) parts.push({ kind: 'text', text: text.slice(at) });
  return parts;
};
