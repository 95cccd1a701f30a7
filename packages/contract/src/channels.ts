import { z } from 'zod';
import { channelKind, channelKindId } from './channel-kinds.ts';
import { channelHealth, channelNotice, channelStatus } from './channel-state.ts';
import { channelId, cursor, orgUnitId, page, storableText, timestamp } from './primitives.ts';
import { route } from './route.ts';
import { webChannelSettings } from './web-channel-settings.ts';

export const channel = z
  .object({
    id: channelId,
    type: z.string(),
    name: z.string(),
    enabled: z.boolean(),
    orgUnitId,
    skillGroup: z.object({ id: orgUnitId, name: z.string() }),
    transport: z.enum(['live', 'webhook', 'pull']).meta({
      description: 'live: the visitor is connected to the desk; the others are reached through a plugin',
    }),
    settings: webChannelSettings.meta({ description: 'Of a web channel; the defaults for every other kind' }),
    webhookUrl: z.string().nullable().meta({
      description:
        'Where the provider calls the desk, below its address: `/c/{id}`; null for channels that nobody calls',
    }),
    silentAfterMinutes: z
      .int()
      .nullable()
      .meta({ description: 'A notice appears when nothing has come in for so long; null: never' }),
    createdAt: timestamp,
  })
  .meta({ id: 'Channel' });
export type Channel = z.infer<typeof channel>;

/** What was entered for a channel of a plugin's kind. A secret is never in `values`. */
export const channelConfig = z
  .object({
    fields: z.record(z.string(), z.unknown()).meta({ description: '`Fields`; empty while the plugin does not run' }),
    values: z.record(z.string(), z.unknown()),
    secrets: z.record(z.string(), z.boolean()).meta({ description: 'By path (`proxy.password`): whether it is set' }),
    generated: z
      .record(z.string(), z.string())
      .meta({ description: 'By path: what the desk has just made up. Shown only this once' }),
  })
  .meta({ id: 'ChannelConfig' });
export type ChannelConfig = z.infer<typeof channelConfig>;

/** What a visitor's browser may know of a channel. */
export const publicChannel = z
  .object({
    id: channelId,
    name: z.string(),
    settings: webChannelSettings.omit({ allowedOrigins: true }),
    maxFileBytes: z.int().positive(),
  })
  .meta({ id: 'PublicChannel' });
export type PublicChannel = z.infer<typeof publicChannel>;

const silentAfterMinutes = z.int().min(5).max(10_080).nullable();
const configValues = z.record(z.string().max(100), z.unknown());

export const channelRoutes = {
  list: route({
    method: 'GET',
    path: '/api/channels',
    summary: 'Channels of the own unit and below, by name',
    access: ['channels:read'],
    scope: 'list',
    query: z.object({
      search: storableText(60)
        .optional()
        .meta({ description: 'Parts of the name, the id or the name of the skill group; all of them' }),
      cursor: cursor.optional(),
      limit: z.coerce.number().int().min(1).max(100).default(50),
    }),
    response: page(channel),
  }),
  get: route({
    method: 'GET',
    path: '/api/channels/:id',
    summary: 'One channel',
    access: ['channels:read'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    response: channel,
    errors: ['not_found'],
  }),
  create: route({
    method: 'POST',
    path: '/api/channels',
    summary: 'Create a channel in a unit within reach, for a skill group within reach',
    access: ['channels:write'],
    scope: 'list',
    body: z.object({
      name: storableText(60).trim().min(1),
      orgUnitId: orgUnitId.optional().meta({ description: 'The skill group itself if absent' }),
      skillGroupId: orgUnitId,
      settings: webChannelSettings.partial().default({}),
      kind: channelKindId.default('web').meta({ description: 'Of `GET /api/channel-kinds`, or `web`' }),
      config: configValues.default({}).meta({ description: 'For the kind of a plugin, by its `fields`' }),
      silentAfterMinutes: silentAfterMinutes.default(null),
    }),
    response: channel.extend({
      generated: channelConfig.shape.generated.optional().meta({ description: 'Only for the kind of a plugin' }),
    }),
    errors: ['not_found'],
  }),
  kinds: route({
    method: 'GET',
    path: '/api/channel-kinds',
    summary: 'Kinds of channels that the running plugins offer, beside `web`; at most 200',
    access: ['channels:read'],
    scope: 'none',
    response: z.object({ items: z.array(channelKind) }),
  }),
  notices: route({
    method: 'GET',
    path: '/api/channel-notices',
    summary: 'What somebody should look at, of the channels of the own unit and below; at most 100',
    access: ['channels:read'],
    scope: 'list',
    response: z.object({ items: z.array(channelNotice) }),
  }),
  config: route({
    method: 'GET',
    path: '/api/channels/:id/config',
    summary: 'Settings of a channel of a plugin; of a secret only whether it is set',
    access: ['channels:write'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    response: channelConfig,
    errors: ['not_found'],
  }),
  saveConfig: route({
    method: 'PUT',
    path: '/api/channels/:id/config',
    summary:
      'Replace the settings of a channel of a plugin. A secret that is absent stays as it is, null removes it. Wrong fields: 400, `issues` has path and code',
    access: ['channels:write'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    body: z.object({ values: configValues }),
    response: channelConfig,
    errors: ['not_found', 'conflict'],
  }),
  generateSecret: route({
    method: 'POST',
    path: '/api/channels/:id/config/generate',
    summary: 'Make up a new value for a field that is `generated`; the answer shows it once',
    access: ['channels:write'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    body: z.object({ path: storableText(200).regex(/^[A-Za-z0-9_.-]+$/) }),
    response: channelConfig,
    errors: ['not_found', 'conflict'],
  }),
  test: route({
    method: 'POST',
    path: '/api/channels/:id/test',
    summary: 'Ask the plugin whether the saved settings work',
    access: ['channels:write'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    response: channelHealth,
    errors: ['not_found', 'conflict'],
  }),
  provision: route({
    method: 'POST',
    path: '/api/channels/:id/provision',
    summary: 'Have the plugin register the webhook with the provider, where it can',
    access: ['channels:write'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    response: channelHealth,
    errors: ['not_found', 'conflict'],
  }),
  deprovision: route({
    method: 'POST',
    path: '/api/channels/:id/deprovision',
    summary: 'Have the plugin take the webhook back from the provider, where it can',
    access: ['channels:write'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    response: channelHealth,
    errors: ['not_found', 'conflict'],
  }),
  status: route({
    method: 'GET',
    path: '/api/channels/:id/status',
    summary: 'How a channel of a plugin is doing',
    access: ['channels:read'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    response: channelStatus,
    errors: ['not_found', 'conflict'],
  }),
  update: route({
    method: 'PATCH',
    path: '/api/channels/:id',
    summary: 'Change name, switch or settings; what is absent stays',
    access: ['channels:write'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    body: z.object({
      name: storableText(60).min(1).optional(),
      enabled: z.boolean().optional(),
      skillGroupId: orgUnitId.optional().meta({ description: 'Conversations that begin from now on go there' }),
      settings: webChannelSettings.partial().optional(),
      silentAfterMinutes: silentAfterMinutes.optional(),
    }),
    response: channel,
    errors: ['not_found'],
  }),
  identitySecret: route({
    method: 'GET',
    path: '/api/channels/:id/identity-secret',
    summary: 'The secret with which a site signs the identity of its users (HMAC-SHA-256)',
    access: ['channels:write'],
    scope: { item: 'channel', param: 'id' },
    params: z.object({ id: channelId }),
    response: z.object({ secret: z.string() }),
    errors: ['not_found'],
  }),
} as const;
