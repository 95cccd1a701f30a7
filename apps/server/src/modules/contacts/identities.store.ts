import type { ContactIdentity, ConversationState } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { isBlockedAt } from '../blocks/index.ts';
import { visitorName } from '../visitors/index.ts';

export interface IdentityRecord {
  readonly identity: ContactIdentity;
  /** Something can be sent there. */
  readonly isOpen: boolean;
  readonly blocked: boolean;
  readonly open: {
    readonly id: string;
    readonly state: ConversationState;
    readonly agentId: string | null;
    readonly path: string;
  } | null;
}

/** By what a contact is known, the last seen first. */
export async function listIdentities(db: DatabaseReader, contactId: string, now: Date): Promise<IdentityRecord[]> {
  const rows = await db
    .selectFrom('contact_identities as i')
    .innerJoin('visitors', 'visitors.id', 'i.visitor_id')
    .innerJoin('channels', 'channels.id', 'visitors.channel_id')
    .leftJoin('conversations as c', (join) =>
      join.onRef('c.visitor_id', '=', 'visitors.id').on('c.state', '<>', 'closed'),
    )
    .leftJoin('org_units as u', 'u.id', 'c.skill_group_id')
    .select(['visitors.id', 'visitors.name', 'visitors.locale', 'visitors.user_id', 'visitors.seen_at'])
    .select(['channels.id as channel_id', 'channels.name as channel_name', 'channels.enabled'])
    .select(['c.id as open_id', 'c.state', 'c.agent_id', 'u.path'])
    .select(isBlockedAt(now).as('blocked'))
    .where('i.contact_id', '=', contactId)
    .orderBy('visitors.seen_at', 'desc')
    .limit(50)
    .execute();
  return rows.map((row) => ({
    identity: {
      visitorId: row.id,
      name: visitorName({ id: row.id, name: row.name, locale: row.locale as 'zh-CN' | 'en' | null }),
      identified: row.user_id !== null,
      channel: { id: row.channel_id, name: row.channel_name },
      seenAt: row.seen_at.toISOString(),
    },
    isOpen: row.enabled,
    blocked: row.blocked,
    open:
      row.open_id === null
        ? null
        : { id: row.open_id, state: row.state as ConversationState, agentId: row.agent_id, path: row.path ?? '' },
  }));
}

export async function findLinked(db: DatabaseReader, visitorId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('contact_identities')
    .select('contact_id')
    .where('visitor_id', '=', visitorId)
    .executeTakeFirst();
  return row?.contact_id;
}

/** False: the visitor is linked already. */
export async function insertIdentity(
  tx: DatabaseTransaction,
  identity: { visitorId: string; contactId: string; linkedBy: string | null },
  now: Date,
): Promise<boolean> {
  const row = await tx
    .insertInto('contact_identities')
    .values({
      visitor_id: identity.visitorId,
      contact_id: identity.contactId,
      linked_by: identity.linkedBy,
      linked_at: now,
    })
    .onConflict((conflict) => conflict.column('visitor_id').doNothing())
    .returning('visitor_id')
    .executeTakeFirst();
  return row !== undefined;
}

export async function removeIdentity(tx: DatabaseTransaction, visitorId: string): Promise<void> {
  await tx.deleteFrom('contact_identities').where('visitor_id', '=', visitorId).execute();
}

/** What was known of one visitor is known of another one, unless more is known of that. */
export async function moveIdentity(tx: DatabaseTransaction, fromId: string, toId: string): Promise<void> {
  await sql`
    update contact_identities set visitor_id = ${toId}
    where visitor_id = ${fromId} and not exists (select from contact_identities where visitor_id = ${toId})`.execute(
    tx,
  );
}

/** The contact that the same user of the same site is linked to on another channel of the unit. */
export async function findBySignedUser(db: DatabaseReader, visitorId: string): Promise<string | undefined> {
  const { rows } = await sql<{ contact_id: string }>`
    select i.contact_id
    from visitors v
    join channels ch on ch.id = v.channel_id
    join visitors other on other.user_id = v.user_id and other.id <> v.id
    join channels oc on oc.id = other.channel_id and oc.org_unit_id = ch.org_unit_id
    join contact_identities i on i.visitor_id = other.id
    join contacts c on c.id = i.contact_id and c.deleted_at is null
    where v.id = ${visitorId}
    order by i.linked_at desc limit 1`.execute(db);
  return rows[0]?.contact_id;
}
