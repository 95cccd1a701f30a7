import type { Tag, TagColor, TagRef } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { searchable } from '../../platform/pinyin/index.ts';
import { containing, type Reach, within } from '../organization/index.ts';

export interface TagRecord extends Tag {
  readonly path: string;
}

/** What bears tags. */
export type Bearer = 'conversation' | 'contact';

const tables = {
  conversation: { table: 'conversation_tags', column: 'conversation_id' },
  contact: { table: 'contact_tags', column: 'contact_id' },
} as const;

/** The ids of a line of units, from the root down. */
export const lineOf = ({ path }: Pick<Reach, 'path'>): number[] => path.slice(1, -1).split('/').map(Number);

/** For a select: the tags of the row whose id stands in `id`, by name. */
export const tagsOf = (bearer: Bearer, id: string) =>
  sql<TagRef[]>`coalesce((
    select json_agg(json_build_object('id', t.id, 'name', t.name, 'color', t.color) order by t.name)
    from ${sql.table(tables[bearer].table)} b join tags t on t.id = b.tag_id where ${sql.ref(`b.${tables[bearer].column}`)} = ${sql.ref(id)}
  ), '[]'::json)`;

/** For a condition: the row whose id stands in `id` bears a tag. */
export const bears = (bearer: Bearer, id: string, tagId: string): RawBuilder<boolean> =>
  sql<boolean>`${sql.ref(id)} in (select ${sql.ref(tables[bearer].column)} from ${sql.table(tables[bearer].table)} where tag_id = ${tagId}::uuid)`;

function selectTags(db: DatabaseReader) {
  return db
    .selectFrom('tags as t')
    .innerJoin('org_units as u', 'u.id', 't.org_unit_id')
    .where('u.deleted_at', 'is', null)
    .select(['t.id', 't.name', 't.color', 'u.id as unit_id', 'u.name as unit_name', 'u.path'])
    .select([
      sql<number>`(select count(*)::int from conversation_tags b where b.tag_id = t.id)`.as('conversations'),
      sql<number>`(select count(*)::int from contact_tags b where b.tag_id = t.id)`.as('contacts'),
    ]);
}

const matching = (search = '') =>
  search
    .trim()
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => sql<boolean>`t.search like ${containing(word)}`);

/**
 * Tags that somebody of a unit may use: its own, those above, those below. With `fitting`, only those that also stand in the line of
 * another unit: what lies there may bear them.
 */
export async function findUsable(
  db: DatabaseReader,
  unit: Pick<Reach, 'path'>,
  filter: {
    fitting?: Pick<Reach, 'path'> | undefined;
    search?: string | undefined;
    ids?: readonly string[];
    limit: number;
  },
): Promise<TagRef[]> {
  const { fitting, search, ids, limit } = filter;
  let query = db
    .selectFrom('tags as t')
    .innerJoin('org_units as u', 'u.id', 't.org_unit_id')
    .select(['t.id', 't.name', 't.color'])
    .where('u.deleted_at', 'is', null)
    .where(sql<boolean>`(u.id = any (${lineOf(unit)}::int[]) or u.path like ${`${unit.path}%`})`);
  if (fitting) query = query.where(sql<boolean>`u.id = any (${lineOf(fitting)}::int[])`);
  if (ids) query = query.where(sql<boolean>`t.id = any (${[...ids]}::uuid[])`);
  for (const condition of matching(search)) query = query.where(condition);
  const rows = await query.orderBy('t.name').orderBy('t.id').limit(limit).execute();
  return rows.map((row) => ({ ...row, color: row.color as TagColor }));
}

export async function listTags(
  db: DatabaseReader,
  reach: Reach,
  { search, offset, limit }: { search?: string | undefined; offset: number; limit: number },
): Promise<TagRecord[]> {
  let query = selectTags(db).where(within('t.org_unit_id', reach));
  for (const condition of matching(search)) query = query.where(condition);
  const rows = await query.orderBy('t.name').orderBy('t.id').limit(limit).offset(offset).execute();
  return rows.map(toRecord);
}

export async function findTag(db: DatabaseReader, id: string): Promise<TagRecord | undefined> {
  const row = await selectTags(db).where('t.id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

/** Names are compared across units: whoever makes or renames one does it alone. */
export async function lockNames(tx: DatabaseTransaction): Promise<void> {
  await sql`select pg_advisory_xact_lock(hashtext('cskefu tag names'))`.execute(tx);
}

/** Whether another tag of the unit's line, above or below, has this name. */
export async function isNameTaken(
  tx: DatabaseTransaction,
  unit: Pick<Reach, 'path'>,
  name: string,
  exceptId?: string,
): Promise<boolean> {
  const row = await tx
    .selectFrom('tags as t')
    .innerJoin('org_units as u', 'u.id', 't.org_unit_id')
    .select('t.id')
    .where(sql<boolean>`lower(t.name) = lower(${name})`)
    .where(sql<boolean>`(u.id = any (${lineOf(unit)}::int[]) or u.path like ${`${unit.path}%`})`)
    .$if(exceptId !== undefined, (query) => query.where('t.id', '<>', exceptId ?? ''))
    .executeTakeFirst();
  return row !== undefined;
}

export async function countTags(tx: DatabaseTransaction, orgUnitId: number): Promise<number> {
  const row = await tx
    .selectFrom('tags')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('org_unit_id', '=', orgUnitId)
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function insertTag(
  tx: DatabaseTransaction,
  tag: { name: string; color: TagColor; orgUnitId: number; createdBy: string },
  now: Date,
): Promise<string> {
  const id = crypto.randomUUID();
  const { name, color, orgUnitId, createdBy } = tag;
  await tx
    .insertInto('tags')
    .values({
      id,
      name,
      color,
      org_unit_id: orgUnitId,
      search: searchable([name]),
      created_by: createdBy,
      created_at: now,
    })
    .execute();
  return id;
}

export async function saveTag(tx: DatabaseTransaction, { id, name, color }: TagRef): Promise<void> {
  await tx
    .updateTable('tags')
    .set({ name, color, search: searchable([name]) })
    .where('id', '=', id)
    .execute();
}

export async function removeTag(tx: DatabaseTransaction, id: string): Promise<void> {
  await tx.deleteFrom('tags').where('id', '=', id).execute();
}

/** Whatever bears one tag bears another one, too. */
export async function copyLinks(tx: DatabaseTransaction, fromId: string, intoId: string): Promise<void> {
  // Against links that are being made: their foreign key waits for this.
  await sql`select 1 from tags where id in (${fromId}, ${intoId}) order by id for update`.execute(tx);
  for (const { table, column } of Object.values(tables))
    await sql`
      insert into ${sql.table(table)} (${sql.ref(column)}, tag_id)
      select ${sql.ref(column)}, ${intoId}::uuid from ${sql.table(table)} where tag_id = ${fromId}
      on conflict do nothing`.execute(tx);
}

/** What a thing bears now. */
export async function findTagsOf(tx: DatabaseReader, bearer: Bearer, id: string): Promise<TagRef[]> {
  const { rows } = await sql<{ tags: TagRef[] }>`
    select ${tagsOf(bearer, 'thing.id')} as tags from (select ${id}::uuid as id) thing`.execute(tx);
  return rows[0]?.tags ?? [];
}

export async function addLinks(
  tx: DatabaseTransaction,
  bearer: Bearer,
  id: string,
  tagIds: readonly string[],
): Promise<void> {
  const { table, column } = tables[bearer];
  await sql`
    insert into ${sql.table(table)} (${sql.ref(column)}, tag_id)
    select ${id}::uuid, tag_id from unnest(${[...tagIds]}::uuid[]) as t (tag_id) on conflict do nothing`.execute(tx);
}

export async function removeLinks(
  tx: DatabaseTransaction,
  bearer: Bearer,
  id: string,
  tagIds: readonly string[],
): Promise<void> {
  const { table, column } = tables[bearer];
  await sql`
    delete from ${sql.table(table)}
    where ${sql.ref(column)} = ${id}::uuid and tag_id = any (${[...tagIds]}::uuid[])`.execute(tx);
}

export const presentTag = ({ path: _path, ...tag }: TagRecord): Tag => tag;

function toRecord(row: {
  id: string;
  name: string;
  color: string;
  unit_id: number;
  unit_name: string;
  path: string;
  conversations: number;
  contacts: number;
}): TagRecord {
  const { id, name, color, unit_id, unit_name, path, conversations, contacts } = row;
  return {
    id,
    name,
    color: color as TagColor,
    orgUnit: { id: unit_id, name: unit_name },
    path,
    conversations,
    contacts,
  };
}
