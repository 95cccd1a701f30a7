import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';

export interface OrgUnit {
  readonly id: number;
  readonly parentId: number | null;
  /** Ids from the root down to this unit: `/1/4/`. */
  readonly path: string;
  readonly name: string;
  readonly isSkillGroup: boolean;
}

export async function insertOrgUnit(
  tx: DatabaseTransaction,
  unit: { name: string; parentId: number | null; isSkillGroup: boolean },
): Promise<OrgUnit> {
  const row = await tx
    .insertInto('org_units')
    // The trigger makes the path; it needs the id.
    .values({ name: unit.name, parent_id: unit.parentId, is_skill_group: unit.isSkillGroup, path: '' })
    .returning(['id', 'path'])
    .executeTakeFirstOrThrow();
  return { ...unit, id: row.id, path: row.path };
}

/** Ids of a unit and of everything below it. */
export async function findUnitsWithin(db: DatabaseReader, path: string): Promise<number[]> {
  const rows = await db.selectFrom('org_units').select('id').where('path', 'like', `${path}%`).execute();
  return rows.map((row) => row.id);
}
