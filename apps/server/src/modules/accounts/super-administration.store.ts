import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';

export interface Offer {
  readonly from: { readonly id: string; readonly name: string };
  readonly to: { readonly id: string; readonly name: string };
  readonly expiresAt: Date;
}

function selectOffer(db: DatabaseReader, now: Date) {
  return db
    .selectFrom('super_administration_offers as offers')
    .innerJoin('accounts as giver', 'giver.id', 'offers.from_account_id')
    .innerJoin('accounts as taker', 'taker.id', 'offers.to_account_id')
    .select([
      'giver.id as from_id',
      'giver.name as from_name',
      'taker.id as to_id',
      'taker.name as to_name',
      'expires_at',
    ])
    .where('giver.is_super_administrator', '=', true)
    .where('taker.disabled_at', 'is', null)
    .where('expires_at', '>', now);
}

/** The open offer: there is at most one in the whole system. */
export async function findOffer(db: DatabaseReader, now: Date): Promise<Offer | undefined> {
  const row = await selectOffer(db, now).executeTakeFirst();
  return row && toOffer(row);
}

/** The open offer to this account, taken out of the table: only one can accept it, once. */
export async function takeOffer(tx: DatabaseTransaction, toAccountId: string, now: Date): Promise<Offer | undefined> {
  const row = await selectOffer(tx, now)
    .where('offers.to_account_id', '=', toAccountId)
    .forUpdate(['offers', 'giver', 'taker'])
    .executeTakeFirst();
  if (row) await tx.deleteFrom('super_administration_offers').execute();
  return row && toOffer(row);
}

/** Makes an offer; one that was open before is withdrawn by it. */
export async function saveOffer(
  tx: DatabaseTransaction,
  offer: { fromId: string; toId: string; expiresAt: Date },
): Promise<void> {
  const facts = { from_account_id: offer.fromId, to_account_id: offer.toId, expires_at: offer.expiresAt };
  await tx
    .insertInto('super_administration_offers')
    .values(facts)
    .onConflict((conflict) => conflict.column('only_one').doUpdateSet(facts))
    .execute();
}

/** Answers with whom the offer was for. */
export async function deleteOffer(tx: DatabaseTransaction): Promise<string | undefined> {
  const row = await tx.deleteFrom('super_administration_offers').returning('to_account_id').executeTakeFirst();
  return row?.to_account_id;
}

/** Whoever has been given a new way to sign in, or none, is not the one whom the offer was for. */
export async function withdrawOffersTo(tx: DatabaseTransaction, accountId: string): Promise<void> {
  await tx.deleteFrom('super_administration_offers').where('to_account_id', '=', accountId).execute();
}

/** Both belong to the root unit, from where the one sees everything and the other governs it. */
export async function exchangeFlags(tx: DatabaseTransaction, fromId: string, toId: string): Promise<number> {
  const { id: root } = await tx
    .selectFrom('org_units')
    .select('id')
    .where('parent_id', 'is', null)
    .executeTakeFirstOrThrow();
  // The one before first: two at a time are refused by an index.
  await tx
    .updateTable('accounts')
    .set({ is_super_administrator: false, is_administrator: true, org_unit_id: root, updated_at: sql`now()` })
    .where('id', '=', fromId)
    .execute();
  await tx
    .updateTable('accounts')
    .set({ is_super_administrator: true, org_unit_id: root, updated_at: sql`now()` })
    .where('id', '=', toId)
    .execute();
  return root;
}

function toOffer(row: { from_id: string; from_name: string; to_id: string; to_name: string; expires_at: Date }): Offer {
  return {
    from: { id: row.from_id, name: row.from_name },
    to: { id: row.to_id, name: row.to_name },
    expiresAt: row.expires_at,
  };
}
