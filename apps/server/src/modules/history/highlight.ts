import type { TextPart } from '@cskefu/contract';
import type { Words } from './words.ts';

const BEFORE = 24;
const MOST = 120;

type Range = [number, number];

/** A stretch of a text around the first of the words, cut up into what was looked for and what was not. */
export function highlight(text: string, words: Words): TextPart[] {
  const flat = text.replace(/\s+/g, ' ').trim();
  const ranges = merged(rangesOf(flat, words));
  const start = wholeSign(flat, Math.max(0, (ranges[0]?.[0] ?? 0) - BEFORE));
  const end = wholeSign(flat, Math.min(flat.length, start + MOST));
  const parts: TextPart[] = [];
  const add = (from: number, to: number, hit: boolean) => {
    if (to > from) parts.push({ text: flat.slice(from, to), hit });
  };
  let at = start;
  for (const [from, to] of ranges) {
    if (from >= end) break;
    add(at, from, false);
    add(from, Math.min(to, end), true);
    at = Math.min(to, end);
  }
  add(at, end, false);
  if (start > 0) parts.unshift({ text: '…', hit: false });
  if (end < flat.length) parts.push({ text: '…', hit: false });
  return parts;
}

function rangesOf(text: string, { chinese, other }: Words): Range[] {
  const stems = other.match(/[\p{L}\p{N}]+/gu)?.map(stemOf) ?? [];
  const patterns = [
    ...chinese.map(escaped),
    ...stems.map((stem) => `(?<![\\p{L}\\p{N}])${escaped(stem)}[\\p{L}\\p{N}]*`),
  ];
  if (patterns.length === 0) return [];
  // One at a time: words of a query may overlap in the text.
  return patterns.flatMap((pattern) =>
    [...text.matchAll(new RegExp(pattern, 'giu'))].map((hit): Range => [hit.index, hit.index + hit[0].length]),
  );
}

/** Near enough to what PostgreSQL takes for the stem of an English word. */
const stemOf = (word: string) => (word.length > 4 ? word.replace(/(ing|ies|ed|es|s|y|e)$/i, '') : word);

const escaped = (word: string) => word.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function merged(ranges: Range[]): Range[] {
  const whole: Range[] = [];
  for (const [from, to] of ranges.sort(([one], [other]) => one - other)) {
    const last = whole.at(-1);
    if (last && from <= last[1]) last[1] = Math.max(last[1], to);
    else whole.push([from, to]);
  }
  return whole;
}

/** An emoji is two units of a JavaScript string: never half of it. */
const wholeSign = (text: string, at: number) => (/[\uDC00-\uDFFF]/.test(text[at] ?? '') ? at - 1 : at);
