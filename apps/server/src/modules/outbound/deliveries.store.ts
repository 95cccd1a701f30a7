import type { Delivery, DeliveryAttempt, DeliveryChange, DeliveryCode, DeliveryState } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { Adapted } from './adapt-parts.ts';

export interface DeliveryRecord {
  readonly id: string;
  readonly conversationId: string;
  readonly messageId: string;
  readonly messageSeq: number;
  readonly channelId: string;
  readonly state: DeliveryState;
  readonly code: DeliveryCode | null;
  readonly detail: string | null;
  readonly attempts: number;
  readonly tries: number;
  readonly decidedUpTo: string;
  readonly nextAttemptAt: Date | null;
  readonly pieces: Adapted['pieces'] | null;
  readonly pieceCount: number;
  readonly piecesSent: number;
  readonly changes: readonly DeliveryChange[];
  readonly updatedAt: Date;
}

const selectDeliveries = (db: DatabaseReader) => db.selectFrom('deliveries').selectAll();
type Row = Awaited<ReturnType<ReturnType<typeof selectDeliveries>['executeTakeFirstOrThrow']>>;

export async function findDelivery(db: DatabaseReader, id: string): Promise<DeliveryRecord | undefined> {
  const row = await selectDeliveries(db).where('id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

/** What is to be sent next in a conversation. */
export async function nextDelivery(db: DatabaseReader, conversationId: string): Promise<DeliveryRecord | undefined> {
  const row = await selectDeliveries(db)
    .where('conversation_id', '=', conversationId)
    .where('state', 'in', ['queued', 'sending'])
    .orderBy('message_seq')
    .limit(1)
    .executeTakeFirst();
  return row && toRecord(row);
}

export async function findByMessage(db: DatabaseReader, messageId: string): Promise<DeliveryRecord | undefined> {
  const row = await selectDeliveries(db).where('message_id', '=', messageId).executeTakeFirst();
  return row && toRecord(row);
}

/** Of one conversation, the newest message first. */
export async function listOfConversation(
  db: DatabaseReader,
  conversationId: string,
  before: number | undefined,
  limit: number,
): Promise<DeliveryRecord[]> {
  const rows = await selectDeliveries(db)
    .where('conversation_id', '=', conversationId)
    .$if(before !== undefined, (query) => query.where('message_seq', '<', before as number))
    .orderBy('message_seq', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toRecord);
}

/** Of one channel, the newest first, after an id. */
export async function listOfChannel(
  db: DatabaseReader,
  channelId: string,
  state: DeliveryState | undefined,
  after: string | undefined,
  limit: number,
): Promise<DeliveryRecord[]> {
  const rows = await selectDeliveries(db)
    .where('channel_id', '=', channelId)
    .$if(state !== undefined, (query) => query.where('state', '=', state as string))
    .$if(after !== undefined, (query) => query.where('id', '<', after as string))
    .orderBy('id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toRecord);
}

export interface DeliveryChanges {
  readonly state?: DeliveryState;
  readonly code?: DeliveryCode | null;
  readonly detail?: string | null;
  readonly attempts?: number;
  readonly tries?: number;
  readonly nextAttemptAt?: Date | null;
  readonly pieces?: Adapted['pieces'] | null;
  readonly pieceCount?: number;
  readonly piecesSent?: number;
  readonly changes?: readonly DeliveryChange[];
}

export async function updateDelivery(
  db: DatabaseReader,
  id: string,
  changes: DeliveryChanges,
  now: Date,
): Promise<DeliveryRecord> {
  const row = await db
    .updateTable('deliveries')
    .set({
      updated_at: now,
      ...(changes.state !== undefined && { state: changes.state }),
      ...(changes.code !== undefined && { code: changes.code }),
      ...(changes.detail !== undefined && { detail: changes.detail?.slice(0, 500) ?? null }),
      ...(changes.attempts !== undefined && { attempts: changes.attempts }),
      ...(changes.tries !== undefined && { tries: changes.tries }),
      ...(changes.nextAttemptAt !== undefined && { next_attempt_at: changes.nextAttemptAt }),
      ...(changes.pieces !== undefined && { pieces: changes.pieces === null ? null : JSON.stringify(changes.pieces) }),
      ...(changes.pieceCount !== undefined && { piece_count: changes.pieceCount }),
      ...(changes.piecesSent !== undefined && { pieces_sent: changes.piecesSent }),
      ...(changes.changes !== undefined && { changes: [...changes.changes] }),
    })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  return toRecord(row);
}

export const presentDelivery = (record: DeliveryRecord): Delivery => ({
  id: record.id,
  conversationId: record.conversationId,
  messageId: record.messageId,
  messageSeq: record.messageSeq,
  state: record.state,
  code: record.code,
  detail: record.detail,
  attempts: record.attempts,
  nextAttemptAt:
    record.state === 'queued' && record.code !== null ? (record.nextAttemptAt?.toISOString() ?? null) : null,
  pieces: record.pieceCount,
  piecesSent: record.piecesSent,
  changes: [...record.changes],
  canResend: record.state === 'failed' || record.state === 'unknown',
  updatedAt: record.updatedAt.toISOString(),
});

const HISTORY = 100;

/** What was tried, the first first. */
export async function listAttempts(db: DatabaseReader, deliveryId: string): Promise<DeliveryAttempt[]> {
  const rows = await db
    .selectFrom('delivery_attempts')
    .selectAll()
    .where('delivery_id', '=', deliveryId)
    .orderBy('id', 'desc')
    .limit(HISTORY)
    .execute();
  return rows.reverse().map((row) => ({
    attempt: row.attempt,
    piece: row.piece,
    act: row.act as DeliveryAttempt['act'],
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at?.toISOString() ?? null,
    outcome: row.outcome as DeliveryAttempt['outcome'],
    code: row.code as DeliveryCode | null,
    detail: row.detail,
    externalIds: row.external_ids,
  }));
}

/** Old attempts, and ids of messages that nobody sends receipts for any more. */
export async function removeOldDeliveryTraces(db: DatabaseReader): Promise<void> {
  await sql`delete from parked_receipts where parked_at < now() - interval '10 minutes'`.execute(db);
  await sql`
    delete from delivery_attempts where id in (
      select id from delivery_attempts where started_at < now() - interval '90 days' order by id limit 10000
    )`.execute(db);
}

const toRecord = (row: Row): DeliveryRecord => ({
  id: row.id,
  conversationId: row.conversation_id,
  messageId: row.message_id,
  messageSeq: row.message_seq,
  channelId: row.channel_id,
  state: row.state as DeliveryState,
  code: row.code as DeliveryCode | null,
  detail: row.detail,
  attempts: row.attempts,
  tries: row.tries,
  decidedUpTo: String(row.decided_up_to),
  nextAttemptAt: row.next_attempt_at,
  pieces: row.pieces as Adapted['pieces'] | null,
  pieceCount: row.piece_count,
  piecesSent: row.pieces_sent,
  changes: row.changes as DeliveryChange[],
  updatedAt: row.updated_at,
});
