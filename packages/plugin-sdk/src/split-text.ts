/** How long one message may be. */
export interface TextLimit {
  readonly maxLength: number;
  readonly unit?: 'characters' | 'bytes' | undefined;
}

/**
 * Cuts text into pieces that fit: between paragraphs if possible, else lines, sentences, words, and at the worst between two characters as people
 * see them. Nothing but white space at a cut gets lost. The desk cuts like this before it calls `send`, and the composer tells how many there will be.
 */
export const splitText = (text: string, { maxLength, unit = 'characters' }: TextLimit): string[] => {
  const sizeOf = unit === 'bytes' ? bytesOf : charactersOf;
  const limit = Math.max(1, Math.floor(maxLength));
  const pieces: string[] = [];
  let rest = text;
  while (sizeOf(rest) > limit) {
    const fitting = longestStart(rest, limit, sizeOf);
    const cut = bestCut(fitting);
    pieces.push(rest.slice(0, cut).trimEnd());
    rest = rest.slice(cut).trimStart();
  }
  return [...pieces, rest].filter((piece) => piece !== '');
};

const encoder = new TextEncoder();
const bytesOf = (text: string): number => encoder.encode(text).length;

const charactersOf = (text: string): number => {
  let count = 0;
  for (const _ of text) count += 1;
  return count;
};

const graphemes = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The longest beginning that fits, of whole characters; of code points if not even one character fits, and one of those if not even that. */
const longestStart = (text: string, limit: number, sizeOf: (text: string) => number): string => {
  // A code point is at most two code units, so no more of them can fit.
  const most = text.slice(0, 2 * limit + 64);
  return (
    startOf(
      Array.from(graphemes.segment(most), ({ segment }) => segment),
      limit,
      sizeOf,
    ) ||
    startOf(Array.from(most), limit, sizeOf) ||
    (Array.from(most)[0] ?? '')
  );
};

const startOf = (units: readonly string[], limit: number, sizeOf: (text: string) => number): string => {
  let size = 0;
  let start = '';
  for (const unit of units) {
    size += sizeOf(unit);
    if (size > limit) break;
    start += unit;
  }
  return start;
};

/** Where people would pause, the stronger pause first. */
const PAUSES = [/\n\s*\n/g, /\n/g, /[。！？…]+[”’」』）)]*|[.!?]+["')]*(?=\s)/g, /[，；、：]|[,;:](?=\s)/g, /\s+/g];
/** A piece shorter than this part of what would fit is not worth its better end. */
const WORTH = 0.5;

const bestCut = (fitting: string): number => {
  for (const pause of PAUSES) {
    const last = [...fitting.matchAll(pause)].at(-1);
    const cut = last ? last.index + last[0].length : 0;
    if (cut >= fitting.length * WORTH && fitting.slice(0, cut).trim() !== '') return cut;
  }
  return fitting.length;
};
