import { z } from 'zod';
import { cursor, orgUnitId, page, storableText, timestamp } from './primitives.ts';
import { route } from './route.ts';

/** `publisher.name`, lower case. */
export const pluginId = z
  .string()
  .max(64)
  .regex(/^[a-z][a-z0-9-]*(\.[a-z][a-z0-9-]*)+$/);

/** Of a package: SHA-256 over its bytes, 64 hexadecimal characters. */
const packageHash = z.string().regex(/^[0-9a-f]{64}$/);

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
const packageSignature = z.enum(['signed', 'unsigned', 'not_offered']);

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

/**
 *   off           switched off
 *   safe_mode     the desk was started without plugins (CSKEFU_PLUGINS=off)
 *   unconfigured  it needs settings first
 *   migrating     its data is being brought to what the wanted version works with; the version before runs on
 *   migration_failed  that failed, and nothing has changed; it is tried again once somebody restarts or changes it
 *   data_unfit    its data is of a version that the wanted one cannot read
 *   starting      no node runs it yet
 *   ready         every node that reports runs what is wanted
 *   degraded      it runs, but somewhere after a crash in a process of its own, or in another version than wanted
 *   crash_loop    it crashed three times within five minutes on some node and rests there until it is restarted
 *   refused       it could not be started
 */
export const pluginCondition = z.enum([
  'off',
  'safe_mode',
  'unconfigured',
  'migrating',
  'migration_failed',
  'data_unfit',
  'starting',
  'ready',
  'degraded',
  'crash_loop',
  'refused',
]);
export type PluginCondition = z.infer<typeof pluginCondition>;

export const pluginSummary = z
  .object({
    id: pluginId,
    name: z.string(),
    description: z.string().nullable(),
    version: z.string(),
    icon: z.string().nullable(),
    texts: pluginFacts.shape.texts,
    builtIn: z.boolean().meta({ description: 'Part of the product: cannot be installed, upgraded or removed' }),
    enabled: z.boolean(),
    condition: pluginCondition,
    channels: z.array(z.string()).meta({ description: 'Kinds of channels that it brings' }),
    grantedCount: z.int().meta({ description: 'How many permissions it has' }),
    nodesReady: z.int().meta({ description: 'Nodes on which the wanted version runs well' }),
    nodesWanted: z.int().meta({ description: 'Nodes on which it is to run; 0 while it is off' }),
    orgUnit: z
      .object({ id: orgUnitId, name: z.string() })
      .nullable()
      .meta({ description: 'The part of the organization that it works for; null: all of it' }),
  })
  .meta({ id: 'PluginSummary' });
export type PluginSummary = z.infer<typeof pluginSummary>;

/** How a plugin is doing on one node, at most a few seconds ago. */
export const pluginNode = z
  .object({
    node: z.string(),
    phase: z.enum(['starting', 'ready', 'degraded', 'crash_loop', 'refused']),
    running: z.string().nullable().meta({ description: 'Version' }),
    refusal: z.string().nullable().meta({ description: 'Why the wanted version did not start' }),
    pid: z.int().nullable(),
    isolated: z.boolean().meta({ description: 'In a process of its own' }),
    rssBytes: z.int().nullable().meta({ description: 'Of its process, which it may share' }),
    restarts: z.int(),
    lastEnd: z
      .object({ reason: z.string(), lastWords: z.string(), at: timestamp })
      .nullable()
      .meta({ description: 'The last time that it brought its process down' }),
    breaker: z.enum(['closed', 'open', 'half_open']),
    calls: z.int(),
    errors: z.int().meta({ description: 'Answers that were errors' }),
    misses: z.int().meta({ description: 'Answers that did not come in time, or not at all' }),
    p50Ms: z.number().nullable().meta({ description: 'Of the last calls' }),
    p99Ms: z.number().nullable(),
    seenAt: timestamp,
  })
  .meta({ id: 'PluginNode' });
export type PluginNode = z.infer<typeof pluginNode>;

export const pluginVersion = z
  .object({
    version: z.string(),
    hash: packageHash.nullable(),
    permissions: z.array(z.string()),
    installedAt: timestamp,
    installedBy: z.string().nullable().meta({ description: 'Name of the account' }),
    source: z.enum(['upload', 'registry']).nullable().meta({ description: 'null: not kept' }),
    signature: packageSignature.nullable().meta({ description: 'null: not from a registry, or not looked at' }),
    publishedAt: timestamp.nullable(),
    state: z.enum(['wanted', 'previous', 'old']),
    dataVersion: z.int().meta({ description: 'The version of the data that it works with' }),
  })
  .meta({ id: 'PluginVersion' });
export type PluginVersion = z.infer<typeof pluginVersion>;

/** What it keeps of its own, and how that stands to the version that is wanted. */
export const pluginData = z
  .object({
    version: z.int().nullable().meta({ description: 'null: it has not run yet' }),
    wanted: z.int().meta({ description: 'The version of the data that the wanted version works with' }),
    failure: z
      .object({
        to: z.int().meta({ description: 'The step that did not come to its end' }),
        code: z.enum(['not_loaded', 'threw', 'deadline', 'ended', 'not_started']).meta({
          description:
            'not_loaded: the new version could not be loaded; threw: it gave an error; deadline: it took too long; ended: its process did; not_started: the new version could not be started on the migrated data',
        }),
        detail: z.string(),
        at: timestamp,
      })
      .nullable()
      .meta({ description: 'Why the last migration failed' }),
  })
  .meta({ id: 'PluginData' });
export type PluginData = z.infer<typeof pluginData>;

export const plugin = pluginSummary
  .extend({
    plugin: pluginFacts,
    granted: z.array(z.string()),
    hooksBlock: z
      .boolean()
      .meta({ description: 'Its hooks may stop a message when they fail; needs the permission `hooks:block`, too' }),
    safeMode: z.boolean(),
    installedAt: timestamp,
    installedBy: z.string().nullable(),
    versions: z.array(pluginVersion).meta({ description: 'Newest first' }),
    data: pluginData,
    nodes: z.array(pluginNode),
  })
  .meta({ id: 'Plugin' });
export type PluginDetail = z.infer<typeof plugin>;

/** Settings of a plugin. A secret is never in `values`. */
export const pluginSettings = z
  .object({
    fields: z.record(z.string(), z.unknown()).meta({ description: '`Fields` of the plugin SDK' }),
    values: z.record(z.string(), z.unknown()),
    secrets: z.record(z.string(), z.boolean()).meta({ description: 'By path (`proxy.password`): whether it is set' }),
    complete: z.boolean().meta({ description: 'Nothing that is required is missing' }),
    generated: z
      .record(z.string(), z.string())
      .meta({ description: 'By path: what the desk has just made up. Shown only this once' }),
  })
  .meta({ id: 'PluginSettings' });
export type PluginSettings = z.infer<typeof pluginSettings>;

export const pluginHealth = z
  .object({
    ok: z.boolean(),
    account: z.string().nullable(),
    code: z.enum(['bad_credentials', 'outage', 'misconfigured', 'no_answer']).nullable(),
    detail: z.string().nullable(),
  })
  .meta({ id: 'PluginHealth' });
export type PluginHealth = z.infer<typeof pluginHealth>;

export const pluginLogLevel = z.enum(['debug', 'info', 'warn', 'error']);

export const pluginLogLine = z
  .object({
    id: z.string(),
    at: timestamp,
    node: z.string(),
    level: pluginLogLevel,
    source: z.enum(['log', 'output', 'desk']).meta({
      description: 'log: written by the plugin; output: printed by its process; desk: what the desk did with it',
    }),
    message: z.string(),
    fields: z.record(z.string(), z.unknown()).nullable(),
  })
  .meta({ id: 'PluginLogLine' });
export type PluginLogLine = z.infer<typeof pluginLogLine>;

const byId = z.object({ id: pluginId });
const manage = { access: ['plugins:write'], scope: 'desk' } as const;
const paging = { cursor: cursor.optional(), limit: z.coerce.number().int().min(1).max(100).default(50) };
const fieldPath = storableText(200).regex(/^[A-Za-z0-9_.-]+$/);

export const pluginRoutes = {
  list: route({
    method: 'GET',
    path: '/api/plugins',
    summary: 'Plugins in the order of their installation',
    ...manage,
    query: z.object(paging),
    response: page(pluginSummary).extend({
      safeMode: z
        .boolean()
        .meta({ description: 'Started with CSKEFU_PLUGINS=off: only what is part of the product runs' }),
      registry: z
        .string()
        .nullable()
        .meta({ description: 'Where packages can be fetched by name; null: only uploads' }),
      holdHours: z.int().meta({
        description: 'Versions of the registry that are younger are held back; 0: none (CSKEFU_PLUGIN_HOLD_HOURS)',
      }),
    }),
  }),
  get: route({
    method: 'GET',
    path: '/api/plugins/:id',
    summary: 'One plugin: what it is, may, and how it does on each node',
    ...manage,
    params: byId,
    response: plugin,
    errors: ['not_found'],
  }),
  upload: route({
    method: 'POST',
    path: '/api/plugins/packages',
    summary:
      'Read a package (multipart field `file`, a .tgz as `npm pack` makes it) and tell what installing it would change. Kept for an hour',
    ...manage,
    multipart: true,
    response: pluginPackage,
    errors: ['too_large', 'package_refused'],
  }),
  fetch: route({
    method: 'POST',
    path: '/api/plugins/packages/fetch',
    summary: 'The same for a package of the registry',
    ...manage,
    body: z.object({
      name: storableText(214).regex(/^(@[a-z0-9~-][a-z0-9._~-]*\/)?[a-z0-9~-][a-z0-9._~-]*$/),
      version: storableText(64)
        .regex(/^[0-9A-Za-z.+-]+$/)
        .optional()
        .meta({ description: 'The newest that is old enough if absent' }),
    }),
    response: pluginPackage,
    errors: ['not_found', 'too_large', 'package_refused', 'registry_failed', 'signature_refused', 'version_held'],
  }),
  install: route({
    method: 'POST',
    path: '/api/plugins/packages/:hash/install',
    summary:
      'Install a package that was read, or upgrade to it. `permissions` must be what it asks for (409 otherwise: `issues` names what differs)',
    ...manage,
    params: z.object({ hash: packageHash }),
    body: z.object({
      permissions: z.array(storableText(64)).max(50).meta({ description: 'What the administrator has agreed to' }),
      hosts: z.array(storableText(253)).max(100).default([]),
      acceptYoung: z
        .boolean()
        .default(false)
        .meta({ description: 'Also if it was published so short a while ago that the desk holds it back' }),
      orgUnitId: orgUnitId
        .nullable()
        .optional()
        .meta({ description: 'The unit that it is limited to; null: none; absent: as it was' }),
    }),
    response: plugin,
    errors: [
      'not_found',
      'conflict',
      'consent_required',
      'version_held',
      'data_newer',
      'data_too_old',
      'activation_failed',
      'package_refused',
    ],
  }),
  rollback: route({
    method: 'POST',
    path: '/api/plugins/:id/rollback',
    summary: 'Back to the version before, with what was granted then; not once the data has been migrated',
    ...manage,
    params: byId,
    response: plugin,
    errors: ['not_found', 'conflict', 'data_newer', 'data_too_old', 'activation_failed'],
  }),
  enable: route({
    method: 'POST',
    path: '/api/plugins/:id/enable',
    summary: 'Switch it on',
    ...manage,
    params: byId,
    response: plugin,
    errors: ['not_found'],
  }),
  disable: route({
    method: 'POST',
    path: '/api/plugins/:id/disable',
    summary: 'Switch it off on every node; settings and data stay',
    ...manage,
    params: byId,
    response: plugin,
    errors: ['not_found'],
  }),
  restart: route({
    method: 'POST',
    path: '/api/plugins/:id/restart',
    summary: 'Start it anew on every node, and forget its crashes; a migration that failed is tried again',
    ...manage,
    params: byId,
    response: plugin,
    errors: ['not_found', 'conflict'],
  }),
  remove: route({
    method: 'DELETE',
    path: '/api/plugins/:id',
    summary: 'Uninstall it. With `data=keep` settings and data are there again when it is installed again',
    ...manage,
    params: byId,
    query: z.object({ data: z.enum(['keep', 'delete']) }),
    response: z.object({ ok: z.literal(true) }),
    errors: ['not_found', 'conflict'],
  }),
  switches: route({
    method: 'PATCH',
    path: '/api/plugins/:id/switches',
    summary: 'Whether its hooks may stop a message or an act when they fail',
    ...manage,
    params: byId,
    body: z.object({ hooksBlock: z.boolean() }),
    response: plugin,
    errors: ['not_found', 'conflict'],
  }),
  scope: route({
    method: 'PUT',
    path: '/api/plugins/:id/scope',
    summary: 'Limit it to a unit of the organization and all below, or (null) let it work for everybody',
    ...manage,
    params: byId,
    body: z.object({ orgUnitId: orgUnitId.nullable() }),
    response: plugin,
    errors: ['not_found'],
  }),
  settings: route({
    method: 'GET',
    path: '/api/plugins/:id/settings',
    summary: 'Its settings; of a secret only whether it is set',
    ...manage,
    params: byId,
    response: pluginSettings,
    errors: ['not_found'],
  }),
  saveSettings: route({
    method: 'PUT',
    path: '/api/plugins/:id/settings',
    summary:
      'Replace its settings. A secret that is absent stays as it is, null removes it. Wrong fields: 400, `issues` has path and code',
    ...manage,
    params: byId,
    body: z.object({ values: z.record(z.string().max(100), z.unknown()) }),
    response: pluginSettings,
    errors: ['not_found', 'activation_failed'],
  }),
  generate: route({
    method: 'POST',
    path: '/api/plugins/:id/settings/generate',
    summary: 'Make up a new value for a field that is `generated`; the answer shows it once',
    ...manage,
    params: byId,
    body: z.object({ path: fieldPath }),
    response: pluginSettings,
    errors: ['not_found'],
  }),
  test: route({
    method: 'POST',
    path: '/api/plugins/:id/test',
    summary: 'Ask the plugin whether its saved settings work',
    ...manage,
    params: byId,
    response: pluginHealth,
    errors: ['not_found', 'conflict'],
  }),
  options: route({
    method: 'GET',
    path: '/api/plugins/:id/options/:name',
    summary: 'Choices for a field with `optionsFrom`, as the plugin knows them now',
    ...manage,
    params: byId.extend({ name: storableText(100) }),
    response: z.object({ items: z.array(z.object({ value: z.string(), title: z.string() })) }),
    errors: ['not_found', 'conflict'],
  }),
  logs: route({
    method: 'GET',
    path: '/api/plugins/:id/logs',
    summary: 'What it wrote, printed, and what the desk did with it, newest first',
    ...manage,
    params: byId,
    query: z.object({
      ...paging,
      level: pluginLogLevel.optional().meta({ description: 'This and worse' }),
      source: z.enum(['log', 'output', 'desk']).optional(),
    }),
    response: page(pluginLogLine),
    errors: ['not_found'],
  }),
} as const;
