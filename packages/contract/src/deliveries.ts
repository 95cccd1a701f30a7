import { z } from 'zod';
import { channelId, cursor, page, seq, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/**
 * How far a message has come on its way out, to a person who is not connected to the desk itself.
 *   queued     waits for its turn, or for the next attempt
 *   sending    is being handed to the provider
 *   sent       the provider has it
 *   delivered  it is on the other side's device
 *   read       they have seen it
 *   failed     it will not arrive; `code` says why
 *   unknown    it may have arrived: somebody must decide whether to send it again
 *   cancelled  it was recalled before it was sent
 */
export const deliveryState = z.enum([
  'queued',
  'sending',
  'sent',
  'delivered',
  'read',
  'failed',
  'unknown',
  'cancelled',
]);
export type DeliveryState = z.infer<typeof deliveryState>;

/** Why something could not be sent; the same words as the `SendCode` of the plugin SDK. */
export const deliveryCode = z.enum([
  'rate_limited',
  'provider_down',
  'timeout',
  'bad_credentials',
  'recipient_unreachable',
  'recipient_opted_out',
  'window_closed',
  'content_refused',
  'too_long',
  'unsupported',
  'media_failed',
  'invalid_request',
  'unknown',
  'plugin_down',
]);
export type DeliveryCode = z.infer<typeof deliveryCode>;

/** What was done to a message so that the channel can carry it. */
export const deliveryChange = z.enum(['split', 'media_as_link', 'card_as_text', 'choices_as_text', 'quote_dropped']);
export type DeliveryChange = z.infer<typeof deliveryChange>;

/** The way of one message. A message that was cut into pieces has still one. */
export const delivery = z
  .object({
    id: uuid,
    conversationId: uuid,
    messageId: uuid,
    messageSeq: seq.min(1),
    state: deliveryState,
    code: deliveryCode
      .nullable()
      .meta({ description: 'Of the last attempt that came to nothing; null once it has arrived' }),
    detail: z.string().nullable().meta({ description: 'What the provider said, for people who can read that' }),
    attempts: z.int().min(0),
    nextAttemptAt: timestamp
      .nullable()
      .meta({ description: 'While it is queued after an attempt that came to nothing' }),
    pieces: z.int().min(0).meta({ description: 'Into how many messages of the provider it was cut; 0: not known yet' }),
    piecesSent: z.int().min(0),
    changes: z.array(deliveryChange),
    canResend: z.boolean().meta({ description: 'Sending it again is up to a person now' }),
    updatedAt: timestamp,
  })
  .meta({ id: 'Delivery' });
export type Delivery = z.infer<typeof delivery>;

export const deliveryAttempt = z
  .object({
    attempt: z.int().min(1),
    piece: z.int().min(1),
    act: z.enum(['send', 'lookup', 'recall']),
    startedAt: timestamp,
    endedAt: timestamp.nullable(),
    outcome: z.enum(['ok', 'never_sent', 'no', 'backoff', 'after', 'unknown']).nullable(),
    code: deliveryCode.nullable(),
    detail: z.string().nullable(),
    externalIds: z.array(z.string()),
  })
  .meta({ id: 'DeliveryAttempt' });
export type DeliveryAttempt = z.infer<typeof deliveryAttempt>;

const byId = z.object({ id: uuid });
const oneOf = z.object({ id: uuid, deliveryId: uuid });

export const deliveryRoutes = {
  ofConversation: route({
    method: 'GET',
    path: '/api/conversations/:id/deliveries',
    summary: 'How far the messages of a conversation have come on their way out, the newest message first',
    access: ['conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: byId,
    query: z.object({
      before: z.coerce.number().int().min(1).max(2_147_483_647).optional().meta({ description: 'A `messageSeq`' }),
      limit: z.coerce.number().int().min(1).max(200).default(50),
    }),
    response: z.object({ items: z.array(delivery), hasEarlier: z.boolean() }),
    errors: ['not_found'],
  }),
  get: route({
    method: 'GET',
    path: '/api/conversations/:id/deliveries/:deliveryId',
    summary: 'One delivery with its attempts, at most the last 100',
    access: ['conversations:read'],
    scope: { item: 'conversation', param: 'id' },
    params: oneOf,
    response: delivery.extend({ history: z.array(deliveryAttempt) }),
    errors: ['not_found'],
  }),
  resend: route({
    method: 'POST',
    path: '/api/conversations/:id/deliveries/:deliveryId/resend',
    summary: 'Try once more what has failed, or whose end is not known; whatever is under way is left alone (409)',
    access: ['conversations:serve', 'channels:write'],
    scope: { item: 'conversation', param: 'id' },
    params: oneOf,
    response: delivery,
    errors: ['not_found', 'conflict'],
  }),
  ofChannel: route({
    method: 'GET',
    path: '/api/channels/:id/deliveries',
    summary: 'What goes out over a channel, the newest first',
    access: ['channels:read'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    query: z.object({
      state: deliveryState.optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(delivery),
    errors: ['not_found'],
  }),
} as const;
