import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '../../platform/database/index.ts';
import type { Auth } from './auth.ts';

export interface NewAccount {
  readonly username: string;
  readonly password: string;
  readonly name: string;
  readonly email: string;
  readonly orgUnitId: number;
  readonly isSuperAdministrator?: boolean;
  readonly isAgent?: boolean;
  readonly mustChangePassword?: boolean;
}

/** Creates an account with a password; the hash is the authentication library's. */
export async function createAccount(tx: DatabaseTransaction, auth: Auth, account: NewAccount): Promise<string> {
  const id = randomUUID();
  const { password } = await auth.$context;
  await tx
    .insertInto('accounts')
    .values({
      id,
      username: account.username.toLowerCase(),
      display_username: account.username,
      name: account.name,
      email: account.email.toLowerCase(),
      org_unit_id: account.orgUnitId,
      is_super_administrator: account.isSuperAdministrator ?? false,
      is_agent: account.isAgent ?? false,
      must_change_password: account.mustChangePassword ?? false,
    })
    .execute();
  await tx
    .insertInto('credentials')
    .values({
      id: randomUUID(),
      account_id: id,
      provider_id: 'credential',
      provider_account_id: id,
      password: await password.hash(account.password),
    })
    .execute();
  if (account.isAgent) await tx.insertInto('agents').values({ account_id: id }).execute();
  return id;
}
