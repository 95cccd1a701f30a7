import type { SecondFactorChallenge } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import { findSignInCandidate } from './accounts.store.ts';
import { beginSession, type SignedIn } from './begin-session.ts';
import type { Client } from './client.ts';
import { beginAttempt, passwordAttempt } from './guard/attempts.ts';
import { recognizeDevice } from './guard/known-devices.ts';
import type { IdentityDependencies } from './identity.ts';
import { normalizeName } from './login-names.ts';
import { challengeForSecondFactor } from './second-factor/challenge-second-factor.ts';
import { tellOfRefusal } from './tell-of-refusal.ts';
import { verifyPassword } from './verify-password.ts';

/**
 * The first step of signing in: by user name, e-mail or mobile, and password. Begins a session, or asks for the second factor. The
 * answer and the work are the same whether nobody has this name, the account is switched off or has no password, or the password is wrong.
 * @throws {DomainError} wrong_credentials, rate_limited
 */
export async function signIn(
  dependencies: IdentityDependencies,
  input: { login: string; password: string; remember: boolean },
  client: Client,
): Promise<SignedIn | SecondFactorChallenge> {
  const { auth, db, deviceCookies } = dependencies;
  const now = new Date();
  const candidate = await findSignInCandidate(db, input.login);
  const device =
    candidate && (await recognizeDevice(db, deviceCookies, client.headers.cookie, candidate.accountId, now));
  const counted = passwordAttempt(normalizeName(input.login), client.address, device?.id ?? null);
  const attempt = await beginAttempt(db, counted, now);
  const fits = await verifyPassword(auth, candidate?.passwordHash ?? null, input.password);
  if (!candidate || candidate.disabled || !fits) {
    if (candidate) tellOfRefusal(dependencies, candidate.accountId, 'password', client);
    throw new DomainError('wrong_credentials');
  }
  await attempt.succeeded();
  const { accountId } = candidate;
  const { remember } = input;
  if (!device?.trusted) {
    const challenge = await challengeForSecondFactor(db, { accountId, remember });
    if (challenge) return challenge;
  }
  return beginSession(dependencies, { accountId, method: 'password', remember }, client);
}
