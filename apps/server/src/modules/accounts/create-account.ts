import type { AccountProfile, Locale } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, RunUseCase, UseCaseContext } from '../access/index.ts';
import { type Auth, hashPassword, insertAccounts, isStrongPassword } from '../identity/index.ts';
import { announceAccount, factsOf, nameTaken, normalizeLoginNames } from './account-facts.ts';
import { addRoles, findAccounts } from './accounts.store.ts';
import { holdUnits, requireAppointing, rolesToGrant } from './grant-rules.ts';
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
  const [account] = await run(actor, writeAccounts, [{ profile, hash }]);
  if (!account) throw new Error('no account was created');
  return account;
}

/** An account that is written as soon as there is a transaction: hashing its password took long. */
export interface HashedProfile {
  readonly profile: NewProfile;
  readonly hash: string;
}

/** The part of it that needs a transaction, for many: all or none. */
export async function writeAccounts(
  ctx: UseCaseContext<AccountActor>,
  created: readonly HashedProfile[],
): Promise<AccountProfile[]> {
  const profiles = created.map(({ profile }) => profile);
  await holdUnits(ctx, new Set(profiles.map((profile) => profile.orgUnitId)));
  await rolesToGrant(ctx, [...new Set(profiles.flatMap((profile) => profile.roleIds))]);
  if (profiles.some((profile) => profile.administrator)) requireAppointing(ctx.actor);
  const ids = await insertAccounts(ctx.tx, created.map(toInsert)).catch(nameTaken);
  await addRoles(
    ctx.tx,
    ids.flatMap((accountId, index) => (profiles[index]?.roleIds ?? []).map((roleId) => ({ accountId, roleId }))),
  );
  const accounts = await findAccounts(ctx.tx, ids);
  for (const account of accounts)
    announceAccount(ctx, 'account.created', account, { before: null, after: factsOf(account) });
  return accounts.map(presentProfile);
}

function toInsert({ profile, hash }: HashedProfile) {
  const { display, email, mobile } = normalizeLoginNames(profile);
  return {
    username: display ?? profile.username,
    passwordHash: hash,
    name: profile.name,
    email: email ?? profile.email,
    mobile: mobile ?? null,
    locale: profile.locale,
    extension: profile.extension,
    orgUnitId: profile.orgUnitId,
    isAdministrator: profile.administrator,
    isAgent: profile.agent,
    mustChangePassword: true,
  };
}
