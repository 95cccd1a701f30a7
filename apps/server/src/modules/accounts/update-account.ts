import type { AccountProfile, Locale } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, requireRightsOver, type UseCaseContext } from '../access/index.ts';
import { setCapacity } from '../agents/index.ts';
import { lockReachable } from './access-account.ts';
import { announceAccount, differenceOf, nameTaken, normalizeLoginNames } from './account-facts.ts';
import { type AccountDetails, findAccounts, setRoles } from './accounts.store.ts';
import { requireAppointing, rolesToGrant, unitFor } from './grant-rules.ts';
import { presentProfile } from './present-profile.ts';
import { beginServing, stopServing } from './serving.ts';

export interface ProfileChanges {
  readonly id: string;
  readonly username?: string | undefined;
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly mobile?: string | null | undefined;
  readonly locale?: Locale | undefined;
  readonly orgUnitId?: number | undefined;
  readonly roleIds?: readonly number[] | undefined;
  readonly administrator?: boolean | undefined;
  readonly agent?: boolean | undefined;
  readonly extension?: string | null | undefined;
  readonly maxConversations?: number | null | undefined;
}

/**
 * Changes an account; what is absent stays.
 * @throws {DomainError} not_found, taken, own_rights, super_administrator, beyond_own_rights, invalid_input
 */
export async function updateAccount(
  ctx: UseCaseContext<AccountActor>,
  changes: ProfileChanges,
): Promise<AccountProfile> {
  const [account] = await lockReachable(ctx, [changes.id]);
  if (!account) throw new DomainError('not_found');
  const wanted = rightsThatChange(account, changes);
  requireAllowed(ctx.actor, account, wanted);
  await changeUnit(ctx, account, wanted.orgUnitId);
  await changeRoles(ctx, account, wanted.roleIds);
  await changeFlags(ctx, account, wanted);
  await changeCapacity(ctx, account.id, wanted.maxConversations);
  await changeProfile(ctx, account, changes);
  const [after] = await findAccounts(ctx.tx, [account.id]);
  if (!after) throw new DomainError('not_found');
  const difference = differenceOf(account, after);
  if (difference) announceAccount(ctx, 'account.updated', after, difference);
  return presentProfile(after);
}

type RightsChange = Pick<
  ProfileChanges,
  'orgUnitId' | 'roleIds' | 'administrator' | 'agent' | 'extension' | 'maxConversations'
>;

/** What decides over rights and would become something else. A form may send what stays as it is. */
function rightsThatChange(account: AccountDetails, changes: ProfileChanges): RightsChange {
  const roles = account.roles.map((role) => role.id);
  const differs = <T>(wanted: T | undefined, is: T) => (wanted === is ? undefined : wanted);
  return {
    orgUnitId: differs(changes.orgUnitId, account.orgUnit.id),
    roleIds: changes.roleIds && sameIds(changes.roleIds, roles) ? undefined : changes.roleIds,
    administrator: differs(changes.administrator, account.isAdministrator),
    agent: differs(changes.agent, account.isAgent),
    extension: differs(changes.extension, account.extension),
    maxConversations: differs(changes.maxConversations, account.maxConversations),
  };
}

const sameIds = (some: readonly number[], others: readonly number[]) =>
  new Set(some).symmetricDifference(new Set(others)).size === 0;

function requireAllowed(actor: AccountActor, account: AccountDetails, wanted: RightsChange): void {
  const changed = Object.entries(wanted).filter(([, value]) => value !== undefined);
  const isOwn = account.id === actor.id;
  if (account.isSuperAdministrator) {
    // Roles add nothing to what they may do, so they may put themselves in them.
    if (!isOwn || changed.some(([key]) => key !== 'roleIds')) throw new DomainError('super_administrator');
    return;
  }
  if (isOwn && changed.length > 0) throw new DomainError('own_rights');
  if (!isOwn) requireRightsOver(actor, account);
}

async function changeUnit(ctx: UseCaseContext<AccountActor>, account: AccountDetails, orgUnitId: number | undefined) {
  if (orgUnitId === undefined) return;
  const unit = await unitFor(ctx, orgUnitId);
  await ctx.tx.updateTable('accounts').set({ org_unit_id: unit.id }).where('id', '=', account.id).execute();
}

async function changeRoles(
  ctx: UseCaseContext<AccountActor>,
  account: AccountDetails,
  roleIds: readonly number[] | undefined,
) {
  if (roleIds === undefined) return;
  const has = new Set(account.roles.map((role) => role.id));
  await rolesToGrant(ctx, [...has.symmetricDifference(new Set(roleIds))]);
  await setRoles(ctx.tx, account.id, [...new Set(roleIds)]);
}

async function changeFlags(ctx: UseCaseContext<AccountActor>, { id }: AccountDetails, wanted: RightsChange) {
  if (wanted.administrator !== undefined) {
    requireAppointing(ctx.actor);
    const flag = { is_administrator: wanted.administrator };
    await ctx.tx.updateTable('accounts').set(flag).where('id', '=', id).execute();
  }
  if (wanted.agent === true) await beginServing(ctx, id);
  if (wanted.agent === false) await stopServing(ctx, id);
  if (wanted.extension !== undefined)
    await ctx.tx.updateTable('accounts').set({ extension: wanted.extension }).where('id', '=', id).execute();
}

/** After the flags: an account that becomes an agent may get its own maximum at once. */
async function changeCapacity(ctx: UseCaseContext<AccountActor>, id: string, capacity: number | null | undefined) {
  if (capacity === undefined) return;
  if (!(await setCapacity(ctx.tx, id, capacity)) && capacity !== null)
    throw new DomainError('invalid_input', { issues: [{ path: 'maxConversations', message: 'is for agents' }] });
}

async function changeProfile(
  ctx: UseCaseContext<AccountActor>,
  account: AccountDetails,
  changes: ProfileChanges,
): Promise<void> {
  const { display, username, email, mobile } = normalizeLoginNames(changes);
  await ctx.tx
    .updateTable('accounts')
    .set({
      updated_at: ctx.now,
      ...(username === undefined ? {} : { username, display_username: display ?? username }),
      ...(email === undefined || email === account.email ? {} : declaredEmail(email, account.id === ctx.actor.id)),
      ...(mobile === undefined ? {} : { mobile }),
      ...(changes.name === undefined ? {} : { name: changes.name }),
      ...(changes.locale === undefined ? {} : { locale: changes.locale }),
    })
    .where('id', '=', changes.id)
    .execute()
    .catch(nameTaken);
}

/** Single sign-on believes an address that an administrator wrote down for somebody else; not one's own word. */
function declaredEmail(email: string, isOwn: boolean) {
  return { email, email_verified: false, email_self_declared: isOwn };
}
