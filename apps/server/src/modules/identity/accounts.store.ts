import type { Permission } from '@cskefu/contract';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { AccountRecord } from '../access/index.ts';

function selectAccounts(db: DatabaseReader) {
  return db
    .selectFrom('accounts')
    .innerJoin('org_units', 'org_units.id', 'accounts.org_unit_id')
    .where('accounts.disabled_at', 'is', null)
    .select([
      'accounts.id',
      'accounts.username',
      'accounts.name',
      'accounts.locale',
      'accounts.is_super_administrator',
      'accounts.is_administrator',
      'accounts.is_agent',
      'accounts.must_change_password',
      'org_units.id as unit_id',
      'org_units.name as unit_name',
      'org_units.path as unit_path',
    ])
    .select((query) =>
      jsonArrayFrom(
        query
          .selectFrom('account_roles')
          .innerJoin('roles', 'roles.id', 'account_roles.role_id')
          .select(['roles.id', 'roles.name', 'roles.permissions'])
          .whereRef('account_roles.account_id', '=', 'accounts.id')
          .orderBy('roles.id'),
      ).as('roles'),
    );
}

/** The account, unless it does not exist or is disabled. */
export async function findAccount(db: DatabaseReader, id: string): Promise<AccountRecord | undefined> {
  const row = await selectAccounts(db).where('accounts.id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

/** The account of a session that has not expired. */
export async function findAccountBySessionToken(
  db: DatabaseReader,
  token: string,
  now: Date,
): Promise<AccountRecord | undefined> {
  const row = await selectAccounts(db)
    .innerJoin('sessions', 'sessions.account_id', 'accounts.id')
    .where('sessions.token', '=', token)
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst();
  return row && toRecord(row);
}

type AccountRow = NonNullable<Awaited<ReturnType<ReturnType<typeof selectAccounts>['executeTakeFirst']>>>;

function toRecord(row: AccountRow): AccountRecord {
  return {
    id: row.id,
    username: row.username,
    name: row.name,
    locale: row.locale,
    orgUnit: { id: row.unit_id, name: row.unit_name, path: row.unit_path },
    roles: row.roles.map((role) => ({ ...role, permissions: role.permissions as Permission[] })),
    isSuperAdministrator: row.is_super_administrator,
    isAdministrator: row.is_administrator,
    isAgent: row.is_agent,
    mustChangePassword: row.must_change_password,
  };
}
