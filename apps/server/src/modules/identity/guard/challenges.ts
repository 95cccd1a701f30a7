import { createHash, randomBytes } from 'node:crypto';
import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';

export type ChallengePurpose = 'second_factor' | 'passkey_making' | 'passkey_sign_in' | 'single_sign_on';

export interface Challenge<Facts> {
  readonly accountId: string | null;
  readonly facts: Facts;
}

const hashOf = (token: string) => createHash('sha256').update(token).digest('base64url');

/** Remembers that something was begun; answers with the token that finishes it. Only its hash is kept. */
export async function issueChallenge(
  db: Database,
  challenge: { purpose: ChallengePurpose; accountId: string | null; facts: object; expiresAt: Date },
): Promise<string> {
  const token = randomBytes(32).toString('base64url');
  await db
    .insertInto('sign_in_challenges')
    .values({
      token_hash: hashOf(token),
      purpose: challenge.purpose,
      account_id: challenge.accountId,
      facts: JSON.stringify(challenge.facts),
      expires_at: challenge.expiresAt,
    })
    .execute();
  return token;
}

/** Counts one try; undefined when the challenge is over or was tried too often. */
export async function tryChallenge<Facts>(
  db: Database,
  purpose: ChallengePurpose,
  token: string,
  mostTries: number,
  now: Date,
): Promise<Challenge<Facts> | undefined> {
  const row = await db
    .updateTable('sign_in_challenges')
    .set({ attempts: sql`attempts + 1` })
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', purpose)
    .where('expires_at', '>', now)
    .where('attempts', '<', mostTries)
    .returning(['account_id', 'facts'])
    .executeTakeFirst();
  return row && { accountId: row.account_id, facts: row.facts as Facts };
}

/** Ends a challenge and answers with what it was about; undefined when it is over: of two who come at once, one gets it. */
export async function consumeChallenge<Facts>(
  db: Database,
  purpose: ChallengePurpose,
  token: string,
  now: Date,
): Promise<Challenge<Facts> | undefined> {
  const row = await db
    .deleteFrom('sign_in_challenges')
    .where('token_hash', '=', hashOf(token))
    .where('purpose', '=', purpose)
    .returning(['account_id', 'facts', 'expires_at'])
    .executeTakeFirst();
  return row && row.expires_at > now ? { accountId: row.account_id, facts: row.facts as Facts } : undefined;
}
