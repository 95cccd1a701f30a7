import type { Database } from '../../../platform/database/index.ts';

/** Deletes what has run out: counts, challenges, forgotten browsers, ended sessions. */
export async function removeExpiredSignInData(db: Database, now = new Date()): Promise<void> {
  await db.deleteFrom('sign_in_attempts').where('expires_at', '<', now).where('blocked_until', '<', now).execute();
  await db.deleteFrom('sign_in_challenges').where('expires_at', '<', now).execute();
  await db.deleteFrom('known_devices').where('expires_at', '<', now).execute();
  await db.deleteFrom('sessions').where('expires_at', '<', now).execute();
}
