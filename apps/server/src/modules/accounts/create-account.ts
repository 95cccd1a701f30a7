import type { AccountProfile, Locale } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RunUseCase, UseCaseContext } from '../access/index.ts';
import { type Auth, hashPassword, createAccount as insertAccount, isStrongPassword } from '../identity/index.ts';
import { announceAccount, factsOf, nameTaken, normalizeLoginNames } from './account-facts.ts';
import { findAccounts, setRoles } from './accounts.store.ts';
import { requireAppointing, rolesToGrant, unitFor } from './grant-rules.ts';
import { presentProfile } from './present-profile.ts';

export interface NewProfile {
  readonly username: string;
  readonly name: string;
  readonly email: string;
  readonly mobile: string | null;
  readonly locale: Locale;
  readonly orgUnitId: number;
  readonly roleIds: readonly number[];
  readonly administrator: boolean;
  readonly agent: boolean;
  readonly extension: string | null;
}

/**
 * Creates an account in a unit within reach; it chooses a password of its own at the first sign-in.
 * @throws {DomainError} weak_password, not_found, taken, beyond_own_rights, invalid_input
 */
export async function createAccount(
  { run, auth }: { run: RunUseCase; auth: Auth },
  actor: AccountActor,
  { password, ...profile }: NewProfile & { password: string },
): Promise<AccountProfile> {
  if (!isStrongPassword(password)) throw new DomainError('weak_password');
  const hash = await hashPassword(auth, password);
  return run(actor, (ctx) => writeAccount(ctx, auth, profile, hash), undefined);
}

/** The part of it that needs a transaction. */
export async function writeAccount(
  ctx: UseCaseContext<AccountActor>,
  auth: Auth,
  profile: NewProfile,
  hash: string,
): Promise<AccountProfile> {
  const { username, email, mobile } = normalizeLoginNames(profile);
  const unit = await unitFor(ctx, profile.orgUnitId);
  const roles = await rolesToGrant(ctx, profile.roleIds);
  if (profile.administrator) requireAppointing(ctx.actor);
  const id = await insertAccount(ctx.tx, auth, {
    username: profile.username.normalize('NFKC').trim(),
    password: { hash },
    name: profile.name,
    email: email ?? profile.email,
    mobile: mobile ?? null,
    locale: profile.locale,
    extension: profile.extension,
    orgUnitId: unit.id,
    isAdministrator: profile.administrator,
    isAgent: profile.agent,
    mustChangePassword: true,
  }).catch(nameTaken);
  await setRoles(
    ctx.tx,
    id,
    roles.map((role) => role.id),
  );
  const [account] = await findAccounts(ctx.tx, [id]);
  if (!account) throw new Error(`account ${username} is gone in the transaction that made it`);
  announceAccount(ctx, 'account.created', account, { before: null, after: factsOf(account) });
  return presentProfile(account);
}
