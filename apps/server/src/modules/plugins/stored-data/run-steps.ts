import { sql } from 'kysely';
import type { DatabaseTransaction } from '../../../platform/database/index.ts';
import type { CoreMethods } from '../core-methods.ts';
import { holdData } from './data.store.ts';
import { stepsFrom } from './data-state.ts';
import type { DueMigration } from './due-migration.ts';
import {
  createMigrationDoor,
  faultOf,
  MigrationFailed,
  type MigrationHost,
  type Serve,
  wordsOf,
} from './migration-host.ts';

/** All steps together. As long as this the version before cannot write. */
const MIGRATION_MS = 30_000;
const ACTIVATE_MS = 5_000;
/** For a node that is gone without a word: then its connection to the database ends. */
const SILENCE_MS = MIGRATION_MS + ACTIVATE_MS + 15_000;

export interface StepsParts {
  readonly methods: (tx: DatabaseTransaction) => CoreMethods;
  readonly startHost: (due: DueMigration, serve: Serve) => Promise<MigrationHost>;
  /** Aborts when this node stops. */
  readonly signal: AbortSignal;
  readonly maxMs?: number;
}

/**
 * Runs the missing steps within the transaction, and then the start of the new version, which leaves no trace: one that cannot start with what its
 * migrations have made would leave nothing that can.
 * @throws {MigrationFailed}
 */
export async function runSteps(parts: StepsParts, due: DueMigration, tx: DatabaseTransaction): Promise<void> {
  const steps = stepsFrom(due.from, due.known.manifest);
  const door = createMigrationDoor(parts.methods(tx), due.grants);
  // Before anybody has to wait.
  const host = await parts.startHost(due, door.serve).catch((error: Error) => {
    throw new MigrationFailed('not_loaded', steps[0] ?? due.from, error.message);
  });
  const ask = (method: string, args: unknown, deadlineMs: number) =>
    host.call(due.record.id, method, args, { deadlineMs, signal: parts.signal });
  try {
    await holdData(tx, due.record.id, SILENCE_MS);
    const until = performance.now() + (parts.maxMs ?? MIGRATION_MS);
    for (const to of steps)
      await ask('migrate', { to }, Math.max(1, until - performance.now())).catch(async (error: Error) => {
        throw new MigrationFailed(faultOf(error), to, await wordsOf(error, host));
      });
    // Those of the product are part of this program, which has started.
    if (due.hash === null) return;
    await sql`savepoint migrated`.execute(tx);
    door.onlyTry();
    await ask('activate', { config: due.config }, ACTIVATE_MS).catch(async (error: Error) => {
      throw new MigrationFailed('not_started', steps.at(-1) ?? due.from, await wordsOf(error, host));
    });
    await door.close();
    await sql`rollback to savepoint migrated`.execute(tx);
  } finally {
    host.stop();
    await door.close();
  }
}
