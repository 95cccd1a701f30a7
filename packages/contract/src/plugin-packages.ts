import { z } from 'zod';
import { timestamp } from './primitives.ts';

/** `publisher.name`, lower case. */
export const pluginId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/);

/** Of a package: SHA-256 over its bytes, 64 hexadecimal characters. */
export const packageHash = z.string().regex(/^[0-9a-f]{64}$/);

const words = z.record(z.string(), z.string());

/** What a plugin says of itself, before anything of it runs. */
export const pluginFacts = z
  .object({
    id: pluginId,
    name: z.string(),
    description: z.string().nullable(),
    version: z.string(),
    api: z.string().meta({ description: 'Range of plugin API versions that it was made for' }),
    runtime: z.enum(['shared', 'isolated']),
    icon: z.string().nullable().meta({ description: 'A data URL, for an img element' }),
    permissions: z.array(z.string()),
    hosts: z.array(z.string()).meta({ description: 'Outside hosts that it may reach with the permission `net`' }),
    config: z.record(z.string(), z.unknown()).meta({ description: '`Fields` of the plugin SDK, for the form' }),
    channels: z.array(z.object({ kind: z.string(), title: z.string(), transport: z.string() })),
    hooks: z.array(z.object({ point: z.string(), kind: z.enum(['transform', 'veto']), onFailure: z.string() })),
    observers: z.array(z.string()),
    jobs: z.array(z.object({ name: z.string(), every: z.string().nullable(), cron: z.string().nullable() })),
    http: z.array(z.object({ method: z.string(), path: z.string(), auth: z.string() })),
    hasHealth: z.boolean().meta({ description: 'The settings can be tested' }),
    texts: z
      .object({ 'zh-CN': words, en: words })
      .meta({ description: 'Words for what is written `%key%` in name, description, titles, help' }),
  })
  .meta({ id: 'PluginFacts' });
export type PluginFacts = z.infer<typeof pluginFacts>;

/**
 *   signed       every signature over it is the registry's
 *   unsigned     the registry signs, but has not signed this
 *   not_offered  the registry has no keys
 */
export const packageSignature = z.enum(['signed', 'unsigned', 'not_offered']);

/** A package that was read and checked; nothing of it has run. */
export const pluginPackage = z
  .object({
    hash: packageHash,
    packageName: z.string(),
    source: z.enum(['upload', 'registry']),
    bytes: z.int().meta({ description: 'Unpacked' }),
    plugin: pluginFacts,
    current: z
      .object({ version: z.string(), permissions: z.array(z.string()), hosts: z.array(z.string()) })
      .nullable()
      .meta({ description: 'What is installed now; null: nothing' }),
    change: z.object({
      kind: z.enum(['install', 'upgrade', 'downgrade', 'reinstall']),
      addedPermissions: z.array(z.string()),
      removedPermissions: z.array(z.string()),
      addedHosts: z.array(z.string()),
      removedHosts: z.array(z.string()),
      data: z.enum(['fits', 'due', 'newer', 'too_old']).meta({
        description:
          'What it makes of what is kept for it. due: it is migrated, after which no earlier version can read it; newer, too_old: it cannot be installed',
      }),
    }),
    warnings: z.array(z.object({ code: z.enum(['no_chinese', 'no_english', 'raw_code']), detail: z.string() })),
    origin: z
      .object({
        signature: packageSignature,
        keyIds: z.array(z.string()).meta({ description: 'Of the keys that it was signed with' }),
        publishedAt: timestamp.nullable().meta({ description: 'null: the registry does not say' }),
        held: z.boolean().meta({ description: 'So young that installing it needs `acceptYoung`' }),
      })
      .nullable()
      .meta({ description: 'What the registry says of it; null: uploaded' }),
    newer: z.string().nullable().meta({
      description: 'The newest version of the registry, if this was offered instead because that is too young',
    }),
  })
  .meta({ id: 'PluginPackage' });
export type PluginPackage = z.infer<typeof pluginPackage>;
