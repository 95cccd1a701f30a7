import type { DatabaseTransaction } from '../../platform/database/index.ts';

/** Ends every session of these accounts. Open browsers hear of it by the event of whoever does this. */
export async function endSessions(tx: DatabaseTransaction, accountIds: readonly string[]): Promise<void> {
  if (accountIds.length === 0) return;
  await tx
    .deleteFrom('sessions')
    .where('account_id', 'in', [...accountIds])
    .execute();
}

/** Takes from an account everything by which it could sign in. */
export async function removeSignIns(tx: DatabaseTransaction, accountId: string): Promise<void> {
  await endSessions(tx, [accountId]);
  for (const table of [
    'credentials',
    'passkeys',
    'second_factors',
    'recovery_codes',
    'known_devices',
    'api_tokens',
  ] as const)
    await tx.deleteFrom(table).where('account_id', '=', accountId).execute();
}
