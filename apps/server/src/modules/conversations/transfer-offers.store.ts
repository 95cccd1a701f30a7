import type { DatabaseReader } from '../../platform/database/index.ts';

const selectOffers = (db: DatabaseReader) =>
  db
    .selectFrom('transfer_offers as o')
    .innerJoin('accounts as giver', 'giver.id', 'o.from_agent_id')
    .innerJoin('accounts as taker', 'taker.id', 'o.to_agent_id')
    .selectAll('o')
    .select(['giver.name as from_name', 'taker.name as to_name']);

type OfferRow = Awaited<ReturnType<ReturnType<typeof selectOffers>['executeTakeFirstOrThrow']>>;
export type Offer = ReturnType<typeof toOffer>;

const toOffer = (row: OfferRow) => ({
  id: row.id,
  conversationId: row.conversation_id,
  from: { id: row.from_agent_id, name: row.from_name },
  to: { id: row.to_agent_id, name: row.to_name },
  memo: row.memo,
  mayExceed: row.may_exceed,
  createdAt: row.created_at,
  expiresAt: row.expires_at,
});

/** What is offered of a conversation; it changes only under the lock of that. */
export async function findOffer(db: DatabaseReader, conversationId: string): Promise<Offer | undefined> {
  const row = await selectOffers(db).where('o.conversation_id', '=', conversationId).executeTakeFirst();
  return row && toOffer(row);
}

/** What is offered to an agent, the first offered first. */
export async function listOffersTo(db: DatabaseReader, agentId: string, now: Date, limit: number): Promise<Offer[]> {
  const rows = await selectOffers(db)
    .where('o.to_agent_id', '=', agentId)
    .where('o.expires_at', '>', now)
    .orderBy('o.created_at')
    .orderBy('o.id')
    .limit(limit)
    .execute();
  return rows.map(toOffer);
}
