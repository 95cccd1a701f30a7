import { sql } from 'kysely';
import type { Database } from '../../platform/database/index.ts';
import { retryFailedTask } from '../../platform/due/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { type ConsumerDefinition, readLoggedEvent } from '../../platform/events/index.ts';
import type { Metrics } from '../../platform/metrics/index.ts';

/** Stands where the name of a consumer would: what was to happen at a time. */
export const DUE_TASKS = 'due';

/**
 * Hands an event that was given up to its consumer once more; if that goes well, it is a dead letter no longer. A due task gets all its
 * attempts again.
 * @throws {DomainError} not_found; conflict: it failed again
 */
export async function retryDeadLetter(
  { db, consumers, metrics }: { db: Database; consumers: () => readonly ConsumerDefinition[]; metrics: Metrics },
  { consumer: name, position }: { consumer: string; position: string },
): Promise<void> {
  if (name === DUE_TASKS) {
    if (!(await retryFailedTask(db, position, new Date()))) throw new DomainError('not_found');
    return;
  }
  const consumer = consumers().find((candidate) => candidate.name === name);
  const { rows } = await sql<{ transaction_id: string }>`
    select transaction_id::text from event_dead_letters where consumer = ${name} and position = ${position}::bigint`.execute(
    db,
  );
  const event = rows[0] && (await readLoggedEvent(db, { transactionId: rows[0].transaction_id, position }));
  if (!consumer || !event) throw new DomainError('not_found');
  try {
    await consumer.handle(event);
  } catch (error) {
    await sql`
      update event_dead_letters set attempts = attempts + 1, error = ${String(error).slice(0, 1_000)}, failed_at = now()
      where consumer = ${name} and position = ${position}::bigint`.execute(db);
    throw new DomainError('conflict', { detail: 'it failed again' });
  }
  await sql`delete from event_dead_letters where consumer = ${name} and position = ${position}::bigint`.execute(db);
  metrics.deadLetters.dec({ consumer: name });
}
