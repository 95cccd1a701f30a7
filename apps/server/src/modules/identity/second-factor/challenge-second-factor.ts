import type { SecondFactorChallenge } from '@cskefu/contract';
import type { Database } from '../../../platform/database/index.ts';
import { DomainError } from '../../../platform/errors/index.ts';
import { beginSession, type SignedIn } from '../begin-session.ts';
import type { Client } from '../client.ts';
import { consumeChallenge, issueChallenge, tryChallenge } from '../guard/challenges.ts';
import type { IdentityDependencies } from '../identity.ts';
import { tellOfRefusal } from '../tell-of-refusal.ts';
import { checkCode } from './check-code.ts';
import { findSecondFactor } from './second-factors.store.ts';

const CHALLENGE_MS = 5 * 60 * 1_000;
const MOST_TRIES = 5;

/** Asks for the second step if the account has one; null: it has none. */
export async function challengeForSecondFactor(
  db: Database,
  { accountId, remember }: { accountId: string; remember: boolean },
): Promise<SecondFactorChallenge | null> {
  const factor = await findSecondFactor(db, accountId);
  if (!factor?.confirmedAt) return null;
  const expiresAt = new Date(Date.now() + CHALLENGE_MS);
  const challenge = await issueChallenge(db, { purpose: 'second_factor', accountId, facts: { remember }, expiresAt });
  return { challenge, expiresAt: expiresAt.toISOString() };
}

/**
 * The second step of signing in.
 * @throws {DomainError} wrong_code, challenge_expired (too late, too often, or over), rate_limited
 */
export async function completeSecondFactor(
  dependencies: IdentityDependencies,
  input: { challenge: string; code: string; trustDevice: boolean },
  client: Client,
): Promise<SignedIn> {
  const { db } = dependencies;
  const now = new Date();
  const tried = await tryChallenge(db, 'second_factor', input.challenge, MOST_TRIES, now);
  if (!tried?.accountId) throw new DomainError('challenge_expired');
  const { accountId } = tried;
  const method = await checkCode(dependencies, accountId, input.code).catch((error: unknown) => {
    // Whoever got here knows the password.
    tellOfRefusal(dependencies, accountId, 'totp', client);
    throw error;
  });
  const challenge = await consumeChallenge<{ remember: boolean }>(db, 'second_factor', input.challenge, now);
  if (!challenge) throw new DomainError('challenge_expired');
  const { remember } = challenge.facts;
  return beginSession(dependencies, { accountId, method, remember, trustDevice: input.trustDevice }, client);
}
