import { type InboundEvent, objectOf, type RawRequest } from '@cskefu/plugin-sdk';

interface Letter {
  readonly number: number;
  readonly id: string;
  readonly nest: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly sent: string;
  /** None if it is a feather, or whatever else is left in a loft. */
  readonly text?: string;
}

export const lettersIn = (body: Uint8Array): readonly Letter[] => {
  const { letters } = objectOf(body);
  return Array.isArray(letters) ? letters.filter((letter) => typeof letter?.number === 'number') : [];
};

/** What an answer of the loft says. */
export const parse = ({ body }: RawRequest): InboundEvent[] => lettersIn(body).flatMap(toEvents);

const toEvents = ({ id, nest, from, sent, text }: Letter): InboundEvent[] => {
  if (!text) return [];
  const sender = { namespace: 'loft:user', externalId: from.id, name: from.name };
  const thread = { id: nest, model: 'contact' } as const;
  return [{ type: 'message', externalId: id, thread, sender, at: Date.parse(sent), parts: [{ kind: 'text', text }] }];
};
