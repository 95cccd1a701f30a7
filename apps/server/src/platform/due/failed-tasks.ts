import { sql } from 'kysely';
import type { DatabaseReader } from '../database/index.ts';

export interface FailedTask {
  /** Its place among the tasks, a 64-bit integer as text. */
  readonly number: string;
  readonly kind: string;
  readonly error: string;
  readonly attempts: number;
  readonly failedAt: Date;
}

/** Tasks that were given up, in the order in which they were made. */
export async function listFailedTasks(db: DatabaseReader, after: string, limit: number): Promise<FailedTask[]> {
  const { rows } = await sql<FailedTask>`
    select number::text as number, kind, coalesce(error, '') as error, attempts, failed_at as "failedAt"
    from due_tasks
    where failed_at is not null and number > ${after}::bigint
    order by due_tasks.number
    limit ${limit}`.execute(db);
  return rows;
}

/** Has it tried once more, with all its attempts; answers whether there was one. */
export async function retryFailedTask(db: DatabaseReader, number: string, now: Date): Promise<boolean> {
  const { numAffectedRows } = await sql`
    update due_tasks set failed_at = null, attempts = 0, due_at = ${now}
    where number = ${number}::bigint and failed_at is not null`.execute(db);
  return (numAffectedRows ?? 0n) > 0n;
}
