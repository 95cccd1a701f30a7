import type { AccountProfile } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RunUseCase, UseCaseContext } from '../access/index.ts';
import { type Auth, endSessions, hashPassword, isStrongPassword, setPasswords } from '../identity/index.ts';
import { governAccount } from './access-account.ts';
import { announceAccount } from './account-facts.ts';
import { presentChanged } from './present-profile.ts';
import { withdrawOffersTo } from './super-administration.store.ts';

/**
 * Gives an account a new password: all its sessions end, and it must choose another one at the next sign-in.
 * @throws {DomainError} weak_password, not_found, own_rights, super_administrator, beyond_own_rights
 */
export async function resetPassword(
  { run, auth }: { run: RunUseCase; auth: Auth },
  actor: AccountActor,
  { id, password }: { id: string; password: string },
): Promise<AccountProfile> {
  if (!isStrongPassword(password)) throw new DomainError('weak_password');
  const hash = await hashPassword(auth, password);
  return run(actor, replacePassword, { id, hash });
}

async function replacePassword(
  ctx: UseCaseContext<AccountActor>,
  { id, hash }: { id: string; hash: string },
): Promise<AccountProfile> {
  const account = await governAccount(ctx, id);
  await setPasswords(ctx.tx, [{ accountId: id, hash }]);
  await ctx.tx
    .updateTable('accounts')
    .set({ must_change_password: true, updated_at: ctx.now })
    .where('id', '=', id)
    .execute();
  await endSessions(ctx.tx, [id]);
  await withdrawOffersTo(ctx.tx, id);
  announceAccount(ctx, 'account.password_reset', account);
  return presentChanged(ctx, id);
}
