import type { QuickReply } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { containing, type Reach, within } from '../organization/index.ts';
import { searchText } from './search-text.ts';

export interface QuickReplyFields {
  readonly category: string;
  readonly title: string;
  readonly text: string;
}

/** Whose it is: somebody's own, or a unit's. */
export type Holder = { readonly ownerId: string } | { readonly orgUnitId: number };

export interface QuickReplyRecord extends QuickReplyFields {
  readonly id: string;
  readonly ownerId: string | null;
  readonly orgUnit: { readonly id: number; readonly name: string; readonly path: string } | null;
  readonly updatedAt: Date;
}

export interface QuickReplyFilter {
  readonly search?: string | undefined;
  readonly offset: number;
  readonly limit: number;
}

function selectQuickReplies(db: DatabaseReader) {
  return db
    .selectFrom('quick_replies as q')
    .leftJoin('org_units as u', 'u.id', 'q.org_unit_id')
    .select(['q.id', 'q.owner_id', 'q.category', 'q.title', 'q.text', 'q.updated_at'])
    .select(['u.id as unit_id', 'u.name as unit_name', 'u.path as unit_path']);
}

type Row = Awaited<ReturnType<ReturnType<typeof selectQuickReplies>['executeTakeFirstOrThrow']>>;

/** Somebody's own, then those that their unit and the ones above it share, the nearest unit first. */
export function listUsable(
  db: DatabaseReader,
  { id, orgUnit }: { id: string; orgUnit: Reach },
  filter: QuickReplyFilter & { personal: boolean },
): Promise<QuickReplyRecord[]> {
  const line = orgUnit.path.slice(1, -1).split('/').map(Number);
  const mine = sql<boolean>`q.owner_id = ${id}`;
  const shared = sql<boolean>`(q.org_unit_id = any (${line}::int[]) and u.deleted_at is null)`;
  return list(db, filter, filter.personal ? mine : sql<boolean>`(${mine} or ${shared})`);
}

/** The shared ones of a part of the tree. */
export function listShared(db: DatabaseReader, reach: Reach, filter: QuickReplyFilter): Promise<QuickReplyRecord[]> {
  return list(
    db,
    filter,
    sql<boolean>`q.org_unit_id is not null and u.deleted_at is null and ${within('q.org_unit_id', reach)}`,
  );
}

async function list(
  db: DatabaseReader,
  { search = '', offset, limit }: QuickReplyFilter,
  which: RawBuilder<boolean>,
): Promise<QuickReplyRecord[]> {
  const words = search.trim().split(/\s+/).filter(Boolean);
  let query = selectQuickReplies(db).where(which);
  for (const word of words) query = query.where(sql<boolean>`q.search like ${containing(word)}`);
  const rows = await query
    .orderBy(sql`q.owner_id is null`)
    .orderBy(sql`length(u.path)`, 'desc')
    .orderBy('q.category')
    .orderBy('q.title')
    .orderBy('q.id')
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(toRecord);
}

export async function findQuickReply(db: DatabaseReader, id: string): Promise<QuickReplyRecord | undefined> {
  const row = await selectQuickReplies(db).where('q.id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

export async function countOwn(db: DatabaseReader, ownerId: string): Promise<number> {
  const row = await db
    .selectFrom('quick_replies')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('owner_id', '=', ownerId)
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function insertQuickReply(
  tx: DatabaseTransaction,
  holder: Holder,
  fields: QuickReplyFields,
  now: Date,
): Promise<QuickReplyRecord> {
  const id = crypto.randomUUID();
  const { category, title, text } = fields;
  const whose = 'ownerId' in holder ? { owner_id: holder.ownerId } : { org_unit_id: holder.orgUnitId };
  await tx
    .insertInto('quick_replies')
    .values({ id, ...whose, category, title, text, search: searchText(fields), created_at: now, updated_at: now })
    .execute();
  return (await findQuickReply(tx, id)) as QuickReplyRecord;
}

export async function saveQuickReply(tx: DatabaseTransaction, record: QuickReplyRecord, now: Date): Promise<void> {
  const { id, category, title, text } = record;
  await tx
    .updateTable('quick_replies')
    .set({ category, title, text, search: searchText(record), updated_at: now })
    .where('id', '=', id)
    .execute();
}

export async function removeQuickReply(tx: DatabaseTransaction, id: string): Promise<void> {
  await tx.deleteFrom('quick_replies').where('id', '=', id).execute();
}

export function presentQuickReply({ ownerId: _owner, orgUnit, updatedAt, ...rest }: QuickReplyRecord): QuickReply {
  return { ...rest, orgUnit: orgUnit && { id: orgUnit.id, name: orgUnit.name }, updatedAt: updatedAt.toISOString() };
}

function toRecord(row: Row): QuickReplyRecord {
  const { id, category, title, text, owner_id, unit_id, unit_name, unit_path, updated_at } = row;
  const orgUnit = unit_id === null ? null : { id: unit_id, name: unit_name ?? '', path: unit_path ?? '' };
  return { id, category, title, text, ownerId: owner_id, orgUnit, updatedAt: updated_at };
}
