import type { Contact, ContactFields } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { searchable } from '../../platform/pinyin/index.ts';
import { containing, type Reach, within } from '../organization/index.ts';
import { bears, tagsOf } from '../tags/index.ts';

export interface ContactRecord {
  readonly contact: Contact;
  readonly path: string;
  readonly updatedAt: Date;
}

export interface ContactFilter {
  readonly search?: string | undefined;
  readonly tagId?: string | undefined;
}

function selectContacts(db: DatabaseReader) {
  return db
    .selectFrom('contacts as c')
    .innerJoin('org_units as u', 'u.id', 'c.org_unit_id')
    .leftJoin('accounts as a', 'a.id', 'c.created_by')
    .where('c.deleted_at', 'is', null)
    .selectAll('c')
    .select(['u.name as unit_name', 'u.path', 'a.name as creator_name'])
    .select(tagsOf('contact', 'c.id').as('tags'));
}

/** Contacts of a part of the tree that fit, the last changed first, after a moment and an id. */
export async function listContacts(
  db: DatabaseReader,
  reach: Reach,
  { search = '', tagId }: ContactFilter,
  after: readonly [string, string] | null,
  limit: number,
): Promise<ContactRecord[]> {
  const conditions: RawBuilder<boolean>[] = [
    within('c.org_unit_id', reach),
    ...search
      .trim()
      .split(/\s+/)
      .filter(Boolean)
      .map((word) => sql<boolean>`c.search like ${containing(word)}`),
    ...(tagId === undefined ? [] : [bears('contact', 'c.id', tagId)]),
    ...(after === null ? [] : [sql<boolean>`(c.updated_at, c.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`]),
  ];
  let query = selectContacts(db);
  for (const condition of conditions) query = query.where(condition);
  const rows = await query.orderBy('c.updated_at', 'desc').orderBy('c.id', 'desc').limit(limit).execute();
  return rows.map(toRecord);
}

export async function findContact(db: DatabaseReader, id: string): Promise<ContactRecord | undefined> {
  const row = await selectContacts(db).where('c.id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

/** Kept from being changed by others until the transaction ends. */
export async function lockContact(tx: DatabaseTransaction, id: string): Promise<void> {
  await tx.selectFrom('contacts').select('id').where('id', '=', id).forUpdate().execute();
}

export async function insertContact(
  tx: DatabaseTransaction,
  { orgUnitId, createdBy, ...fields }: ContactFields & { orgUnitId: number; createdBy: string },
  now: Date,
): Promise<string> {
  const id = crypto.randomUUID();
  await tx
    .insertInto('contacts')
    .values({
      ...fields,
      id,
      org_unit_id: orgUnitId,
      search: searchTextOf(fields),
      created_by: createdBy,
      created_at: now,
      updated_at: now,
    })
    .execute();
  return id;
}

export async function saveContact(
  tx: DatabaseTransaction,
  id: string,
  fields: ContactFields,
  now: Date,
): Promise<void> {
  await tx
    .updateTable('contacts')
    .set({ ...fields, search: searchTextOf(fields), updated_at: now })
    .where('id', '=', id)
    .execute();
}

/** A number is found however it was written down. */
const searchTextOf = ({ name, phone, email, company }: ContactFields) =>
  searchable([name, company ?? ''], [phone ?? '', phone?.replace(/\D/g, '') ?? '', email ?? '']);

export const fieldsOf = ({ name, phone, email, company, gender, memo }: Contact): ContactFields => ({
  name,
  phone,
  email,
  company,
  gender,
  memo,
});

type Row = Awaited<ReturnType<ReturnType<typeof selectContacts>['executeTakeFirstOrThrow']>>;

function toRecord(row: Row): ContactRecord {
  const { id, name, phone, email, company, memo, tags } = row;
  return {
    path: row.path,
    updatedAt: row.updated_at,
    contact: {
      id,
      name,
      phone,
      email,
      company,
      gender: row.gender as Contact['gender'],
      memo,
      tags,
      orgUnit: { id: row.org_unit_id, name: row.unit_name },
      createdBy: row.created_by === null ? null : { id: row.created_by, name: row.creator_name ?? '' },
      createdAt: row.created_at.toISOString(),
      updatedAt: row.updated_at.toISOString(),
    },
  };
}
