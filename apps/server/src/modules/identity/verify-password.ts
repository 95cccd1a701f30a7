import type { Database, DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor } from '../access/index.ts';
import type { Auth } from './auth.ts';
import { beginAttempt, confirmationAttempt } from './guard/attempts.ts';
import type { IdentityDependencies } from './identity.ts';

/** Made by the library from random bytes that nobody knows: fits no password. */
const NO_HASH =
  '3f1c8e0d6a5b49728c0e9d1f7b2a6453:' +
  '6d0f3b8a1c5e7294d8f06b3a9c1e5d7f204b8a6c3e1f5d7092b4c8a6e0f1d3b5' +
  '7a9c2e4f6081b3d5f7092c4e6a8b0d1f3e5a7c9b2d4f60812a4c6e8f0b1d3e5a';

/** Whether the password fits. Without a hash the same work is done, and the answer is no. */
export async function verifyPassword(auth: Auth, hash: string | null, password: string): Promise<boolean> {
  const library = (await auth.$context).password;
  const fits = await library.verify({ hash: hash ?? NO_HASH, password });
  return fits && hash !== null;
}

/** The hash of an account's password; null when it has none. */
export async function findPasswordHash(db: DatabaseReader, accountId: string): Promise<string | null> {
  const row = await db
    .selectFrom('credentials')
    .select('password')
    .where('account_id', '=', accountId)
    .where('provider_id', '=', 'credential')
    .executeTakeFirst();
  return row?.password ?? null;
}

const FRESH_MS = 10 * 60 * 1_000;

/**
 * Makes sure that the person at the keyboard is the one who signed in, before something changes that outlives the session.
 * @throws {DomainError} wrong_credentials, rate_limited, sign_in_again
 */
export async function confirmPassword(
  { auth, db, readSessionToken }: Pick<IdentityDependencies, 'auth' | 'db' | 'readSessionToken'>,
  actor: AccountActor,
  { password, cookie }: { password: string; cookie: string | undefined },
): Promise<void> {
  const hash = await findPasswordHash(db, actor.id);
  if (hash === null) return requireFreshSession(db, readSessionToken(cookie));
  const attempt = await beginAttempt(db, confirmationAttempt(actor.id), new Date());
  if (!(await verifyPassword(auth, hash, password))) throw new DomainError('wrong_credentials');
  await attempt.succeeded();
}

async function requireFreshSession(db: Database, token: string | null): Promise<void> {
  const session = await db
    .selectFrom('sessions')
    .select('created_at')
    .where('token', '=', token ?? '')
    .executeTakeFirst();
  if (!session || Date.now() - session.created_at.getTime() > FRESH_MS) throw new DomainError('sign_in_again');
}
