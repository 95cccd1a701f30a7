import type { DeliveryChange } from '@cskefu/contract';
import { type ChannelCapabilities, type MediaPart, type Part, splitText } from '@cskefu/plugin-sdk';

/** A file of the desk; `link` lasts, for whoever gets it as words. */
export interface FilePart extends MediaPart {
  readonly link: string;
}

export type GivenPart = Exclude<Part, MediaPart> | FilePart;

export interface Adapted {
  /** One message of the provider each. */
  readonly pieces: readonly (Exclude<Part, MediaPart> | FilePart)[];
  readonly changes: readonly DeliveryChange[];
}

/** Makes of a message what a channel can carry, as its capabilities say. Nothing is left out: what it cannot carry becomes words or a link. */
export const adaptParts = (parts: readonly GivenPart[], can: ChannelCapabilities): Adapted => {
  const changes = new Set<DeliveryChange>();
  const pieces = parts.flatMap((part) => adaptPart(part, can, changes));
  return { pieces, changes: [...changes] };
};

type Changes = Set<DeliveryChange>;

const adaptPart = (part: GivenPart, can: ChannelCapabilities, changes: Changes): readonly GivenPart[] => {
  switch (part.kind) {
    case 'text':
      return asText(part.text, can, changes);
    case 'location':
      return can.location ? [part] : asText(locationWords(part), can, changes.add('card_as_text'));
    case 'card':
      return fitsCard(part, can) ? [part] : asText(cardWords(part), can, changes.add('card_as_text'));
    case 'choices':
      return fitsChoices(part, can) ? [part] : asText(choiceWords(part), can, changes.add('choices_as_text'));
    default: {
      const kind = carriedAs(part, can);
      if (kind !== null) return [{ ...part, kind }];
      return asText(`${part.name ?? part.kind}\n${part.link}`, can, changes.add('media_as_link'));
    }
  }
};

const asText = (text: string, can: ChannelCapabilities, changes: Changes): GivenPart[] => {
  const pieces = splitText(text, can.text);
  if (pieces.length > 1) changes.add('split');
  return pieces.map((piece) => ({ kind: 'text', text: piece }));
};

/** As what it is, else as a plain file. */
const carriedAs = (part: FilePart, can: ChannelCapabilities): MediaPart['kind'] | null => {
  const major = part.mime?.split('/')[0];
  const own = major === 'audio' || major === 'video' ? major : part.kind;
  return ([own, 'file'] as const).find((kind) => fitsMedia(part, can.media?.[kind])) ?? null;
};

const fitsMedia = (
  { size = 0, mime = 'application/octet-stream' }: FilePart,
  limits: { readonly maxBytes: number; readonly mime?: readonly string[] } | undefined,
): boolean => {
  if (!limits || size > limits.maxBytes) return false;
  return !limits.mime || limits.mime.some((pattern) => pattern === mime || isKindOf(pattern, mime));
};

const isKindOf = (pattern: string, mime: string) => pattern.endsWith('/*') && mime.startsWith(pattern.slice(0, -1));

const lengthOf = (text = '') => Array.from(text).length;

const fitsCard = (card: Extract<Part, { kind: 'card' }>, can: ChannelCapabilities) =>
  can.card !== undefined && lengthOf(card.title) <= can.card.maxTitle && lengthOf(card.text) <= can.card.maxText;

const fitsChoices = ({ choices, text }: Extract<Part, { kind: 'choices' }>, can: ChannelCapabilities) => {
  const limits = can.choices;
  if (!limits || choices.length > limits.max) return false;
  return choices.every(({ title }) => lengthOf(title) <= limits.maxTitle) && splitText(text, can.text).length === 1;
};

const lines = (...parts: readonly (string | undefined)[]) => parts.filter((part) => part).join('\n');

const cardWords = (card: Extract<Part, { kind: 'card' }>) => lines(card.title, card.text, card.url ?? card.imageUrl);

const choiceWords = ({ text, choices }: Extract<Part, { kind: 'choices' }>) =>
  lines(text, ...choices.map(({ title }, at) => `${at + 1}. ${title}`));

const locationWords = ({ name, latitude, longitude }: Extract<Part, { kind: 'location' }>) =>
  lines(name, `${latitude}, ${longitude}`);
