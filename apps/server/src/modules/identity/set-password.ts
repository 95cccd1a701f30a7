import { randomUUID } from 'node:crypto';
import type { DatabaseTransaction } from '../../platform/database/index.ts';
import type { Auth } from './auth.ts';

/** A tenth of a second of work on purpose: outside transactions where it can be. */
export async function hashPassword(auth: Auth, password: string): Promise<string> {
  return (await auth.$context).password.hash(password);
}

/** Gives an account a password, whether it had one or not. */
export async function setPassword(tx: DatabaseTransaction, accountId: string, hash: string): Promise<void> {
  await tx
    .insertInto('credentials')
    .values({
      id: randomUUID(),
      account_id: accountId,
      provider_id: 'credential',
      provider_account_id: accountId,
      password: hash,
    })
    .onConflict((conflict) =>
      conflict.columns(['provider_id', 'provider_account_id']).doUpdateSet({ password: hash, updated_at: new Date() }),
    )
    .execute();
}
