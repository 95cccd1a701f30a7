import { dataVersionOf } from '@cskefu/plugin-sdk';
import type { Database } from '../../../platform/database/index.ts';
import type { PluginLine } from '../plugin-logs.ts';
import { claimMigration, isStill, moveData, noteFailure } from './data.store.ts';
import type { DueMigration } from './due-migration.ts';
import { MigrationFailed } from './migration-host.ts';
import { runSteps, type StepsParts } from './run-steps.ts';

export interface MigrationParts extends StepsParts {
  readonly db: Database;
  readonly writeLog: (pluginId: string, line: PluginLine) => void;
  readonly redact: (pluginId: string, text: string) => string;
}

/**
 * Brings the data of a plugin to what the wanted version works with: all missing steps and the new number in one transaction, on one node at a time. The
 * version before runs on meanwhile; what it writes waits.
 *   done    the new version may be started
 *   failed  nothing has changed; the record says why
 *   busy    another node is at it, or somebody has changed their mind
 */
export async function migrateData(parts: MigrationParts, due: DueMigration): Promise<'done' | 'failed' | 'busy'> {
  const { id, generation } = due.record;
  const move = { id, hash: due.hash, from: due.from, to: dataVersionOf(due.known.manifest) };
  const say = (level: PluginLine['level'], message: string) => parts.writeLog(id, { level, source: 'desk', message });
  const started = performance.now();
  try {
    await parts.db.transaction().execute(async (tx) => {
      if (!(await claimMigration(tx, id)) || !(await isStill(tx, move))) throw new NotNow();
      await runSteps(parts, due, tx);
      if (!(await moveData(tx, move))) throw new NotNow();
    });
  } catch (error) {
    if (parts.signal.aborted || error instanceof NotNow) return 'busy';
    if (!(error instanceof MigrationFailed)) throw error;
    const { to, fault: code } = error;
    const detail = parts.redact(id, error.message).slice(0, 2_000);
    await noteFailure(parts.db, id, { generation, to, code, detail, at: new Date().toISOString() });
    say('error', `the migration of its data to version ${to} failed (${code}): ${detail}`);
    return 'failed';
  }
  say('info', `data migrated from version ${move.from} to ${move.to} in ${Math.round(performance.now() - started)} ms`);
  return 'done';
}

class NotNow extends Error {}
