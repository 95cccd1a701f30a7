import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '../../platform/database/index.ts';
import { normalizeName } from './login-names.ts';
import { setPasswords } from './set-password.ts';

export interface HashedAccount {
  readonly username: string;
  /** Null: signs in some other way. */
  readonly passwordHash: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly mobile?: string | null;
  readonly locale?: string;
  readonly extension?: string | null;
  readonly orgUnitId: number;
  readonly isSuperAdministrator?: boolean;
  readonly isAdministrator?: boolean;
  readonly isAgent?: boolean;
  readonly mustChangePassword?: boolean;
}

/** Creates accounts; their passwords are hashed already. Answers with their ids, in the same order. */
export async function insertAccounts(tx: DatabaseTransaction, accounts: readonly HashedAccount[]): Promise<string[]> {
  if (accounts.length === 0) return [];
  const created = accounts.map((account) => ({ id: randomUUID(), account }));
  await tx
    .insertInto('accounts')
    .values(
      created.map(({ id, account }) => ({
        id,
        username: normalizeName(account.username),
        display_username: account.username,
        name: account.name,
        email: account.email === null ? null : normalizeName(account.email),
        mobile: account.mobile ?? null,
        extension: account.extension ?? null,
        locale: account.locale ?? 'zh-CN',
        org_unit_id: account.orgUnitId,
        is_super_administrator: account.isSuperAdministrator ?? false,
        is_administrator: account.isAdministrator ?? false,
        is_agent: account.isAgent ?? false,
        must_change_password: account.mustChangePassword ?? false,
      })),
    )
    .execute();
  await setPasswords(
    tx,
    created.flatMap(({ id, account: { passwordHash: hash } }) => (hash === null ? [] : [{ accountId: id, hash }])),
  );
  const agents = created.filter(({ account }) => account.isAgent).map(({ id }) => ({ account_id: id }));
  if (agents.length > 0) await tx.insertInto('agents').values(agents).execute();
  return created.map(({ id }) => id);
}
