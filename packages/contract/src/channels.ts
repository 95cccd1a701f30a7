import { z } from 'zod';
import { channelId, cursor, orgUnitId, page, storableText, timestamp } from './primitives.ts';
import { route } from './route.ts';

const shortText = (max: number) => storableText(max).nullable();

const formField = z.object({
  use: z.enum(['off', 'optional', 'required']),
  label: shortText(40).meta({ description: "Null: the product's own word in the visitor's language" }),
});

/** What a visitor is offered when nobody is there. */
export const leftMessageForm = z
  .object({
    offer: z.enum(['off', 'beside', 'instead', 'plain']).meta({
      description:
        'off: nothing; beside: a form beside the chat; instead: a form in place of it; plain: what is written in the chat is a left message',
    }),
    intro: shortText(300),
    fields: z.object({ name: formField, email: formField, phone: formField, subject: formField, text: formField }),
  })
  .refine(({ fields }) => Object.values(fields).some(({ use }) => use !== 'off'), { message: 'needs a field' })
  .meta({ id: 'LeftMessageForm' });
export type LeftMessageForm = z.infer<typeof leftMessageForm>;
export type LeftMessageField = keyof LeftMessageForm['fields'];

/** What a visitor is asked before the first word; a question has no words of the product, so it needs a label. */
export const preChatForm = z
  .object({
    intro: shortText(300),
    fields: z.object({
      name: formField,
      email: formField,
      phone: formField,
      question1: formField,
      question2: formField,
      question3: formField,
    }),
  })
  .refine(
    ({ fields: { question1, question2, question3 } }) =>
      [question1, question2, question3].every(({ use, label }) => use === 'off' || label?.trim()),
    { message: 'a question needs a label' },
  )
  .meta({ id: 'PreChatForm' });
export type PreChatForm = z.infer<typeof preChatForm>;
export type PreChatField = keyof PreChatForm['fields'];

/** What a visitor is told of their data. */
export const privacyNotice = z
  .object({
    notice: shortText(500),
    url: z
      .url({ protocol: /^https?$/ })
      .max(2_000)
      .nullable(),
    consent: z.boolean().meta({ description: 'Visitors begin only after they have agreed' }),
  })
  .meta({ id: 'PrivacyNotice' });
export type PrivacyNotice = z.infer<typeof privacyNotice>;

/** How a web channel looks and speaks. A text that is null takes the product's own words in the visitor's language. */
export const webChannelSettings = z
  .object({
    color: z.string().regex(/^#[0-9a-fA-F]{6}$/),
    position: z.enum(['right', 'left']),
    offsetX: z.int().min(0).max(400).meta({ description: 'Pixels from the side' }),
    offsetY: z.int().min(0).max(400).meta({ description: 'Pixels from the bottom' }),
    title: shortText(60),
    subtitle: shortText(120),
    welcome: shortText(1_000).meta({ description: 'Shown before the first word' }),
    placeholder: shortText(80),
    launcherText: shortText(20).meta({ description: 'Beside the icon; null shows the icon alone' }),
    avatarUrl: z.union([z.url({ protocol: /^https?$/ }), storableText(2_000).regex(/^\/[^/\\]/)]).nullable(),
    locale: z.enum(['auto', 'zh-CN', 'en']),
    draftPreview: z
      .boolean()
      .meta({ description: 'Agents see what is being typed. The notice of the site must say so.' }),
    leftMessage: leftMessageForm,
    preChat: preChatForm,
    skillGroups: z
      .array(orgUnitId)
      .max(20)
      .meta({ description: 'Skill groups of which visitors choose one; empty: that of the channel' }),
    privacy: privacyNotice,
    trackVisitors: z.boolean().meta({
      description:
        'Pages report address, title and referrer of those who look at them. The notice of the site must say so.',
    }),
    allowedOrigins: z
      .array(storableText(200))
      .max(50)
      .meta({ description: 'Origins whose pages may embed the chat; empty: any' }),
  })
  .meta({ id: 'WebChannelSettings' });
export type WebChannelSettings = z.infer<typeof webChannelSettings>;

/** What a new web channel starts with. */
export const defaultWebChannelSettings: WebChannelSettings = {
  color: '#1a7f5a',
  position: 'right',
  offsetX: 20,
  offsetY: 20,
  title: null,
  subtitle: null,
  welcome: null,
  placeholder: null,
  launcherText: null,
  avatarUrl: null,
  locale: 'auto',
  draftPreview: false,
  leftMessage: {
    offer: 'beside',
    intro: null,
    fields: {
      name: { use: 'optional', label: null },
      email: { use: 'required', label: null },
      phone: { use: 'off', label: null },
      subject: { use: 'off', label: null },
      text: { use: 'required', label: null },
    },
  },
  preChat: {
    intro: null,
    fields: {
      name: { use: 'off', label: null },
      email: { use: 'off', label: null },
      phone: { use: 'off', label: null },
      question1: { use: 'off', label: null },
      question2: { use: 'off', label: null },
      question3: { use: 'off', label: null },
    },
  },
  skillGroups: [],
  privacy: { notice: null, url: null, consent: false },
  trackVisitors: true,
  allowedOrigins: [],
};

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
    webhookUrl: z
      .string()
      .nullable()
      .meta({ description: 'Where the provider calls the desk, below its address: `/c/{id}`; null for channels that nobody calls' }),
    silentAfterMinutes: z
      .int()
      .nullable()
      .meta({ description: 'A notice appears when nothing has come in for so long; null: never' }),
    createdAt: timestamp,
  })
  .meta({ id: 'Channel' });
export type Channel = z.infer<typeof channel>;

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
    summary: 'Channels of the own unit and below',
    access: ['channels:read'],
    scope: 'list',
    query: z.object({
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
