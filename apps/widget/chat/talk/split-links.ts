export interface TextPart {
  readonly text: string;
  /** Where it leads, if it is a link. */
  readonly href?: string;
}

/** Only `http:` and `https:` become links. Chinese text may follow an address without a space: addresses are plain ASCII. */
const ADDRESS = /\b(?:https?:\/\/|www\.)[!#-;=?-~]+/gi;

/** Signs that end a sentence rather than an address. */
const TRAILING = /[.,;:!?'*~_]+$/;

export const splitLinks = (text: string): TextPart[] => {
  const parts: TextPart[] = [];
  let end = 0;
  for (const match of text.matchAll(ADDRESS)) {
    const address = trimAddress(match[0]);
    const href = hrefOf(address);
    if (!href) continue;
    if (match.index > end) parts.push({ text: text.slice(end, match.index) });
    parts.push({ text: address, href });
    end = match.index + address.length;
  }
  if (end < text.length) parts.push({ text: text.slice(end) });
  return parts;
};

/** A closing bracket belongs to the address only if it was opened in it. */
const trimAddress = (address: string): string => {
  const trimmed = address.replace(TRAILING, '');
  const last = trimmed.at(-1) ?? '';
  const open = { ')': '(', ']': '[', '}': '{' }[last];
  if (open && trimmed.split(open).length < trimmed.split(last).length) return trimAddress(trimmed.slice(0, -1));
  return trimmed;
};

const hrefOf = (address: string): string | null => {
  try {
    const { href, hostname } = new URL(/^www\./i.test(address) ? `https://${address}` : address);
    return hostname.includes('.') || hostname === 'localhost' ? href : null;
  } catch {
    return null;
  }
};
