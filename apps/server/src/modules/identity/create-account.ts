import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '../../platform/database/index.ts';
import type { Auth } from './auth.ts';
import { normalizeName } from './login-names.ts';
import { hashPassword, setPassword } from './set-password.ts';

export interface NewAccount {
  readonly username: string;
  /** Where many are created, hashed before the transaction. Null: signs in some other way. */
  readonly password: string | { readonly hash: string } | null;
  readonly name: string;
  readonly email: string | null;
  readonly mobile?: string | null;
  readonly locale?: string;
  readonly extension?: string | null;
  readonly orgUnitId: number;
  readonly isAdministrator?: boolean;
  readonly isSuperAdministrator?: boolean;
  readonly isAgent?: boolean;
  readonly mustChangePassword?: boolean;
}

/** Creates an account; the hash of its password is the authentication library's. */
export async function createAccount(tx: DatabaseTransaction, auth: Auth, account: NewAccount): Promise<string> {
  const id = randomUUID();
  await tx
    .insertInto('accounts')
    .values({
      id,
      username: normalizeName(account.username),
      display_username: account.username,
      name: account.name,
      email: account.email === null ? null : normalizeName(account.email),
      mobile: account.mobile ?? null,
      extension: account.extension ?? null,
      ...(account.locale === undefined ? {} : { locale: account.locale }),
      org_unit_id: account.orgUnitId,
      is_super_administrator: account.isSuperAdministrator ?? false,
      is_administrator: account.isAdministrator ?? false,
      is_agent: account.isAgent ?? false,
      must_change_password: account.mustChangePassword ?? false,
    })
    .execute();
  const { password } = account;
  if (password !== null)
    await setPassword(tx, id, typeof password === 'string' ? await hashPassword(auth, password) : password.hash);
  if (account.isAgent) await tx.insertInto('agents').values({ account_id: id }).execute();
  return id;
}
