import { DomainError } from '../../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../../access/index.ts';
import { emitAccountEvent } from '../announce.ts';
import { beginAttempt, codeAttempt } from '../guard/attempts.ts';
import type { IdentityDependencies } from '../identity.ts';
import { type CodeDependencies, checkCode, takeTotp } from './check-code.ts';
import { replaceRecoveryCodes } from './recovery-codes.ts';
import {
  distrustDevices,
  findSecondFactor,
  proposeSecondFactor,
  removeSecondFactor,
  switchOn,
} from './second-factors.store.ts';
import { makeSecret, otpauthUri } from './totp.ts';

const ISSUER = 'Cskefu';

/**
 * Proposes a secret to an account that has no second factor. Nothing changes until a code proves that the app has it.
 * @throws {DomainError} conflict, if there is one
 */
export async function proposeSecret(
  { db, secrets }: CodeDependencies,
  actor: AccountActor,
): Promise<{ secret: string; uri: string }> {
  const secret = makeSecret();
  if (!(await proposeSecondFactor(db, actor.id, secrets.seal(secret)))) throw new DomainError('conflict');
  return { secret, uri: otpauthUri(secret, ISSUER, actor.username) };
}

/**
 * Switches the second factor on with a first code; answers with the recovery codes.
 * @throws {DomainError} conflict, wrong_code, rate_limited
 */
export async function enableSecondFactor(
  dependencies: CodeDependencies & Pick<IdentityDependencies, 'run'>,
  actor: AccountActor,
  code: string,
): Promise<string[]> {
  const { db, run, secrets, recoveryCodeKey } = dependencies;
  const attempt = await beginAttempt(db, codeAttempt(actor.id), new Date());
  const factor = await findSecondFactor(db, actor.id);
  if (!factor || factor.confirmedAt) throw new DomainError('conflict');
  if (!(await takeTotp(db, actor.id, secrets.open(factor.secret), code, new Date())))
    throw new DomainError('wrong_code');
  await attempt.succeeded();
  return run(
    actor,
    async (ctx) => {
      if (!(await switchOn(ctx.tx, actor.id, ctx.now))) throw new DomainError('conflict');
      await distrustDevices(ctx.tx, actor.id);
      emitAccountEvent(ctx, 'account.two_factor_enabled');
      return replaceRecoveryCodes(ctx.tx, recoveryCodeKey, actor.id);
    },
    undefined,
  );
}

/**
 * Switches the second factor off.
 * @throws {DomainError} conflict, wrong_code, rate_limited
 */
export async function disableSecondFactor(
  dependencies: CodeDependencies & Pick<IdentityDependencies, 'run'>,
  actor: AccountActor,
  code: string,
): Promise<void> {
  await requireEnabled(dependencies, actor);
  await checkCode(dependencies, actor.id, code);
  await dependencies.run(
    actor,
    async (ctx) => {
      await removeSecondFactor(ctx.tx, actor.id);
      emitAccountEvent(ctx, 'account.two_factor_disabled');
    },
    undefined,
  );
}

/**
 * New recovery codes in place of the old ones.
 * @throws {DomainError} conflict, wrong_code, rate_limited
 */
export async function renewRecoveryCodes(
  dependencies: CodeDependencies & Pick<IdentityDependencies, 'run'>,
  actor: AccountActor,
  code: string,
): Promise<string[]> {
  await requireEnabled(dependencies, actor);
  await checkCode(dependencies, actor.id, code);
  return dependencies.run(
    actor,
    async (ctx) => {
      emitAccountEvent(ctx, 'account.recovery_codes_renewed');
      return replaceRecoveryCodes(ctx.tx, dependencies.recoveryCodeKey, actor.id);
    },
    undefined,
  );
}

async function requireEnabled({ db }: CodeDependencies, actor: AccountActor): Promise<void> {
  const factor = await findSecondFactor(db, actor.id);
  if (!factor?.confirmedAt) throw new DomainError('conflict');
}

/**
 * Takes the second factor off somebody who has lost it. The caller has authorized it; passkeys, password and sessions stay.
 * @throws {DomainError} not_found
 */
export async function resetTwoFactor(ctx: UseCaseContext, accountId: string): Promise<void> {
  const account = await ctx.tx
    .selectFrom('accounts')
    .select('org_unit_id')
    .where('id', '=', accountId)
    .executeTakeFirst();
  if (!account) throw new DomainError('not_found');
  if (!(await removeSecondFactor(ctx.tx, accountId))) return;
  const payload = { accountId, reset: true };
  ctx.emit({ type: 'account.two_factor_disabled', orgUnitId: account.org_unit_id, payload });
}
