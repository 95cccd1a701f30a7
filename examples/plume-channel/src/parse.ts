import { type InboundEvent, objectOf, type Part, type RawRequest } from '@cskefu/plugin-sdk';

interface Letter {
  readonly kind: 'letter';
  readonly id: string;
  readonly nest: string;
  readonly from: { readonly id: string; readonly name: string };
  readonly sent: string;
  readonly text?: string;
  readonly picture?: { readonly url: string; readonly type: string; readonly size: number };
}

interface Flight {
  readonly kind: 'flight';
  readonly letter: string;
  readonly stage: string;
  readonly at: string;
}

const stages = { landed: 'delivered', opened: 'read', lost: 'failed' } as const;

/** What a request of Plume says. */
export const parse = ({ body }: RawRequest): InboundEvent[] => {
  const { updates } = objectOf(body);
  return Array.isArray(updates) ? updates.flatMap(toEvents) : [];
};

const toEvents = (update: Letter | Flight | null): InboundEvent[] => {
  if (update?.kind === 'letter' && (update.text || update.picture)) return [toMessage(update)];
  return update?.kind === 'flight' ? toReceipt(update) : [];
};

const toMessage = ({ id, nest, from, sent, text, picture }: Letter): InboundEvent => {
  const words: Part[] = text ? [{ kind: 'text', text }] : [];
  const image: Part[] = picture ? [{ kind: 'image', url: picture.url, mime: picture.type, size: picture.size }] : [];
  const sender = { namespace: 'plume:user', externalId: from.id, name: from.name };
  const thread = { id: nest, model: 'contact' } as const;
  return { type: 'message', externalId: id, thread, sender, at: Date.parse(sent), parts: [...words, ...image] };
};

const toReceipt = ({ letter, stage, at }: Flight): InboundEvent[] => {
  const state = stages[stage as keyof typeof stages];
  return state ? [{ type: 'receipt', externalId: letter, state, at: Date.parse(at) }] : [];
};
