import { type Expression, sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import type { Reach } from './reach.ts';

export interface OrgUnitRecord extends Reach {
  readonly parentId: number | null;
  readonly name: string;
  readonly isSkillGroup: boolean;
  readonly maxConversations: number;
  readonly regions: readonly string[];
  readonly createdAt: Date;
}

/** With what lists show. */
export interface OrgUnitRow extends OrgUnitRecord {
  readonly childCount: number;
  readonly accountCount: number;
  readonly channelCount: number;
}

export interface NewOrgUnit {
  readonly name: string;
  readonly parentId: number | null;
  readonly isSkillGroup: boolean;
  readonly maxConversations?: number;
  readonly regions?: readonly string[];
}

const COLUMNS = [
  'id',
  'parent_id',
  'path',
  'name',
  'is_skill_group',
  'max_conversations',
  'regions',
  'created_at',
] as const;

export async function insertOrgUnit(tx: DatabaseTransaction, unit: NewOrgUnit): Promise<OrgUnitRecord> {
  const row = await tx
    .insertInto('org_units')
    .values({
      name: unit.name,
      parent_id: unit.parentId,
      is_skill_group: unit.isSkillGroup,
      max_conversations: unit.maxConversations ?? 10,
      regions: [...(unit.regions ?? [])],
      // The trigger makes the path; it needs the id.
      path: '',
    })
    .returning(COLUMNS)
    .executeTakeFirstOrThrow();
  return toRecord(row);
}

/** A unit that is not deleted and lies in this part of the tree. */
export async function findUnitWithin(db: DatabaseReader, reach: Reach, id: number): Promise<OrgUnitRecord | undefined> {
  const row = await db
    .selectFrom('org_units')
    .select(COLUMNS)
    .where('id', '=', id)
    .where('deleted_at', 'is', null)
    .where('path', 'like', `${reach.path}%`)
    .executeTakeFirst();
  return row && toRecord(row);
}

/** The lock of `move_org_unit` and of the trigger that makes paths. */
const TREE_LOCK = 7_305_003;

/**
 * Keeps the tree as it is until the transaction ends, against moves (`shared`) or against everything (`exclusive`). Before any unit is locked: the
 * other way round two would wait for each other.
 */
export async function lockTree(tx: DatabaseTransaction, mode: 'shared' | 'exclusive'): Promise<void> {
  if (mode === 'exclusive') await sql`select pg_advisory_xact_lock(${TREE_LOCK})`.execute(tx);
  else await sql`select pg_advisory_xact_lock_shared(${TREE_LOCK})`.execute(tx);
}

/** A unit as `findUnitWithin` answers it, locked against change until the transaction ends. */
export async function lockUnitWithin(
  tx: DatabaseTransaction,
  reach: Reach,
  id: number,
): Promise<OrgUnitRecord | undefined> {
  await tx.selectFrom('org_units').select('id').where('id', '=', id).forUpdate().execute();
  return findUnitWithin(tx, reach, id);
}

/** The same, kept from being moved, renamed or deleted until the transaction ends. Whoever only refers to it, as a new conversation does, need not wait. */
export async function holdUnitWithin(
  tx: DatabaseTransaction,
  reach: Reach,
  id: number,
): Promise<OrgUnitRecord | undefined> {
  await tx.selectFrom('org_units').select('id').where('id', '=', id).forShare().execute();
  return findUnitWithin(tx, reach, id);
}

export interface UnitFilter {
  readonly parentId?: number | undefined;
  readonly search?: string | undefined;
  readonly skillGroups?: boolean | undefined;
}

/**
 * Units in this part of the tree, by name: the children of one, those whose name contains a word, or only the unit at its top. `after` is the name
 * and id of the last row of the page before.
 */
export async function listUnits(
  db: DatabaseReader,
  reach: Reach,
  filter: UnitFilter,
  after: [string, number] | null,
  limit: number,
): Promise<OrgUnitRow[]> {
  const rows = await selectRows(db)
    .where('u.path', 'like', `${reach.path}%`)
    .$if(filter.parentId !== undefined, (query) => query.where('u.parent_id', '=', filter.parentId ?? 0))
    .$if(filter.search !== undefined, (query) =>
      query.where(sql<boolean>`lower(u.name) like ${containing(filter.search ?? '')}`),
    )
    .$if(filter.skillGroups === true, (query) => query.where('u.is_skill_group', '=', true))
    .$if(filter.parentId === undefined && filter.search === undefined && !filter.skillGroups, (query) =>
      query.where('u.id', '=', reach.id),
    )
    .$if(after !== null, (query) => query.where(sql<boolean>`(u.name, u.id) > (${after?.[0]}, ${after?.[1]}::int)`))
    .orderBy('u.name')
    .orderBy('u.id')
    .limit(limit)
    .execute();
  return rows.map(toRow);
}

export async function findUnitRow(db: DatabaseReader, reach: Reach, id: number): Promise<OrgUnitRow | undefined> {
  const row = await selectRows(db).where('u.id', '=', id).where('u.path', 'like', `${reach.path}%`).executeTakeFirst();
  return row && toRow(row);
}

/** The name of a skill group, wherever it lies; undefined where that is none. Held, so that it stays one until the transaction ends. */
export async function findSkillGroupName(tx: DatabaseReader, id: number): Promise<string | undefined> {
  const row = await tx
    .selectFrom('org_units')
    .select('name')
    .where('id', '=', id)
    .where('is_skill_group', '=', true)
    .where('deleted_at', 'is', null)
    .forShare()
    .executeTakeFirst();
  return row?.name;
}

/** Where a unit hangs, wherever that is. */
export async function findUnitPath(db: DatabaseReader, id: number): Promise<string | undefined> {
  const row = await db.selectFrom('org_units').select('path').where('id', '=', id).executeTakeFirst();
  return row?.path;
}

/** Names of units, by id; also of deleted ones. */
export async function findUnitNames(db: DatabaseReader, ids: readonly number[]): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('org_units')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** The same, of those in this part of the tree. */
export async function findUnitNamesWithin(
  db: DatabaseReader,
  reach: Reach,
  ids: readonly number[],
): Promise<Map<number, string>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('org_units')
    .select(['id', 'name'])
    .where('id', 'in', [...ids])
    .where('path', 'like', `${reach.path}%`)
    .execute();
  return new Map(rows.map((row) => [row.id, row.name]));
}

/** A pattern of LIKE for "contains these words", whatever signs are in it. */
export function containing(words: string): string {
  return `%${words.toLowerCase().replace(/[\\%_]/g, '\\$&')}%`;
}

function selectRows(db: DatabaseReader) {
  return db
    .selectFrom('org_units as u')
    .where('u.deleted_at', 'is', null)
    .select(COLUMNS.map((column) => `u.${column}` as const))
    .select((query) => [
      count(
        query
          .selectFrom('org_units as c')
          .where('c.parent_id', '=', query.ref('u.id'))
          .where('c.deleted_at', 'is', null)
          .select(sql<number>`count(*)::int`.as('n')),
      ).as('child_count'),
      count(
        query
          .selectFrom('accounts as a')
          .where('a.org_unit_id', '=', query.ref('u.id'))
          .where('a.deleted_at', 'is', null)
          .select(sql<number>`count(*)::int`.as('n')),
      ).as('account_count'),
      count(
        query
          .selectFrom('channels as ch')
          .where('ch.org_unit_id', '=', query.ref('u.id'))
          .select(sql<number>`count(*)::int`.as('n')),
      ).as('channel_count'),
    ]);
}

const count = (query: Expression<unknown>) => sql<number>`${query}`;

interface UnitColumns {
  id: number;
  parent_id: number | null;
  path: string;
  name: string;
  is_skill_group: boolean;
  max_conversations: number;
  regions: string[];
  created_at: Date;
}

function toRecord(row: UnitColumns): OrgUnitRecord {
  return {
    id: row.id,
    parentId: row.parent_id,
    path: row.path,
    name: row.name,
    isSkillGroup: row.is_skill_group,
    maxConversations: row.max_conversations,
    regions: row.regions,
    createdAt: row.created_at,
  };
}

function toRow(row: UnitColumns & { child_count: number; account_count: number; channel_count: number }): OrgUnitRow {
  return {
    ...toRecord(row),
    childCount: row.child_count,
    accountCount: row.account_count,
    channelCount: row.channel_count,
  };
}
