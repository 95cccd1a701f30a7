import type { Permission } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { type AccountRole, rolesOfAccount } from '../access/index.ts';
import type { Reach } from '../organization/index.ts';

/** An account as those who govern it know it. */
export interface AccountDetails {
  readonly id: string;
  readonly username: string;
  readonly name: string;
  readonly email: string | null;
  readonly mobile: string | null;
  readonly locale: string;
  readonly orgUnit: Reach & { readonly name: string };
  readonly roles: readonly AccountRole[];
  readonly isSuperAdministrator: boolean;
  readonly isAdministrator: boolean;
  readonly isAgent: boolean;
  readonly extension: string | null;
  /** Of an agent; null: as their unit says. */
  readonly maxConversations: number | null;
  readonly disabledAt: Date | null;
  readonly avatarHash: string | null;
  readonly hasSecondFactor: boolean;
  readonly createdAt: Date;
  readonly lastSeenAt: Date | null;
}

/** Accounts that are not deleted, disabled ones as well. */
export function selectAccounts(db: DatabaseReader) {
  return db
    .selectFrom('accounts')
    .innerJoin('org_units', 'org_units.id', 'accounts.org_unit_id')
    .where('accounts.deleted_at', 'is', null)
    .select([
      'accounts.id',
      'accounts.display_username',
      'accounts.username',
      'accounts.name',
      'accounts.email',
      'accounts.mobile',
      'accounts.locale',
      'accounts.is_super_administrator',
      'accounts.is_administrator',
      'accounts.is_agent',
      'accounts.extension',
      'accounts.disabled_at',
      'accounts.avatar_hash',
      'accounts.created_at',
      'org_units.id as unit_id',
      'org_units.name as unit_name',
      'org_units.path as unit_path',
    ])
    .select((query) => [
      rolesOfAccount(query),
      query
        .selectFrom('sessions')
        .whereRef('sessions.account_id', '=', 'accounts.id')
        .select((max) => max.fn.max('sessions.last_used_at').as('at'))
        .as('last_session'),
      query
        .exists(
          query
            .selectFrom('second_factors')
            .select('second_factors.account_id')
            .whereRef('second_factors.account_id', '=', 'accounts.id')
            .where('second_factors.confirmed_at', 'is not', null),
        )
        .as('has_second_factor'),
      query
        .selectFrom('agents')
        .whereRef('agents.account_id', '=', 'accounts.id')
        .select('agents.seen_at')
        .as('last_lease'),
      query
        .selectFrom('agents')
        .whereRef('agents.account_id', '=', 'accounts.id')
        .select('agents.max_conversations')
        .as('max_conversations'),
    ]);
}

/** Those of these accounts that are not deleted, by id. */
export async function findAccounts(db: DatabaseReader, ids: readonly string[]): Promise<AccountDetails[]> {
  const rows = await selectAccounts(db)
    .where('accounts.id', '=', sql<string>`any (${ids}::uuid[])`)
    .orderBy('accounts.id')
    .execute();
  return rows.map(toDetails);
}

/** The same, locked until the transaction ends. In the order of their ids, so that two who lock the same ones wait for each other.
 * What only refers to an account, as a sign-in does, need not wait. */
export async function lockAccounts(tx: DatabaseTransaction, ids: readonly string[]): Promise<AccountDetails[]> {
  await tx
    .selectFrom('accounts')
    .select('id')
    .where('id', '=', sql<string>`any (${ids}::uuid[])`)
    .orderBy('id')
    .forNoKeyUpdate()
    .execute();
  // Read after the lock: whoever held it may have changed them.
  return findAccounts(tx, ids);
}

/** Puts an account in exactly these roles. */
export async function setRoles(tx: DatabaseTransaction, accountId: string, roleIds: readonly number[]): Promise<void> {
  await tx
    .deleteFrom('account_roles')
    .where('account_id', '=', accountId)
    .where('role_id', '<>', sql<number>`all (${roleIds}::int[])`)
    .execute();
  await addRoles(
    tx,
    roleIds.map((roleId) => ({ accountId, roleId })),
  );
}

export async function addRoles(
  tx: DatabaseTransaction,
  memberships: readonly { accountId: string; roleId: number }[],
): Promise<void> {
  if (memberships.length === 0) return;
  await tx
    .insertInto('account_roles')
    .values(memberships.map(({ accountId, roleId }) => ({ account_id: accountId, role_id: roleId })))
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

export type AccountRow = NonNullable<Awaited<ReturnType<ReturnType<typeof selectAccounts>['executeTakeFirst']>>>;

export function toDetails(row: AccountRow): AccountDetails {
  const seen = [row.last_session, row.last_lease].filter((at) => at !== null).map((at) => at.getTime());
  return {
    id: row.id,
    username: row.display_username ?? row.username,
    name: row.name,
    email: row.email,
    mobile: row.mobile,
    locale: row.locale,
    orgUnit: { id: row.unit_id, name: row.unit_name, path: row.unit_path },
    roles: row.roles.map((role) => ({ ...role, permissions: role.permissions as Permission[] })),
    isSuperAdministrator: row.is_super_administrator,
    isAdministrator: row.is_administrator,
    isAgent: row.is_agent,
    extension: row.extension,
    maxConversations: row.max_conversations,
    disabledAt: row.disabled_at,
    avatarHash: row.avatar_hash,
    hasSecondFactor: Boolean(row.has_second_factor),
    createdAt: row.created_at,
    lastSeenAt: seen.length === 0 ? null : new Date(Math.max(...seen)),
  };
}
