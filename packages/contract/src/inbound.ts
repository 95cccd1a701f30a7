import { z } from 'zod';
import { channelId, cursor, page, timestamp, uuid } from './primitives.ts';
import { route } from './route.ts';

/**
 * What became of a request that a provider made to a channel. It is stored as it came before the provider is answered.
 *   received  nothing was done with it yet; the next attempt may be later
 *   parsed    the plugin has said what it holds; the desk has not taken all of it yet
 *   matched   everything in it is where it belongs
 *   ignored   it held nothing for the desk; `reason` says why
 *   failed    it could not be read; `error` says why. Tried again at `nextAttemptAt`, or replayed by somebody
 */
export const inboundState = z.enum(['received', 'parsed', 'matched', 'ignored', 'failed']);
export type InboundState = z.infer<typeof inboundState>;

/** What became of one event of a request. */
export const inboundOutcome = z
  .object({
    type: z.string(),
    externalId: z.string().nullable(),
    outcome: z.enum(['taken', 'known', 'ignored']),
    reason: z.string().nullable(),
    conversationId: uuid.nullable(),
    messageIds: z.array(uuid),
  })
  .meta({ id: 'InboundOutcome' });
export type InboundOutcome = z.infer<typeof inboundOutcome>;

export const inboundRequest = z
  .object({
    id: uuid,
    receivedAt: timestamp,
    method: z.string(),
    path: z.string(),
    bytes: z.int().min(0),
    state: inboundState,
    reason: z.string().nullable().meta({
      description: 'no_events, blocked, channel_off, unknown_message, too_late … : why it was ignored',
    }),
    error: z.string().nullable(),
    attempts: z.int().min(0),
    nextAttemptAt: timestamp.nullable(),
    settledAt: timestamp.nullable(),
    outcomes: z.array(inboundOutcome).meta({ description: 'By the order of its events; at most 100' }),
  })
  .meta({ id: 'InboundRequest' });
export type InboundRequest = z.infer<typeof inboundRequest>;

const oneOf = z.object({ id: channelId, requestId: uuid });
const place = { scope: { item: 'channel', param: 'id' } } as const;

export const inboundRoutes = {
  list: route({
    method: 'GET',
    path: '/api/channels/:id/inbound-requests',
    summary: 'What came in over a channel, the newest first',
    access: ['channels:read'],
    ...place,
    params: z.object({ id: channelId }),
    query: z.object({
      state: inboundState.optional(),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(inboundRequest),
    errors: ['not_found'],
  }),
  get: route({
    method: 'GET',
    path: '/api/channels/:id/inbound-requests/:requestId',
    summary: 'One request as it came; what proves who sent it is blacked out',
    access: ['channels:write'],
    ...place,
    params: oneOf,
    response: inboundRequest.extend({
      query: z.record(z.string(), z.string()),
      headers: z.record(z.string(), z.string()),
      body: z.string().meta({ description: 'As text if it is text, else in Base64' }),
      encoding: z.enum(['text', 'base64']),
    }),
    errors: ['not_found'],
  }),
  replay: route({
    method: 'POST',
    path: '/api/channels/:id/inbound-requests/:requestId/replay',
    summary: 'Read a stored request once more; what was taken from it before is not taken twice',
    access: ['channels:write'],
    ...place,
    params: oneOf,
    response: inboundRequest,
    errors: ['not_found', 'conflict'],
  }),
  replayFailed: route({
    method: 'POST',
    path: '/api/channels/:id/inbound-requests/replay',
    summary: 'Read again everything that has failed; answers how many',
    access: ['channels:write'],
    ...place,
    params: z.object({ id: channelId }),
    response: z.object({ replayed: z.int().min(0) }),
    errors: ['not_found'],
  }),
} as const;
