import {
  areInOrder,
  channelActs,
  type PluginManifest,
  type PluginPermission,
  pluginPermissionNames,
} from '@cskefu/plugin-sdk';
import { z } from 'zod';
import { isSafePattern } from './safe-pattern.ts';

const text = (max: number) => z.string().min(1).max(max);
/** Not `constructor` and its like, which every object seems to have. */
const isOwn = (key: string) => !(key in {});
const name = z
  .string()
  .regex(/^[A-Za-z][A-Za-z0-9_-]{0,63}$/)
  .refine(isOwn, 'has a meaning of its own');
const host = z
  .string()
  .regex(
    /^\{config(\.[A-Za-z][A-Za-z0-9_-]{0,63}){1,3}\}$|^(\*\.)?([a-z0-9]([a-z0-9-]*[a-z0-9])?\.)*[a-z0-9]([a-z0-9-]*[a-z0-9])?(:\d{1,5})?$/,
  );

const described = {
  title: text(200),
  help: text(1_000).optional(),
  showIf: z.strictObject({ field: name, is: z.union([z.string(), z.number(), z.boolean()]) }).optional(),
};
const optional = z.literal(true).optional();
const length = z.int().min(0).max(100_000);
const MAX_BY_PATTERN = 1_000;
const hasShortText = ({
  pattern,
  maxLength = MAX_BY_PATTERN,
}: {
  pattern?: string | undefined;
  maxLength?: number | undefined;
}) => pattern === undefined || maxLength <= MAX_BY_PATTERN;
const anyText = z.strictObject({
  ...described,
  type: z.literal('string'),
  optional,
  default: z.string().max(10_000).optional(),
  minLength: length.optional(),
  maxLength: length.optional(),
  pattern: z.string().max(200).refine(isSafePattern, 'could take for ever').optional(),
  format: z.enum(['url', 'email', 'color', 'multiline']).optional(),
  secret: z.literal(true).optional(),
  generated: z.strictObject({ bytes: z.int().min(8).max(64) }).optional(),
  optionsFrom: name.optional(),
});
const tooLong = `a pattern is tried on ${MAX_BY_PATTERN} characters at most`;
const textField = anyText.refine(hasShortText, tooLong);
const numberField = z.strictObject({
  ...described,
  type: z.literal('number'),
  optional,
  default: z.number().optional(),
  min: z.number().optional(),
  max: z.number().optional(),
  integer: z.boolean().optional(),
});
const switchField = z.strictObject({ ...described, type: z.literal('boolean'), default: z.boolean() });
const choiceField = z.strictObject({
  ...described,
  type: z.literal('choice'),
  options: z.array(z.strictObject({ value: text(200), title: text(200) })).max(500),
  optional,
  default: z.string().optional(),
});
const listField = z.strictObject({
  ...described,
  type: z.literal('list'),
  // A secret in a list has no path of its own to be kept under.
  item: z.discriminatedUnion('type', [
    anyText.omit({ secret: true, generated: true, optionsFrom: true }).refine(hasShortText, tooLong),
    numberField,
    choiceField,
  ]),
  maxItems: z.int().min(1).max(1_000).optional(),
});
const plainField = z.discriminatedUnion('type', [textField, numberField, switchField, choiceField, listField]);
const fieldsOf = <T extends z.ZodType>(field: T) =>
  z.record(name, field).refine((fields) => Object.keys(fields).length <= 100, 'more than 100 fields');
const innerGroup = z.strictObject({ ...described, type: z.literal('group'), fields: fieldsOf(plainField) });
const group = z.strictObject({
  ...described,
  type: z.literal('group'),
  fields: fieldsOf(z.union([plainField, innerGroup])),
});
const config = fieldsOf(z.union([plainField, group]));

const filter = z.strictObject({
  channelKind: z.array(text(64)).max(50).optional(),
  channelId: z.array(text(64)).max(50).optional(),
  messageKind: z.array(text(64)).max(50).optional(),
  authorKind: z.array(text(64)).max(50).optional(),
});

const capabilities = z
  .looseObject({ text: z.looseObject({ maxLength: z.int().min(1).max(1_000_000) }) })
  .refine((given) => JSON.stringify(given).length <= 8_000, 'too much');

const channel = z.strictObject({
  title: text(200),
  transport: z.enum(['webhook', 'pull', 'live']),
  config,
  capabilities,
  signature: z
    .strictObject({
      header: text(100),
      algorithm: z.enum(['sha256', 'sha1']),
      encoding: z.enum(['hex', 'base64']),
      prefix: z.string().max(50).optional(),
      secretField: name,
      timestamp: z.strictObject({ header: text(100), toleranceS: z.int().min(1).max(86_400) }).optional(),
    })
    .optional(),
  can: z.array(z.enum(channelActs)).max(channelActs.length),
});

const hook = z.strictObject({
  point: z.enum([
    'message.beforeAccept',
    'message.beforeSend',
    'conversation.beforeCreate',
    'conversation.beforeAssign',
    'conversation.beforeClose',
    'contact.beforeMerge',
    'attachment.beforeStore',
  ]),
  kind: z.enum(['transform', 'veto']),
  phase: z.enum(['early', 'normal', 'late']),
  match: filter,
  deadlineMs: z.int().min(1).max(1_000),
  onFailure: z.enum(['allow', 'block']),
});

/** `cskefu` of package.json, as `manifestOf` of the SDK writes it. */
const written = z.strictObject({
  id: z
    .string()
    .max(64)
    .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/),
  name: text(100),
  description: text(1_000).optional(),
  version: text(64),
  api: text(64),
  runtime: z.enum(['shared', 'isolated']),
  permissions: z.array(z.enum(pluginPermissionNames as [PluginPermission, ...PluginPermission[]])).max(50),
  net: z.strictObject({ allow: z.array(host).max(100) }),
  config,
  channels: z.record(
    z
      .string()
      .regex(/^[a-z][a-z0-9-]{0,31}$/)
      .refine(isOwn, 'has a meaning of its own'),
    channel,
  ),
  hooks: z.array(hook).max(20),
  observers: z
    .array(
      z.strictObject({
        type: text(64),
        match: filter,
        batch: z.int().min(1).max(32),
        deadlineMs: z.int().min(1).max(300_000),
        includeOwn: z.boolean(),
      }),
    )
    .max(50),
  jobs: z
    .array(
      z.strictObject({
        name,
        every: z
          .string()
          .regex(/^[1-9]\d{0,4}[smhd]$/)
          .optional(),
        cron: text(100).optional(),
        timeZone: text(64),
        timeoutMs: z.int().min(1).max(900_000),
      }),
    )
    .max(50),
  http: z
    .array(
      z.strictObject({
        method: z.enum(['GET', 'POST', 'PUT', 'PATCH', 'DELETE']),
        path: z.string().regex(/^\/[A-Za-z0-9_./:-]{0,200}$/),
        auth: z.enum(['public', 'agent', 'admin']),
      }),
    )
    .max(50),
  migrations: z
    .array(z.int().min(2).max(100_000))
    .min(1)
    .max(100)
    .refine(areInOrder, 'each follows the one before')
    .optional(),
  hasHealth: z.boolean(),
});

export const manifestSchema = written.refine(
  ({ migrations, permissions }) => !migrations || permissions.includes('storage'),
  { path: ['migrations'], message: 'without the permission storage there is no data' },
) as unknown as z.ZodType<PluginManifest>;
