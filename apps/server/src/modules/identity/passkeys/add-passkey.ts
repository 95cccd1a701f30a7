import { randomUUID } from 'node:crypto';
import type { Passkey } from '@cskefu/contract';
import type { Database } from '../../../platform/database/index.ts';
import { DomainError } from '../../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../../access/index.ts';
import { emitAccountEvent } from '../announce.ts';
import { consumeChallenge, issueChallenge } from '../guard/challenges.ts';
import type { IdentityDependencies } from '../identity.ts';
import { challengeOf } from './client-data.ts';
import { findPasskeys, presentPasskey } from './passkeys.store.ts';
import type { RelyingParty } from './relying-party.ts';

const CHALLENGE_MS = 5 * 60 * 1_000;
/** EdDSA, ES256, RS256: what devices have, and what Node calls ripe. */
const ALGORITHMS = [-8, -7, -257];

/** What the browser needs to make a passkey. */
export async function beginPasskey(db: Database, actor: AccountActor, party: RelyingParty) {
  const { generateRegistrationOptions } = await import('@simplewebauthn/server');
  const expiresAt = new Date(Date.now() + CHALLENGE_MS);
  const challenge = await issueChallenge(db, { purpose: 'passkey_making', accountId: actor.id, facts: {}, expiresAt });
  const present = await findPasskeys(db, actor.id);
  return generateRegistrationOptions({
    rpName: 'Cskefu',
    rpID: party.id,
    userName: actor.username,
    userDisplayName: actor.name,
    userID: new Uint8Array(Buffer.from(actor.id)),
    challenge: new Uint8Array(Buffer.from(challenge, 'base64url')),
    timeout: CHALLENGE_MS,
    attestationType: 'none',
    supportedAlgorithmIDs: ALGORITHMS,
    excludeCredentials: present.map((row) => ({ id: row.credential_id, transports: row.transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  });
}

/**
 * Keeps the passkey that a browser has made for this challenge and this account.
 * @throws {DomainError} challenge_expired, bad_signature, taken
 */
export async function addPasskey(
  { db, run }: Pick<IdentityDependencies, 'db' | 'run'>,
  actor: AccountActor,
  input: { name: string; credential: object; party: RelyingParty },
): Promise<Passkey> {
  const challenge = challengeOf(input.credential);
  const begun = challenge === null ? undefined : await consumeChallenge(db, 'passkey_making', challenge, new Date());
  if (challenge === null || begun?.accountId !== actor.id) throw new DomainError('challenge_expired');
  const made = await verify(input.credential, challenge, input.party);
  return run(actor, keepPasskey, { name: input.name, made });
}

async function verify(credential: object, expectedChallenge: string, party: RelyingParty) {
  const { verifyRegistrationResponse } = await import('@simplewebauthn/server');
  const result = await verifyRegistrationResponse({
    response: credential as never,
    expectedChallenge,
    expectedOrigin: party.origin,
    expectedRPID: party.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: ALGORITHMS,
  }).catch(() => null);
  if (!result?.verified) throw new DomainError('bad_signature');
  return result.registrationInfo;
}

async function keepPasskey(
  ctx: UseCaseContext<AccountActor>,
  { name, made }: { name: string; made: Awaited<ReturnType<typeof verify>> },
): Promise<Passkey> {
  const { credential } = made;
  const row = await ctx.tx
    .insertInto('passkeys')
    .values({
      id: randomUUID(),
      account_id: ctx.actor.id,
      name,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey),
      counter: credential.counter,
      transports: (credential.transports ?? []).filter((transport) => /^[a-z-]{1,20}$/.test(transport)),
      synced: made.credentialBackedUp,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.column('credential_id').doNothing())
    .returningAll()
    .executeTakeFirst();
  if (!row) throw new DomainError('taken', { issues: [{ path: 'credential', message: 'is kept already' }] });
  emitAccountEvent(ctx, 'account.passkey_added', { passkeyId: row.id, name });
  return presentPasskey(row);
}
