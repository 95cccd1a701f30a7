import type { ServiceType } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { type Reach, within } from '../organization/index.ts';

export interface ServiceTypeRecord {
  readonly serviceType: ServiceType;
  readonly path: string;
}

function selectServiceTypes(db: DatabaseReader) {
  return db
    .selectFrom('service_types as s')
    .innerJoin('org_units as u', 'u.id', 's.org_unit_id')
    .leftJoin('service_types as p', 'p.id', 's.parent_id')
    .select([
      's.id',
      's.name',
      'p.id as parent_id',
      'p.name as parent_name',
      'u.id as unit_id',
      'u.name as unit_name',
      'u.path',
    ])
    .orderBy(sql`length(u.path)`)
    .orderBy(sql`coalesce(p.name, s.name)`)
    .orderBy(sql`p.id is not null`)
    .orderBy('s.name')
    .orderBy('s.id');
}

/** What can be chosen in a unit: its own, and those of the units above. */
export async function listChoices(
  db: DatabaseReader,
  { path }: Pick<Reach, 'path'>,
  most: number,
): Promise<ServiceType[]> {
  const line = path.slice(1, -1).split('/').map(Number);
  const rows = await selectServiceTypes(db)
    .where(sql<boolean>`s.org_unit_id = any (${line}::int[])`)
    .where('s.archived_at', 'is', null)
    .limit(most)
    .execute();
  return rows.map(toRecord).map(({ serviceType }) => serviceType);
}

export async function listServiceTypes(
  db: DatabaseReader,
  reach: Reach,
  { offset, limit }: { offset: number; limit: number },
): Promise<ServiceType[]> {
  const rows = await selectServiceTypes(db)
    .where(within('s.org_unit_id', reach))
    .where('s.archived_at', 'is', null)
    .where('u.deleted_at', 'is', null)
    .limit(limit)
    .offset(offset)
    .execute();
  return rows.map(toRecord).map(({ serviceType }) => serviceType);
}

/** One that is not archived. */
export async function findServiceType(db: DatabaseReader, id: string): Promise<ServiceTypeRecord | undefined> {
  const row = await selectServiceTypes(db).where('s.id', '=', id).where('s.archived_at', 'is', null).executeTakeFirst();
  return row && toRecord(row);
}

/** Undefined: there is one of this name. */
export async function insertServiceType(
  tx: DatabaseTransaction,
  { name, orgUnitId, parentId }: { name: string; orgUnitId: number; parentId: string | null },
  now: Date,
): Promise<string | undefined> {
  const row = await tx
    .insertInto('service_types')
    .values({ id: crypto.randomUUID(), name, org_unit_id: orgUnitId, parent_id: parentId, created_at: now })
    .onConflict((conflict) => conflict.doNothing())
    .returning('id')
    .executeTakeFirst();
  return row?.id;
}

export async function countServiceTypes(tx: DatabaseTransaction, orgUnitId: number): Promise<number> {
  const row = await tx
    .selectFrom('service_types')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('org_unit_id', '=', orgUnitId)
    .where('archived_at', 'is', null)
    .executeTakeFirst();
  return row?.count ?? 0;
}

export async function renameServiceType(tx: DatabaseTransaction, id: string, name: string): Promise<void> {
  await tx.updateTable('service_types').set({ name }).where('id', '=', id).execute();
}

/** With those below it. */
export async function archiveServiceType(tx: DatabaseTransaction, id: string, now: Date): Promise<void> {
  await tx
    .updateTable('service_types')
    .set({ archived_at: now })
    .where((where) => where.or([where('id', '=', id), where('parent_id', '=', id)]))
    .where('archived_at', 'is', null)
    .execute();
}

function toRecord(row: {
  id: string;
  name: string;
  parent_id: string | null;
  parent_name: string | null;
  unit_id: number;
  unit_name: string;
  path: string;
}): ServiceTypeRecord {
  const { id, name, parent_id, parent_name, unit_id, unit_name, path } = row;
  const parent = parent_id === null ? null : { id: parent_id, name: parent_name ?? '' };
  return { path, serviceType: { id, name, parent, orgUnit: { id: unit_id, name: unit_name } } };
}
