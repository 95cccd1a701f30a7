import type { PresenceState } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseTransaction } from '../../platform/database/index.ts';
import { describeDevice, nameDevice } from '../identity/index.ts';

/** Ends the stretch of presence that lasts and begins the next one. The agent's row is locked, so one lasts at most. */
export async function beginPeriod(
  tx: DatabaseTransaction,
  period: {
    accountId: string;
    state: PresenceState;
    reason: string | null;
    forcedBy: string | null;
    at: Date;
    /** Of the sign-in on which it was done. */
    sessionToken: string | null;
  },
): Promise<void> {
  await endPeriod(tx, period.accountId, period.at);
  const session = await findPresenceSession(tx, period.accountId, period.sessionToken);
  await tx
    .insertInto('agent_presence_periods')
    .values({
      account_id: period.accountId,
      state: period.state,
      reason: period.reason,
      forced_by: period.forcedBy,
      from_at: period.at,
      session_id: session?.id ?? null,
      device: session?.device ?? null,
    })
    .execute();
}

/** Nobody serves any more whose presence could last. */
export async function endPeriod(tx: DatabaseTransaction, accountId: string, at: Date): Promise<void> {
  await tx
    .updateTable('agent_presence_periods')
    // Clocks of nodes differ a little.
    .set({ to_at: sql<Date>`greatest(${at}::timestamptz, from_at)` })
    .where('account_id', '=', accountId)
    .where('to_at', 'is', null)
    .execute();
}

async function findPresenceSession(tx: DatabaseTransaction, accountId: string, token: string | null) {
  if (token === null) return null;
  const row = await tx
    .selectFrom('sessions')
    .select(['id', 'user_agent'])
    .where('token', '=', token)
    .where('account_id', '=', accountId)
    .executeTakeFirst();
  return row ? { id: row.id, device: nameDevice(describeDevice(row.user_agent ?? '')) } : null;
}
