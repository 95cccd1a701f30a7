import type { Identity, ThreadRef } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';

/** Where a visitor of a plugin's channel is reached, and who they are there. */
export interface VisitorAddress {
  readonly visitorId: string;
  readonly channelId: string;
  readonly identity: Identity;
  readonly thread: ThreadRef;
  readonly lastInboundAt: Date | null;
  readonly optedOutAt: Date | null;
}

export async function findAddress(db: DatabaseReader, visitorId: string): Promise<VisitorAddress | undefined> {
  const row = await db
    .selectFrom('visitor_addresses')
    .selectAll()
    .where('visitor_id', '=', visitorId)
    .executeTakeFirst();
  return row && toAddress(row);
}

/**
 * Notes who wrote, where, and when they last did; the visitor comes to be with it. Answers whether they are new, and their name. A name that is not told
 * any more stays.
 */
export async function keepAddress(
  db: DatabaseReader,
  address: Omit<VisitorAddress, 'optedOutAt'>,
): Promise<{ readonly isNew: boolean; readonly name: string | null }> {
  const { visitorId, channelId, identity, thread, lastInboundAt } = address;
  const locale = identity.locale === undefined ? null : /^zh/i.test(identity.locale) ? 'zh-CN' : 'en';
  const { rows } = await sql<{ is_new: boolean; name: string | null }>`
    with visitor as (
      insert into visitors (id, channel_id, name, locale)
      values (${visitorId}, ${channelId}, ${identity.name ?? null}, ${locale})
      on conflict (id) do update set
        name = coalesce(excluded.name, visitors.name), locale = coalesce(excluded.locale, visitors.locale), seen_at = now()
      returning name
    )
    insert into visitor_addresses as a
      (visitor_id, channel_id, namespace, external_id, thread_id, thread_model, identity, last_inbound_at)
    values (
      ${visitorId}, ${channelId}, ${identity.namespace}, ${identity.externalId}, ${thread.id}, ${thread.model},
      ${JSON.stringify(identity)}::jsonb, ${lastInboundAt}
    )
    on conflict (visitor_id) do update set
      identity = a.identity || excluded.identity,
      external_id = excluded.external_id,
      namespace = excluded.namespace,
      thread_id = excluded.thread_id,
      thread_model = excluded.thread_model,
      last_inbound_at = greatest(a.last_inbound_at, excluded.last_inbound_at)
    returning xmax = 0 as is_new, (select name from visitor) as name`.execute(db);
  return { isNew: rows[0]?.is_new ?? false, name: rows[0]?.name ?? null };
}

/** They want to be written to, or not. */
export async function setOptedOut(db: DatabaseReader, visitorId: string, at: Date | null): Promise<boolean> {
  const result = await db
    .updateTable('visitor_addresses')
    .set({ opted_out_at: at })
    .where('visitor_id', '=', visitorId)
    .executeTakeFirst();
  return result.numUpdatedRows > 0n;
}

const toAddress = (row: {
  visitor_id: string;
  channel_id: string;
  identity: unknown;
  thread_id: string;
  thread_model: string;
  last_inbound_at: Date | null;
  opted_out_at: Date | null;
}): VisitorAddress => ({
  visitorId: row.visitor_id,
  channelId: row.channel_id,
  identity: row.identity as Identity,
  thread: { id: row.thread_id, model: row.thread_model as ThreadRef['model'] },
  lastInboundAt: row.last_inbound_at,
  optedOutAt: row.opted_out_at,
});
