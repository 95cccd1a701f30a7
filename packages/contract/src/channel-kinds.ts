import { z } from 'zod';
import { storableText } from './primitives.ts';

/** Which kind: `web`, or that of a plugin as `publisher.name/kind`. */
export const channelKindId = storableText(130).regex(/^[a-z0-9.-]{1,64}(\/[A-Za-z0-9_-]{1,64})?$/);

/** How a channel carries messages, as the plugin says it; `ChannelCapabilities` of the plugin SDK. */
const mediaLimits = z.object({ maxBytes: z.number(), mime: z.array(z.string()).optional() });
export const channelCapabilities = z
  .object({
    text: z.object({ maxLength: z.int(), unit: z.enum(['characters', 'bytes']).optional() }),
    media: z
      .object({
        image: mediaLimits.optional(),
        audio: mediaLimits.optional(),
        video: mediaLimits.optional(),
        file: mediaLimits.optional(),
      })
      .optional(),
    location: z.literal(true).optional(),
    card: z.object({ maxTitle: z.int(), maxText: z.int() }).optional(),
    choices: z.object({ max: z.int(), maxTitle: z.int() }).optional(),
    reply: z.literal(true).optional(),
    edit: z.literal(true).optional(),
    recall: z.object({ withinS: z.number() }).optional(),
    typing: z.object({ in: z.literal(true).optional(), out: z.literal(true).optional() }).optional(),
    receipts: z.object({ delivered: z.literal(true).optional(), read: z.literal(true).optional() }).optional(),
    replyWindow: z.object({ hours: z.number() }).optional(),
    proactive: z.literal(true).optional(),
    rateLimit: z.object({ messages: z.int(), perS: z.number() }).optional(),
    lookup: z.literal(true).optional(),
    profile: z.literal(true).optional(),
  })
  .meta({ id: 'ChannelCapabilities' });

/** A kind of channel that a running plugin offers. */
export const channelKind = z
  .object({
    id: z
      .string()
      .meta({ description: '`publisher.name/kind`: the `kind` of a new channel, the `type` of its channels' }),
    pluginId: z.string(),
    pluginName: z.string(),
    kind: z.string(),
    title: z.string().meta({ description: 'Plain words, or `%key%` of `texts`' }),
    transport: z.enum(['live', 'webhook', 'pull']),
    fields: z.record(z.string(), z.unknown()).meta({ description: '`Fields` of the plugin SDK, for the form' }),
    capabilities: channelCapabilities,
    can: z.array(z.string()).meta({ description: 'Which of the optional functions it has: `recall`, `lookup` …' }),
    texts: z.object({ 'zh-CN': z.record(z.string(), z.string()), en: z.record(z.string(), z.string()) }),
    webhookUrl: z
      .string()
      .meta({ description: 'Where its channels are called, below the address of the desk: `/c/{channelId}`' }),
  })
  .meta({ id: 'ChannelKind' });
export type ChannelKind = z.infer<typeof channelKind>;
