import { z } from 'zod';
import { channelId, timestamp } from './primitives.ts';

export const channelHealth = z
  .object({
    ok: z.boolean(),
    account: z.string().nullable(),
    code: z.enum(['bad_credentials', 'outage', 'misconfigured', 'no_answer']).nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'ChannelHealth' });
export type ChannelHealth = z.infer<typeof channelHealth>;

/** What came of the last attempt to register the webhook of a channel with its provider, or to take that back. */
export const channelRegistration = z
  .object({
    act: z.enum(['provision', 'deprovision']),
    ok: z.boolean(),
    detail: z.string().nullable(),
    at: timestamp,
  })
  .meta({ id: 'ChannelRegistration' });
export type ChannelRegistration = z.infer<typeof channelRegistration>;

/** How a channel of a plugin's kind is doing. */
export const channelStatus = z
  .object({
    running: z.boolean().meta({ description: 'Its plugin runs on the node that answers' }),
    lastInboundAt: timestamp.nullable(),
    silentSince: timestamp.nullable().meta({ description: 'Nothing has come for longer than `silentAfterMinutes`' }),
    inbound: z.object({ waiting: z.int(), failed: z.int().meta({ description: 'Of the last 7 days' }) }),
    outbound: z.object({
      waiting: z.int(),
      failed: z.int().meta({ description: 'Of the last 7 days' }),
      unknown: z.int().meta({ description: 'Of the last 7 days' }),
      pausedUntil: timestamp.nullable().meta({ description: 'The provider asked to wait' }),
    }),
    connection: z
      .object({
        state: z.enum(['connected', 'waiting', 'nowhere']),
        node: z.string().nullable(),
        since: timestamp.nullable(),
        error: z.string().nullable(),
      })
      .nullable()
      .meta({ description: 'Of a channel that holds a connection; null for the others' }),
    registration: channelRegistration.nullable().meta({
      description: 'When its webhook was last registered, or taken back: by hand, or because it was switched',
    }),
  })
  .meta({ id: 'ChannelStatus' });
export type ChannelStatus = z.infer<typeof channelStatus>;

/** Something about a channel that somebody should look at. */
export const channelNotice = z
  .object({
    channel: z.object({ id: channelId, name: z.string() }),
    kind: z.enum(['silent', 'plugin_down', 'inbound_failed', 'disconnected']),
    since: timestamp.nullable(),
    count: z.int().nullable(),
  })
  .meta({ id: 'ChannelNotice' });
export type ChannelNotice = z.infer<typeof channelNotice>;
