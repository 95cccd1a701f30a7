import { z } from 'zod';
import { plugin, pluginSummary } from './plugin.ts';
import { packageHash, pluginId, pluginPackage } from './plugin-packages.ts';
import { cursor, orgUnitId, page, storableText, timestamp } from './primitives.ts';
import { route } from './route.ts';

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
