import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '../../platform/database/index.ts';
import type { Auth } from './auth.ts';
import { normalizeName } from './login-names.ts';

export interface NewAccount {
  readonly username: string;
  /** Null: signs in some other way. */
  readonly password: string | null;
  readonly name: string;
  readonly email: string | null;
  readonly orgUnitId: number;
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
      org_unit_id: account.orgUnitId,
      is_super_administrator: account.isSuperAdministrator ?? false,
      is_agent: account.isAgent ?? false,
      must_change_password: account.mustChangePassword ?? false,
    })
    .execute();
  if (account.password !== null) await insertPassword(tx, auth, id, account.password);
  if (account.isAgent) await tx.insertInto('agents').values({ account_id: id }).execute();
  return id;
}

async function insertPassword(tx: DatabaseTransaction, auth: Auth, accountId: string, plain: string): Promise<void> {
  const { password } = await auth.$context;
  await tx
    .insertInto('credentials')
    .values({
      id: randomUUID(),
      account_id: accountId,
      provider_id: 'credential',
      provider_account_id: accountId,
      password: await password.hash(plain),
    })
    .execute();
}
