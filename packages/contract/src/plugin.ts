import { z } from 'zod';
import { packageHash, packageSignature, pluginFacts, pluginId } from './plugin-packages.ts';
import { orgUnitId, timestamp } from './primitives.ts';

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
