import { dataVersionOf } from '@cskefu/plugin-sdk';
import type { Database, DatabaseTransaction } from '../../../platform/database/index.ts';
import type { createBuiltInHosts } from '../built-in-hosts.ts';
import type { CoreMethods } from '../core-methods.ts';
import type { DesiredPlugin } from '../desired.ts';
import type { PluginFiles } from '../plugin-files.ts';
import type { PluginLogs } from '../plugin-logs.ts';
import { beginData } from './data.store.ts';
import type { DueMigration } from './due-migration.ts';
import { migrateData } from './migrate-data.ts';
import { startMigrationHost } from './migration-host.ts';
import type { StepsParts } from './run-steps.ts';

interface DataKeeperParts {
  readonly db: Database;
  readonly migrationMethods: (tx: DatabaseTransaction) => CoreMethods;
  readonly files: PluginFiles;
  readonly builtIns: Pick<ReturnType<typeof createBuiltInHosts>, 'startAside'>;
  readonly logs: Pick<PluginLogs, 'write'>;
  readonly redact: (pluginId: string, text: string) => string;
}

/** Sees to it that the data of plugins is of the version that they work with. */
export const createDataKeeper = ({ db, migrationMethods, files, builtIns, logs, redact }: DataKeeperParts) => {
  const stopped = new AbortController();

  const startHost: StepsParts['startHost'] = async (due, serve) => {
    const { id } = due.record;
    if (due.hash !== null) {
      const onOutput = (line: string) => logs.write(id, { level: 'info', source: 'output', message: redact(id, line) });
      return startMigrationHost(due, await files.ensure(due.hash), { serve, onOutput });
    }
    const host = builtIns.startAside(id, serve);
    return { call: host.call, end: async () => '', stop: host.close };
  };
  const parts = { db, methods: migrationMethods, startHost, writeLog: logs.write, redact, signal: stopped.signal };

  return {
    /** What is started for the first time has nothing to migrate. */
    begin: async (plugins: readonly DesiredPlugin[]): Promise<void> => {
      for (const { record, known } of plugins)
        if (record.dataVersion === null) await beginData(db, record.id, dataVersionOf(known.manifest));
    },
    /** done: something has been migrated; busy: something has yet to be, by whoever is at it. */
    migrate: async (all: readonly DueMigration[]): Promise<'done' | 'busy' | 'nothing'> => {
      const outcomes: string[] = [];
      for (const due of all) outcomes.push(await migrateData(parts, due));
      if (outcomes.includes('done')) return 'done';
      return outcomes.includes('busy') ? 'busy' : 'nothing';
    },
    /** What is under way is broken off, and leaves no trace. */
    stop: () => stopped.abort(),
  };
};
