import type { Block } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { containing, type Reach, within } from '../organization/index.ts';
import { visitorName } from '../visitors/index.ts';

export interface BlockRecord {
  readonly id: string;
  readonly orgUnitId: number;
  readonly path: string;
  readonly createdAt: Date;
  readonly block: Block;
}

export interface NewBlock {
  readonly orgUnitId: number;
  readonly visitorId: string;
  readonly contactId: string | null;
  readonly address: string | null;
  readonly channelId: string;
  readonly conversationId: string;
  readonly reason: string;
  readonly createdBy: string;
  readonly expiresAt: Date | null;
}

const inForce = (now: Date) =>
  sql<boolean>`b.lifted_at is null and (b.expires_at is null or b.expires_at > ${now}::timestamptz)`;

/**
 * For a select over `visitors`: whether this one is blocked, by themselves, as the contact they are linked to, or by the address they came from
 * last. An address is blocked where the unit of the block reaches; a visitor and a contact wherever they are known.
 */
export const isBlockedAt = (now: Date): RawBuilder<boolean> => sql<boolean>`(
  exists (select 1 from blocks b where b.visitor_id = visitors.id and ${inForce(now)})
  or exists (
    select 1 from contact_identities i join blocks b on b.contact_id = i.contact_id
    where i.visitor_id = visitors.id and ${inForce(now)})
  or exists (
    select 1 from blocks b
    join org_units u on u.id = b.org_unit_id
    join channels c on c.id = visitors.channel_id
    join org_units g on g.id = c.skill_group_id
    where b.address = visitors.address and g.path like u.path || '%' and ${inForce(now)})
)`;

export async function isBlocked(db: DatabaseReader, visitorId: string, now: Date): Promise<boolean> {
  const row = await db
    .selectFrom('visitors')
    .select(isBlockedAt(now).as('blocked'))
    .where('id', '=', visitorId)
    .executeTakeFirst();
  return row?.blocked ?? false;
}

/** Everybody whom a block concerns, locked: whoever is about to open a conversation comes before it, and is found, or after it. */
export async function lockVisitors(
  tx: DatabaseTransaction,
  { visitorId, contactId }: { visitorId: string; contactId: string | null },
): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select id from visitors
    where id = ${visitorId} or id in (select visitor_id from contact_identities where contact_id = ${contactId}::uuid)
    order by id for update`.execute(tx);
  return rows.map((row) => row.id);
}

export async function findLinkedContact(db: DatabaseReader, visitorId: string): Promise<string | null> {
  const row = await db
    .selectFrom('contact_identities')
    .select('contact_id')
    .where('visitor_id', '=', visitorId)
    .executeTakeFirst();
  return row?.contact_id ?? null;
}

export async function findAddress(db: DatabaseReader, visitorId: string): Promise<string | null> {
  const row = await db.selectFrom('visitors').select('address').where('id', '=', visitorId).executeTakeFirst();
  return row?.address ?? null;
}

export async function insertBlock(tx: DatabaseTransaction, block: NewBlock, now: Date): Promise<string> {
  const id = crypto.randomUUID();
  await tx
    .insertInto('blocks')
    .values({
      id,
      org_unit_id: block.orgUnitId,
      visitor_id: block.visitorId,
      contact_id: block.contactId,
      address: block.address,
      channel_id: block.channelId,
      conversation_id: block.conversationId,
      reason: block.reason,
      created_by: block.createdBy,
      created_at: now,
      expires_at: block.expiresAt,
    })
    .execute();
  return id;
}

/** False: somebody else has done it. */
export async function setLifted(tx: DatabaseTransaction, id: string, by: string, now: Date): Promise<boolean> {
  const row = await tx
    .updateTable('blocks')
    .set({ lifted_by: by, lifted_at: now })
    .where('id', '=', id)
    .where('lifted_at', 'is', null)
    .returning('id')
    .executeTakeFirst();
  return row !== undefined;
}

function selectBlocks(db: DatabaseReader) {
  return db
    .selectFrom('blocks as b')
    .innerJoin('org_units as u', 'u.id', 'b.org_unit_id')
    .innerJoin('channels as ch', 'ch.id', 'b.channel_id')
    .innerJoin('visitors as v', 'v.id', 'b.visitor_id')
    .innerJoin('accounts as a', 'a.id', 'b.created_by')
    .leftJoin('accounts as l', 'l.id', 'b.lifted_by')
    .leftJoin('contacts as c', 'c.id', 'b.contact_id')
    .selectAll('b')
    .select(['u.name as unit_name', 'u.path', 'ch.name as channel_name', 'a.name as by_name', 'l.name as lifted_name'])
    .select(['v.name as visitor_name', 'v.locale', 'c.name as contact_name']);
}

/** The newest of a part of the tree, after a moment and an id. */
export async function listBlocks(
  db: DatabaseReader,
  reach: Reach,
  filter: {
    state: 'active' | 'past';
    search?: string | undefined;
    after: readonly [string, string] | null;
    limit: number;
  },
  now: Date,
): Promise<BlockRecord[]> {
  const { state, search, after, limit } = filter;
  const words = search?.trim();
  const rows = await selectBlocks(db)
    .where(within('b.org_unit_id', reach))
    .where(state === 'active' ? inForce(now) : sql<boolean>`not (${inForce(now)})`)
    .$if(!!words, (query) =>
      query.where(
        sql<boolean>`lower(concat_ws(' ', v.name, c.name, b.reason, b.address, right(v.id::text, 4))) like ${containing(words ?? '')}`,
      ),
    )
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(b.created_at, b.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('b.created_at', 'desc')
    .orderBy('b.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => toRecord(row, now));
}

export async function findBlock(db: DatabaseReader, id: string, now: Date): Promise<BlockRecord | undefined> {
  const row = await selectBlocks(db).where('b.id', '=', id).executeTakeFirst();
  return row && toRecord(row, now);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectBlocks>['executeTakeFirstOrThrow']>>;

function toRecord(row: Row, now: Date): BlockRecord {
  const expired = row.expires_at !== null && row.expires_at <= now;
  const block: Block = {
    id: row.id,
    visitor: {
      id: row.visitor_id,
      name: visitorName({ id: row.visitor_id, name: row.visitor_name, locale: row.locale as 'zh-CN' | 'en' | null }),
    },
    contact: row.contact_id === null ? null : { id: row.contact_id, name: row.contact_name ?? '' },
    address: row.address,
    channel: { id: row.channel_id, name: row.channel_name },
    orgUnit: { id: row.org_unit_id, name: row.unit_name },
    conversationId: row.conversation_id,
    reason: row.reason,
    createdAt: row.created_at.toISOString(),
    by: { id: row.created_by, name: row.by_name },
    expiresAt: row.expires_at?.toISOString() ?? null,
    lifted:
      row.lifted_at === null || row.lifted_by === null
        ? null
        : { at: row.lifted_at.toISOString(), by: { id: row.lifted_by, name: row.lifted_name ?? '' } },
    state: row.lifted_at ? 'lifted' : expired ? 'expired' : 'active',
  };
  return { id: row.id, orgUnitId: row.org_unit_id, path: row.path, createdAt: row.created_at, block };
}
