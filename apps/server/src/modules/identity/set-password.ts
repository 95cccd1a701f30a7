import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '../../platform/database/index.ts';
import type { Auth } from './auth.ts';

/** A tenth of a second of work on purpose: outside transactions where it can be. */
export async function hashPassword(auth: Auth, password: string): Promise<string> {
  return (await auth.$context).password.hash(password);
}

/** Gives accounts a password, whether they had one or not. */
export async function setPasswords(
  tx: DatabaseTransaction,
  passwords: readonly { accountId: string; hash: string }[],
): Promise<void> {
  if (passwords.length === 0) return;
  await tx
    .insertInto('credentials')
    .values(
      passwords.map(({ accountId, hash }) => ({
        id: randomUUID(),
        account_id: accountId,
        provider_id: 'credential',
        provider_account_id: accountId,
        password: hash,
      })),
    )
    .onConflict((conflict) =>
      conflict
        .columns(['provider_id', 'provider_account_id'])
        .doUpdateSet((row) => ({ password: row.ref('excluded.password'), updated_at: new Date() })),
    )
    .execute();
}
