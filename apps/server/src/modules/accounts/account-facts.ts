import { uniqueViolation } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { UseCaseContext } from '../access/index.ts';
import { normalizeEmail, normalizeMobile, normalizeName } from '../identity/index.ts';
import type { AccountDetails } from './accounts.store.ts';

/** What the event log holds of an account; never a password. */
export function factsOf(account: AccountDetails) {
  return {
    username: account.username,
    name: account.name,
    email: account.email,
    mobile: account.mobile,
    locale: account.locale,
    unit: account.orgUnit.name,
    roles: account.roles.map((role) => role.name),
    administrator: account.isAdministrator,
    agent: account.isAgent,
    extension: account.extension,
    maxConversations: account.maxConversations,
  };
}

/** Only what changed; null if nothing did. */
export function differenceOf(old: AccountDetails, now: AccountDetails) {
  const [before, after] = [Object.entries(factsOf(old)), factsOf(now)];
  const changed = before.filter(([key, value]) => String(value) !== String(after[key as keyof typeof after]));
  if (changed.length === 0) return null;
  const keys = changed.map(([key]) => key);
  return {
    before: Object.fromEntries(changed),
    after: Object.fromEntries(Object.entries(after).filter(([key]) => keys.includes(key))),
  };
}

/** Tells of something that was done to an account. */
export function announceAccount(
  ctx: UseCaseContext,
  type: `account.${string}`,
  account: Pick<AccountDetails, 'id' | 'name' | 'orgUnit'>,
  change: { before: object | null; after: object | null } | Record<string, never> = {},
): void {
  ctx.emit({ type, orgUnitId: account.orgUnit.id, payload: { accountId: account.id, name: account.name, ...change } });
}

interface LoginNames {
  readonly username?: string | undefined;
  readonly email?: string | undefined;
  readonly mobile?: string | null | undefined;
}

const USERNAME = /^[\p{L}\p{N}._-]{2,64}$/u;

/** The forms in which names to sign in by are stored, so that another case or width is the same name. What is no name is in `issues`. */
export function readLoginNames(given: LoginNames) {
  const display = given.username?.normalize('NFKC').trim();
  const email = given.email === undefined ? undefined : normalizeEmail(given.email);
  const mobile = given.mobile == null ? given.mobile : (normalizeMobile(given.mobile) ?? undefined);
  const issues: { path: keyof LoginNames; message: string }[] = [];
  if (display !== undefined && !USERNAME.test(display)) issues.push({ path: 'username', message: 'is no user name' });
  if (email === null) issues.push({ path: 'email', message: 'is no e-mail address' });
  if (given.mobile != null && mobile === undefined) issues.push({ path: 'mobile', message: 'is no mobile number' });
  const username = display === undefined ? undefined : normalizeName(display);
  return { names: { display, username, email: email ?? undefined, mobile }, issues };
}

/** @throws {DomainError} invalid_input, which names the field */
export function normalizeLoginNames(given: LoginNames) {
  const { names, issues } = readLoginNames(given);
  if (issues.length > 0) throw new DomainError('invalid_input', { issues });
  return names;
}

/** Which field of an account must be its own in the whole system, by the index that says so. */
export function nameTaken(error: unknown): never {
  const index = uniqueViolation(error);
  const field = (['username', 'email', 'mobile'] as const).find((name) => index?.startsWith(`accounts_${name}`));
  if (field) throw new DomainError('taken', { issues: [{ path: field, message: 'belongs to another account' }] });
  throw error;
}
