import type { DatabaseTransaction } from '../../platform/database/index.ts';
import type { Auth } from './auth.ts';
import { type HashedAccount, insertAccounts } from './insert-accounts.ts';
import { hashPassword } from './set-password.ts';

export type NewAccount = Omit<HashedAccount, 'passwordHash'> & {
  /** Null: signs in some other way. */
  readonly password: string | null;
};

/** Creates an account; the hash of its password is the authentication library's. */
export async function createAccount(
  tx: DatabaseTransaction,
  auth: Auth,
  { password, ...account }: NewAccount,
): Promise<string> {
  const passwordHash = password === null ? null : await hashPassword(auth, password);
  const [id] = await insertAccounts(tx, [{ ...account, passwordHash }]);
  if (id === undefined) throw new Error('no account was created');
  return id;
}
