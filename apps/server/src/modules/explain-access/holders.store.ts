import { grantablePermissions, type Permission } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { type AccountRecord, type AccountRole, rolesOfAccount } from '../access/index.ts';
import { containing, type Reach } from '../organization/index.ts';
import { type Thing, unitsAbove } from './thing.ts';

/** An account with what it may do, disabled or not. */
export interface Holder extends Pick<AccountRecord, 'id' | 'username' | 'name' | 'orgUnit' | 'roles'> {
  readonly isSuperAdministrator: boolean;
  readonly isAdministrator: boolean;
  readonly mustChangePassword: boolean;
  readonly disabled: boolean;
}

function selectHolders(db: DatabaseReader) {
  return db
    .selectFrom('accounts')
    .innerJoin('org_units', 'org_units.id', 'accounts.org_unit_id')
    .where('accounts.deleted_at', 'is', null)
    .select([
      'accounts.id',
      'accounts.username',
      'accounts.name',
      'accounts.is_super_administrator',
      'accounts.is_administrator',
      'accounts.must_change_password',
      'accounts.disabled_at',
      'org_units.id as unit_id',
      'org_units.name as unit_name',
      'org_units.path as unit_path',
    ])
    .select((query) => rolesOfAccount(query));
}

type HolderRow = Awaited<ReturnType<ReturnType<typeof selectHolders>['executeTakeFirstOrThrow']>>;

/** An account that is not deleted and stands in this part of the tree. */
export async function findHolderWithin(db: DatabaseReader, reach: Reach, id: string): Promise<Holder | undefined> {
  const row = await selectHolders(db)
    .where('accounts.id', '=', id)
    .where('org_units.path', 'like', `${reach.path}%`)
    .executeTakeFirst();
  return row && toHolder(row);
}

/** The grants of `grantsOf`, asked of many accounts at once. */
const holds = (permission: Permission) => sql<boolean>`(
  accounts.is_super_administrator
  or (accounts.is_administrator and ${grantablePermissions.includes(permission)})
  or exists (
    select from account_roles join roles on roles.id = account_roles.role_id
    where account_roles.account_id = accounts.id and ${permission} = any (roles.permissions)
  )
)`;

/** Stands where the thing lies or above, or serves it. */
const isNear = (thing: Thing) => sql<boolean>`(
  accounts.org_unit_id = any (${unitsAbove(thing)}::int[]) or accounts.id = any (${thing.servedBy}::uuid[])
)`;

/** Whoever can see a thing and stands in this part of the tree, by name. `after` is the name and id of the last one before. */
export async function listSeers(
  db: DatabaseReader,
  thing: Thing,
  reach: Reach,
  { search, after, limit }: { search: string | undefined; after: readonly [string, string] | null; limit: number },
): Promise<Holder[]> {
  const rows = await selectHolders(db)
    .where('accounts.disabled_at', 'is', null)
    .where(isNear(thing))
    .where(holds(thing.permission))
    .where('org_units.path', 'like', `${reach.path}%`)
    .$if(search !== undefined, (query) =>
      query.where(sql<boolean>`lower(accounts.name || ' ' || accounts.username) like ${containing(search ?? '')}`),
    )
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(accounts.name, accounts.id) > (${after?.[0]}, ${after?.[1]}::uuid)`),
    )
    .orderBy('accounts.name')
    .orderBy('accounts.id')
    .limit(limit)
    .execute();
  return rows.map(toHolder);
}

/** How many others can see it: those outside of this part of the tree. */
export async function countSeersOutside(db: DatabaseReader, thing: Thing, reach: Reach): Promise<number> {
  const { count } = await db
    .selectFrom('accounts')
    .innerJoin('org_units', 'org_units.id', 'accounts.org_unit_id')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('accounts.deleted_at', 'is', null)
    .where('accounts.disabled_at', 'is', null)
    .where(isNear(thing))
    .where(holds(thing.permission))
    .where('org_units.path', 'not like', `${reach.path}%`)
    .executeTakeFirstOrThrow();
  return count;
}

function toHolder(row: HolderRow): Holder {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    orgUnit: { id: row.unit_id, name: row.unit_name, path: row.unit_path },
    roles: row.roles.map((role): AccountRole => ({ ...role, permissions: role.permissions as Permission[] })),
    isSuperAdministrator: row.is_super_administrator,
    isAdministrator: row.is_administrator,
    mustChangePassword: row.must_change_password,
    disabled: row.disabled_at !== null,
  };
}
