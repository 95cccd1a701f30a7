import { join } from 'node:path';
import { definePlugin, manifestOf, type PluginPermission } from '@cskefu/plugin-sdk';
import { createFileLinkSigner } from '../modules/files/index.ts';
import { createPluginServices } from '../modules/plugin-services/index.ts';
import { type CoreMethods, createPluginDoor, type RunningPlugin } from '../modules/plugins/index.ts';
import { createSecretBox, parseConfig } from '../platform/config/index.ts';
import { createOpenOutside } from '../platform/egress/index.ts';
import { openFileStorage } from '../platform/files/index.ts';
import { createMetrics } from '../platform/metrics/index.ts';
import type { TestDesk } from './test-desk.ts';
import { openTestWriter } from './test-writer.ts';

export interface TestDoor {
  readonly methods: CoreMethods;
  readonly lines: { plugin: string; level: string; message: string; fields?: object }[];
  /** Asks as this plugin, as if the call had come over the wire. */
  ask(pluginId: string, method: string, args?: unknown): Promise<unknown>;
  serve: ReturnType<typeof createPluginDoor>;
  close(): Promise<void>;
}

interface DoorOptions {
  readonly privateHosts?: readonly string[];
  readonly maxFileBytes?: number;
}

/** Somebody who asks, with these permissions and hosts, from this part of the organization. */
export const asker = (
  id: string,
  permissions: readonly PluginPermission[],
  allow: readonly string[] = [],
  orgUnitId?: number,
): RunningPlugin => {
  const manifest = manifestOf(
    definePlugin({ id, name: `Plugin ${id}`, version: '1.0.0', api: '^1.0', permissions, net: { allow } }),
  );
  const limit = orgUnitId === undefined ? {} : { orgUnitId };
  return { id, version: '1.0.0', manifest, grants: new Set(permissions), order: 0, ...limit };
};

/** The door through which plugins come, on the database and the files of a desk: one more node. */
export async function openPluginDoor(
  desk: TestDesk,
  plugins: readonly RunningPlugin[],
  { privateHosts = [], maxFileBytes = 1_000_000, ...options }: DoorOptions = {},
): Promise<TestDoor> {
  const lines: TestDoor['lines'] = [];
  const config = parseConfig({ CSKEFU_DATA: desk.folder });
  const { writer } = openTestWriter(desk.connection);
  const methods = createPluginServices({
    db: desk.db,
    running: () => plugins,
    writer,
    storage: await openFileStorage(config, desk.folder),
    links: createFileLinkSigner(Buffer.alloc(32)),
    temporaryFolder: join(desk.folder, 'uploads'),
    maxFileBytes,
    publicUrl: desk.url,
    secrets: createSecretBox(Buffer.alloc(32)),
    openOutside: createOpenOutside({ privateHosts }),
    privateHosts,
    writeLog: (plugin, line) => void lines.push({ plugin, ...line }),
    metrics: createMetrics(),
    ...options,
  });
  const serve = createPluginDoor(methods, (id) => plugins.find((plugin) => plugin.id === id)?.grants ?? new Set());
  return {
    methods,
    lines,
    serve,
    ask: (plugin, method, args = {}) =>
      serve({ kind: 'call', id: 1, plugin, method, args, remainingMs: 10_000 }, new AbortController().signal),
    close: () => writer.close(),
  };
}
