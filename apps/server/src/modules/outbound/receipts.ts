import type { DeliveryState } from '@cskefu/contract';
import type { ReceiptState, SendCode } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { ReadMark } from '../conversations/index.ts';
import { type DeliveryRecord, findDelivery, updateDelivery } from './deliveries.store.ts';

export interface Receipt {
  readonly channelId: string;
  readonly externalId: string;
  readonly state: ReceiptState;
  readonly code?: SendCode | undefined;
}

const RANKS = { sent: 0, failed: 1, delivered: 2, read: 3 } as const;

/**
 * Moves what we sent forward: sent, delivered, read, and never back. A receipt may be here before the answer that tells the id: it is
 * parked until then, ten minutes at most.
 *   moved   the delivery as it is now
 *   known   it was so already
 *   parked  nobody knows the id yet
 */
export async function applyReceipt(
  db: DatabaseReader,
  receipt: Receipt,
  now: Date,
): Promise<{ outcome: 'moved'; delivery: DeliveryRecord } | { outcome: 'known' | 'parked' }> {
  await lockExternalIds(db, receipt.channelId, [receipt.externalId]);
  const known = await db
    .selectFrom('delivery_external_ids')
    .select(['delivery_id', 'state'])
    .where('channel_id', '=', receipt.channelId)
    .where('external_id', '=', receipt.externalId)
    .executeTakeFirst();
  if (!known) {
    await park(db, receipt);
    return { outcome: 'parked' };
  }
  if (RANKS[receipt.state] <= RANKS[known.state as ReceiptState]) return { outcome: 'known' };
  await db
    .updateTable('delivery_external_ids')
    .set({ state: receipt.state })
    .where('channel_id', '=', receipt.channelId)
    .where('external_id', '=', receipt.externalId)
    .execute();
  const delivery = await followPieces(db, known.delivery_id, receipt.code, now);
  return delivery ? { outcome: 'moved', delivery } : { outcome: 'known' };
}

/** Notes under which ids the provider knows a piece, with the receipts that were here before. */
export async function keepExternalIds(
  db: DatabaseReader,
  {
    channelId,
    deliveryId,
    piece,
    ids,
  }: { channelId: string; deliveryId: string; piece: number; ids: readonly string[] },
): Promise<void> {
  if (ids.length === 0) return;
  await lockExternalIds(db, channelId, ids);
  for (const id of new Set(ids))
    await sql`
      with parked as (
        delete from parked_receipts where channel_id = ${channelId} and external_id = ${id} returning state
      )
      insert into delivery_external_ids (channel_id, external_id, delivery_id, piece, state)
      select ${channelId}, ${id}, ${deliveryId}::uuid, ${piece}, coalesce(
        (select state from parked order by array_position(array['read', 'delivered', 'failed', 'sent'], state) limit 1), 'sent'
      )
      on conflict (channel_id, external_id) do nothing`.execute(db);
}

/** What is sent anew gets new ids: receipts of before say nothing of it. */
export async function forgetExternalIds(db: DatabaseReader, deliveryId: string): Promise<void> {
  await sql`
    delete from delivery_external_ids e using deliveries d
    where d.id = ${deliveryId} and e.delivery_id = d.id and e.piece > d.pieces_sent`.execute(db);
}

/** What is sent whole is as far as the piece that is the furthest behind. */
export async function followPieces(
  db: DatabaseReader,
  deliveryId: string,
  code: SendCode | undefined,
  now: Date,
): Promise<DeliveryRecord | undefined> {
  const delivery = await findDelivery(db, deliveryId);
  if (!delivery || delivery.piecesSent < delivery.pieceCount || delivery.pieceCount === 0) return undefined;
  const rows = await db
    .selectFrom('delivery_external_ids')
    .select('state')
    .where('delivery_id', '=', deliveryId)
    .execute();
  const state = behind(rows.map((row) => row.state as ReceiptState));
  if (state === null || state === delivery.state) return undefined;
  const failed = state === 'failed';
  return updateDelivery(
    db,
    deliveryId,
    { state, code: failed ? (code ?? 'unknown') : null, ...(failed ? {} : { detail: null }) },
    now,
  );
}

/** They have read it, and with it what was said before. */
export async function readMarkOf(
  db: DatabaseReader,
  { conversationId, messageSeq }: Pick<DeliveryRecord, 'conversationId' | 'messageSeq'>,
): Promise<ReadMark> {
  const { visitor_id } = await db
    .selectFrom('conversations')
    .select('visitor_id')
    .where('id', '=', conversationId)
    .executeTakeFirstOrThrow();
  return { conversationId, by: 'visitor', readerId: visitor_id, seq: messageSeq };
}

const behind = (states: readonly ReceiptState[]): DeliveryState | null => {
  if (states.includes('failed')) return 'failed';
  return states.reduce<ReceiptState | null>(
    (least, state) => (least === null || RANKS[state] < RANKS[least] ? state : least),
    null,
  );
};

async function park(db: DatabaseReader, { channelId, externalId, state, code }: Receipt): Promise<void> {
  await db
    .insertInto('parked_receipts')
    .values({ channel_id: channelId, external_id: externalId, state, code: code ?? null })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Whoever tells an id and whoever asks for it meet here, so that neither misses the other. */
async function lockExternalIds(db: DatabaseReader, channelId: string, ids: readonly string[]): Promise<void> {
  for (const id of [...new Set(ids)].sort())
    await sql`select pg_advisory_xact_lock(hashtextextended(${`${channelId} ${id}`}, 31))`.execute(db);
}
