import type { Permission } from '@cskefu/contract';
import { sql } from 'kysely';
import type { Database, DatabaseReader } from '../../platform/database/index.ts';
import { type AccountRecord, rolesOfAccount } from '../access/index.ts';
import { normalizeMobile, normalizeName } from './login-names.ts';
import { touchSession } from './sessions/sessions.store.ts';

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
    .select((query) => rolesOfAccount(query));
}

/** The account, unless it does not exist or is disabled. */
export async function findAccount(db: DatabaseReader, id: string): Promise<AccountRecord | undefined> {
  const row = await selectAccounts(db).where('accounts.id', '=', id).executeTakeFirst();
  return row && toRecord(row);
}

/** The account of a session that has not expired. */
export async function findAccountBySessionToken(
  db: Database,
  token: string,
  now: Date,
): Promise<AccountRecord | undefined> {
  const row = await selectAccounts(db)
    .innerJoin('sessions', 'sessions.account_id', 'accounts.id')
    .select('sessions.last_used_at')
    .where('sessions.token', '=', token)
    .where('sessions.expires_at', '>', now)
    .executeTakeFirst();
  if (!row) return undefined;
  await touchSession(db, token, row.last_used_at, now);
  return toRecord(row);
}

/** An account that somebody wants to sign in to: disabled ones as well, so that they cost the same work. */
export interface SignInCandidate {
  readonly accountId: string;
  readonly disabled: boolean;
  readonly passwordHash: string | null;
}

/** Whose user name, e-mail or mobile this is, in this order. */
export async function findSignInCandidate(db: DatabaseReader, login: string): Promise<SignInCandidate | undefined> {
  const name = normalizeName(login);
  const mobile = normalizeMobile(login);
  const row = await db
    .selectFrom('accounts')
    .leftJoin('credentials', (join) =>
      join.onRef('credentials.account_id', '=', 'accounts.id').on('credentials.provider_id', '=', 'credential'),
    )
    .select(['accounts.id', 'accounts.disabled_at', 'credentials.password'])
    .where((where) => where.or([where('username', '=', name), where('email', '=', name), where('mobile', '=', mobile)]))
    .orderBy(sql`case when username = ${name} then 1 when email = ${name} then 2 else 3 end`)
    .limit(1)
    .executeTakeFirst();
  return (
    row && {
      accountId: row.id,
      disabled: row.disabled_at !== null,
      passwordHash: row.password,
    }
  );
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
