import type { Database } from '../../../platform/database/index.ts';
import { DomainError } from '../../../platform/errors/index.ts';
import { beginSession, type SignedIn } from '../begin-session.ts';
import type { Client } from '../client.ts';
import { consumeChallenge, issueChallenge } from '../guard/challenges.ts';
import type { IdentityDependencies } from '../identity.ts';
import { challengeOf } from './client-data.ts';
import { findPasskeyByCredential, noteUse } from './passkeys.store.ts';
import type { RelyingParty } from './relying-party.ts';

const CHALLENGE_MS = 5 * 60 * 1_000;

/** What the browser needs to offer the passkeys it has for us: no name is asked for, so none can be guessed. */
export async function beginPasskeySignIn(db: Database, party: RelyingParty) {
  const { generateAuthenticationOptions } = await import('@simplewebauthn/server');
  const expiresAt = new Date(Date.now() + CHALLENGE_MS);
  const challenge = await issueChallenge(db, { purpose: 'passkey_sign_in', accountId: null, facts: {}, expiresAt });
  return generateAuthenticationOptions({
    rpID: party.id,
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: CHALLENGE_MS,
    userVerification: 'required',
  });
}

/**
 * Signs in with a passkey. The device has asked its owner for a finger, a face or a PIN: that makes two factors.
 * @throws {DomainError} challenge_expired, wrong_credentials
 */
export async function signInWithPasskey(
  dependencies: IdentityDependencies,
  input: { credential: object; remember: boolean; party: RelyingParty },
  client: Client,
): Promise<SignedIn> {
  const { db } = dependencies;
  const now = new Date();
  const challenge = challengeOf(input.credential);
  const begun = challenge === null ? undefined : await consumeChallenge(db, 'passkey_sign_in', challenge, now);
  if (challenge === null || !begun) throw new DomainError('challenge_expired');
  const accountId = await verify(db, input.credential, challenge, input.party, now);
  if (accountId === null) throw new DomainError('wrong_credentials');
  return beginSession(dependencies, { accountId, method: 'passkey', remember: input.remember }, client).catch(
    (error: unknown) => {
      const isDisabled = error instanceof DomainError && error.code === 'unauthenticated';
      throw isDisabled ? new DomainError('wrong_credentials') : error;
    },
  );
}

async function verify(
  db: Database,
  credential: object,
  expectedChallenge: string,
  party: RelyingParty,
  now: Date,
): Promise<string | null> {
  const { id } = credential as { id?: unknown };
  if (typeof id !== 'string' || !/^[\w-]{1,1400}$/.test(id)) return null;
  const passkey = await findPasskeyByCredential(db, id);
  if (!passkey) return null;
  const { verifyAuthenticationResponse } = await import('@simplewebauthn/server');
  const result = await verifyAuthenticationResponse({
    response: credential as never,
    expectedChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    credential: {
      id: passkey.credential_id,
      publicKey: new Uint8Array(passkey.public_key),
      counter: Number(passkey.counter),
    },
    requireUserVerification: true,
  }).catch(() => null);
  if (!result?.verified) return null;
  return (await noteUse(db, passkey.id, result.authenticationInfo.newCounter, now)) ? passkey.account_id : null;
}
