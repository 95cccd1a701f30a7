import { MAX_TEXT_LENGTH } from '@cskefu/contract/limits';
import type { MediaPart, Part } from '@cskefu/plugin-sdk';

/** What one message of the desk will hold: words, or a file that is yet to be fetched. */
export type InboundDraft =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'media'; readonly media: MediaPart };

/** A message from outside as messages of the desk, in their order; the same parts always make the same ones. */
export const toDrafts = (parts: readonly Part[]): InboundDraft[] => parts.flatMap(draftsOf);

const draftsOf = (part: Part): InboundDraft[] => {
  switch (part.kind) {
    case 'text':
      return words(part.text);
    case 'location':
      return words(lines(part.name, `${part.latitude}, ${part.longitude}`));
    case 'card':
      return words(lines(part.title, part.text, part.url, part.imageUrl));
    case 'choices':
      return words(lines(part.text, ...part.choices.map(({ title }, at) => `${at + 1}. ${title}`)));
    default:
      return [{ kind: 'media', media: part }];
  }
};

/** Where a file could not be fetched: the link, and what it leads to. */
export const mediaWords = ({ name, url }: MediaPart): string => lines(name, url).slice(0, MAX_TEXT_LENGTH);

const lines = (...given: readonly (string | undefined)[]): string => given.filter((line) => line).join('\n');

const words = (text: string): InboundDraft[] => {
  const pieces: InboundDraft[] = [];
  let rest = text;
  while (rest.length > MAX_TEXT_LENGTH) {
    // Not through the middle of a character.
    const end = /[\ud800-\udbff]/.test(rest[MAX_TEXT_LENGTH - 1] ?? '') ? MAX_TEXT_LENGTH - 1 : MAX_TEXT_LENGTH;
    pieces.push({ kind: 'text', text: rest.slice(0, end) });
    rest = rest.slice(end);
  }
  pieces.push({ kind: 'text', text: rest });
  return pieces.filter((piece) => piece.kind !== 'text' || piece.text.trim() !== '');
};
