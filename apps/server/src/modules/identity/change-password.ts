import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { emitAccountEvent } from './announce.ts';
import { issueSessionCookies } from './begin-session.ts';
import type { Client } from './client.ts';
import { beginAttempt, confirmationAttempt } from './guard/attempts.ts';
import { forgetDevices, rememberDevice } from './guard/known-devices.ts';
import type { IdentityDependencies } from './identity.ts';
import { isStrongPassword } from './password-rule.ts';
import { deleteSessions } from './sessions/sessions.store.ts';
import { findPasswordHash, verifyPassword } from './verify-password.ts';

/**
 * Sets a new password and ends all sessions; this browser gets a new one, with the cookies that are the answer.
 * @throws {DomainError} weak_password, wrong_credentials, rate_limited
 */
export async function changePassword(
  dependencies: IdentityDependencies,
  actor: AccountActor,
  input: { currentPassword: string; newPassword: string },
  client: Client,
): Promise<string[]> {
  const { auth, db, run, deviceCookies } = dependencies;
  if (!isStrongPassword(input.newPassword) || input.newPassword === input.currentPassword)
    throw new DomainError('weak_password');
  const attempt = await beginAttempt(db, confirmationAttempt(actor.id), new Date());
  const hash = await findPasswordHash(db, actor.id);
  if (!(await verifyPassword(auth, hash, input.currentPassword))) throw new DomainError('wrong_credentials');
  await attempt.succeeded();
  const library = (await auth.$context).password;
  await run(actor, writePassword, { hash: await library.hash(input.newPassword) });
  const cookies = await issueSessionCookies(dependencies, { accountId: actor.id }, client);
  const device = { accountId: actor.id, known: undefined, trust: false };
  return [...cookies, await rememberDevice(db, deviceCookies, device, new Date())];
}

async function writePassword(ctx: UseCaseContext<AccountActor>, { hash }: { hash: string }): Promise<void> {
  const { tx, actor, now } = ctx;
  await tx
    .updateTable('credentials')
    .set({ password: hash, updated_at: now })
    .where('account_id', '=', actor.id)
    .where('provider_id', '=', 'credential')
    .execute();
  await tx.updateTable('accounts').set({ must_change_password: false }).where('id', '=', actor.id).execute();
  await deleteSessions(tx, actor.id, { exceptToken: null });
  await forgetDevices(tx, actor.id);
  await tx.deleteFrom('sign_in_challenges').where('account_id', '=', actor.id).execute();
  emitAccountEvent(ctx, 'account.password_changed');
}
