import type { DeliveryAttempt } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';

export interface AttemptRecord {
  readonly id: string;
  readonly piece: number;
  readonly act: DeliveryAttempt['act'];
  readonly outcome: DeliveryAttempt['outcome'];
}

/** Written before the plugin is asked: if nobody lives to write down the end, it is known that there was a beginning. */
export async function beginAttempt(
  db: DatabaseReader,
  attempt: { deliveryId: string; attempt: number; piece: number; act: DeliveryAttempt['act'] },
  now: Date,
): Promise<string> {
  const row = await db
    .insertInto('delivery_attempts')
    .values({
      delivery_id: attempt.deliveryId,
      attempt: attempt.attempt,
      piece: attempt.piece,
      act: attempt.act,
      started_at: now,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  return String(row.id);
}

export interface AttemptEnd {
  readonly outcome: NonNullable<DeliveryAttempt['outcome']>;
  readonly code?: string | null;
  readonly detail?: string | null;
  readonly externalIds?: readonly string[];
}

export async function endAttempt(db: DatabaseReader, id: string, end: AttemptEnd, now: Date): Promise<void> {
  await db
    .updateTable('delivery_attempts')
    .set({
      ended_at: now,
      outcome: end.outcome,
      code: end.code ?? null,
      detail: end.detail?.slice(0, 500) ?? null,
      external_ids: [...(end.externalIds ?? [])],
    })
    .where('id', '=', id)
    .execute();
}

/** The last attempt to get one piece out, of those that nobody has decided over. */
export async function lastAttempt(
  db: DatabaseReader,
  deliveryId: string,
  piece: number,
  decidedUpTo: string,
): Promise<AttemptRecord | undefined> {
  const row = await db
    .selectFrom('delivery_attempts')
    .select(['id', 'piece', 'act', 'outcome'])
    .where('delivery_id', '=', deliveryId)
    .where('piece', '=', piece)
    .where('act', '<>', 'recall')
    .where('id', '>', decidedUpTo)
    .orderBy('id', 'desc')
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      ...row,
      id: String(row.id),
      act: row.act as AttemptRecord['act'],
      outcome: row.outcome as AttemptRecord['outcome'],
    }
  );
}

/** How often it became certain what had become of a piece, before somebody decided to send it again. */
export async function countEnds(
  db: DatabaseReader,
  deliveryId: string,
  piece: number,
  decidedUpTo: string,
): Promise<number> {
  const { count } = await db
    .selectFrom('delivery_attempts')
    .select(({ fn }) => fn.countAll().as('count'))
    .where('delivery_id', '=', deliveryId)
    .where('piece', '=', piece)
    .where('act', '<>', 'recall')
    .where('outcome', 'in', ['ok', 'no'])
    .where('id', '<=', decidedUpTo)
    .executeTakeFirstOrThrow();
  return Number(count);
}
