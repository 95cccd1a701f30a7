import type { Permission, Role } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, holdsAll } from '../access/index.ts';
import { containing, type Reach, within } from '../organization/index.ts';
import type { BuiltInRole } from './built-in-roles.ts';

export interface RoleRecord {
  readonly id: number;
  readonly name: string;
  readonly description: string;
  readonly builtIn: BuiltInRole | null;
  readonly permissions: readonly Permission[];
  readonly createdAt: Date;
}

const COLUMNS = ['id', 'name', 'description', 'built_in', 'permissions', 'created_at'] as const;

/** Roles by id, with how many accounts of a part of the tree are in each. */
export async function listRoles(
  db: DatabaseReader,
  reach: Reach,
  filter: { ids?: readonly number[] | undefined; search?: string | undefined; after?: number; limit?: number },
): Promise<(RoleRecord & { memberCount: number })[]> {
  const rows = await db
    .selectFrom('roles')
    .select(COLUMNS)
    .select((query) =>
      query
        .selectFrom('account_roles')
        .innerJoin('accounts', 'accounts.id', 'account_roles.account_id')
        .whereRef('account_roles.role_id', '=', 'roles.id')
        .where('accounts.deleted_at', 'is', null)
        .where(within('accounts.org_unit_id', reach))
        .select(sql<number>`count(*)::int`.as('n'))
        .as('member_count'),
    )
    .where('id', '>', filter.after ?? 0)
    .$if(filter.ids !== undefined, (query) => query.where('id', '=', sql<number>`any (${filter.ids}::int[])`))
    .$if(filter.search !== undefined, (query) =>
      query.where(sql<boolean>`lower(name) like ${containing(filter.search ?? '')}`),
    )
    .orderBy('id')
    .limit(filter.limit ?? 1_000)
    .execute();
  return rows.map((row) => ({ ...toRecord(row), memberCount: row.member_count ?? 0 }));
}

/** Those of these roles that exist. */
export async function findRoles(db: DatabaseReader, ids: readonly number[]): Promise<RoleRecord[]> {
  if (ids.length === 0) return [];
  const rows = await db
    .selectFrom('roles')
    .select(COLUMNS)
    .where('id', 'in', [...ids])
    .orderBy('id')
    .execute();
  return rows.map(toRecord);
}

/** All roles; there are few. */
export async function findAllRoles(db: DatabaseReader): Promise<RoleRecord[]> {
  return (await db.selectFrom('roles').select(COLUMNS).orderBy('id').execute()).map(toRecord);
}

/**
 * A role, locked until the transaction ends: against any change, or against being changed while it is given.
 * @throws {DomainError} not_found
 */
export async function lockRole(tx: DatabaseTransaction, id: number, to: 'change' | 'give'): Promise<RoleRecord> {
  const query = tx.selectFrom('roles').select(COLUMNS).where('id', '=', id);
  const row = await (to === 'change' ? query.forUpdate() : query.forShare()).executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  return toRecord(row);
}

/** A role as this account sees it. */
export async function presentRole(db: DatabaseReader, actor: AccountActor, id: number): Promise<Role> {
  const [role] = await listRoles(db, actor.orgUnit, { ids: [id] });
  if (!role) throw new DomainError('not_found');
  return toRole(actor, role);
}

export function toRole(actor: AccountActor, role: RoleRecord & { memberCount: number }): Role {
  return {
    ...role,
    permissions: [...role.permissions],
    assignable: actor.permissions.has('roles:assign') && holdsAll(actor, role.permissions),
    createdAt: role.createdAt.toISOString(),
  };
}

interface RoleColumns {
  id: number;
  name: string;
  description: string;
  built_in: string | null;
  permissions: string[];
  created_at: Date;
}

function toRecord(row: RoleColumns): RoleRecord {
  return {
    id: row.id,
    name: row.name,
    description: row.description,
    builtIn: row.built_in as BuiltInRole | null,
    permissions: row.permissions as Permission[],
    createdAt: row.created_at,
  };
}
