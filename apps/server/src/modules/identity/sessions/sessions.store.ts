import type { Database, DatabaseReader } from '../../../platform/database/index.ts';

const MINUTE = 60_000;

export function findSessions(db: DatabaseReader, accountId: string, now: Date) {
  return db
    .selectFrom('sessions')
    .select(['id', 'token', 'ip_address', 'user_agent', 'created_at', 'last_used_at', 'expires_at'])
    .where('account_id', '=', accountId)
    .where('expires_at', '>', now)
    .orderBy('last_used_at', 'desc')
    .execute();
}

/** Deletes one session of an account, or all but the one with this token; answers with those that are gone. */
export function deleteSessions(
  db: DatabaseReader,
  accountId: string,
  which: { id: string } | { exceptToken: string | null },
) {
  return db
    .deleteFrom('sessions')
    .where('account_id', '=', accountId)
    .$if('id' in which, (query) => query.where('id', '=', 'id' in which ? which.id : ''))
    .$if('exceptToken' in which && which.exceptToken !== null, (query) =>
      query.where('token', '!=', 'exceptToken' in which ? (which.exceptToken ?? '') : ''),
    )
    .returning(['id', 'token', 'ip_address', 'user_agent'])
    .execute();
}

/** Notes that a session is in use, once a minute at most. */
export async function touchSession(db: Database, token: string, lastUsedAt: Date, now: Date): Promise<void> {
  if (now.getTime() - lastUsedAt.getTime() < MINUTE) return;
  await db.updateTable('sessions').set({ last_used_at: now }).where('token', '=', token).execute();
}
