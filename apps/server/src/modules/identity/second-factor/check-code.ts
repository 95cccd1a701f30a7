import type { DatabaseReader } from '../../../platform/database/index.ts';
import { DomainError } from '../../../platform/errors/index.ts';
import { beginAttempt, codeAttempt } from '../guard/attempts.ts';
import type { IdentityDependencies } from '../identity.ts';
import { useRecoveryCode } from './recovery-codes.ts';
import { findSecondFactor, takeStep } from './second-factors.store.ts';
import { stepOfCode } from './totp.ts';

export type CodeKind = 'totp' | 'recovery_code';

export type CodeDependencies = Pick<IdentityDependencies, 'db' | 'secrets' | 'recoveryCodeKey'>;

/**
 * Takes a code of the app, or a recovery code, of an account whose second factor is on. Each counts once, even if two come at once.
 * @throws {DomainError} wrong_code, rate_limited
 */
export async function checkCode(dependencies: CodeDependencies, accountId: string, code: string): Promise<CodeKind> {
  const { db } = dependencies;
  const now = new Date();
  const attempt = await beginAttempt(db, codeAttempt(accountId), now);
  const factor = await findSecondFactor(db, accountId);
  const kind = factor?.confirmedAt ? await takeCode(dependencies, accountId, factor.secret, code, now) : null;
  if (!kind) throw new DomainError('wrong_code');
  await attempt.succeeded();
  return kind;
}

async function takeCode(
  { db, secrets, recoveryCodeKey }: CodeDependencies,
  accountId: string,
  sealedSecret: string,
  code: string,
  now: Date,
): Promise<CodeKind | null> {
  if (await takeTotp(db, accountId, secrets.open(sealedSecret), code, now)) return 'totp';
  return (await useRecoveryCode(db, recoveryCodeKey, accountId, code)) ? 'recovery_code' : null;
}

/** Whether this is a code of the app that was not taken before. */
export async function takeTotp(
  db: DatabaseReader,
  accountId: string,
  secret: string,
  code: string,
  now: Date,
): Promise<boolean> {
  const step = stepOfCode(secret, code.normalize('NFKC').replace(/\s/g, ''), now);
  return step !== null && takeStep(db, accountId, step);
}
