import { type InboundEvent, sendCodes } from '@cskefu/plugin-sdk';
import { z } from 'zod';

const text = (max: number) =>
  z
    .string()
    .max(max)
    .overwrite((value) => value.replaceAll('\u0000', '').toWellFormed());
const id = text(500).refine((value) => value.trim() !== '', { message: 'must not be blank' });
const at = z.number().min(0).max(8.64e15);
const url = text(4_000).refine((value) => URL.canParse(value) && /^https?:/.test(value), { message: 'is no address' });

/** Somebody as a channel knows them. */
export const identity = z.object({
  namespace: id,
  externalId: id,
  name: text(200).optional(),
  avatarUrl: url.optional().catch(undefined),
  locale: text(35).optional(),
  hints: z
    .array(z.object({ kind: z.enum(['phone', 'email', 'unionid']), value: text(320), verified: z.boolean() }))
    .max(20)
    .optional(),
});

const thread = z.object({ id, model: z.enum(['contact', 'thread', 'ticket']) });

const media = z.object({
  kind: z.enum(['image', 'audio', 'video', 'file']),
  url,
  name: text(255).optional(),
  mime: text(127).optional(),
  size: z.number().min(0).optional(),
  durationS: z.number().min(0).optional(),
});

const part = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('text'), text: text(100_000) }),
  media,
  z.object({
    kind: z.literal('location'),
    latitude: z.number().min(-90).max(90),
    longitude: z.number().min(-180).max(180),
    name: text(500).optional(),
  }),
  z.object({
    kind: z.literal('card'),
    title: text(500),
    text: text(10_000).optional(),
    url: url.optional(),
    imageUrl: url.optional(),
  }),
  z.object({
    kind: z.literal('choices'),
    text: text(10_000),
    choices: z.array(z.object({ id: text(500), title: text(500) })).max(50),
  }),
]);

const parts = z.array(part).max(50);
const from = { thread, sender: identity };

const inboundEvent = z.discriminatedUnion('type', [
  z.object({ type: z.literal('message'), externalId: id, ...from, at, parts, replyTo: text(500).optional() }),
  z.object({
    type: z.literal('receipt'),
    externalId: id,
    state: z.enum(['sent', 'delivered', 'read', 'failed']),
    at,
    error: z.enum(sendCodes).optional(),
  }),
  z.object({ type: z.literal('edit'), externalId: id, parts, at }),
  z.object({ type: z.literal('recall'), externalId: id, at }),
  z.object({ type: z.literal('typing'), ...from }),
  z.object({ type: z.literal('postback'), externalId: id, ...from, choiceId: text(500), title: text(500), at }),
  z.object({ type: z.enum(['optin', 'optout']), externalId: id, ...from, at }),
]);

const known: ReadonlySet<string> = new Set<InboundEvent['type']>([
  'message',
  'receipt',
  'edit',
  'recall',
  'typing',
  'postback',
  'optin',
  'optout',
]);

/** What `parse` may answer. A type that is not known yet is left out, not refused: a newer plugin may say more than this desk understands. */
export const inboundEvents = z
  .array(z.looseObject({ type: z.string().max(100) }))
  .max(100)
  .transform((events) => events.filter(({ type }) => known.has(type)))
  .pipe(z.array(inboundEvent))
  // What is absent may be there as undefined, which the types of the SDK do not know.
  .transform((events) => events as readonly InboundEvent[]);
