import { sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import {
  type AccountActor,
  type AccountRole,
  holdsAll,
  reaches,
  requireRightsOver,
  type UseCaseContext,
} from '../access/index.ts';
import { lockRole, type RoleRecord } from './roles.store.ts';

export interface Member {
  readonly id: string;
  readonly name: string;
  readonly orgUnitId: number;
  readonly path: string;
  readonly roles: readonly AccountRole[];
  readonly isAdministrator: boolean;
  readonly isSuperAdministrator: boolean;
}

/**
 * The role and the accounts whose membership the actor wants to change, locked until the transaction ends.
 * @throws {DomainError} not_found, own_rights, super_administrator, beyond_own_rights
 */
export async function membersToChange(
  ctx: UseCaseContext<AccountActor>,
  input: { id: number; accountIds: readonly string[] },
): Promise<{ role: RoleRecord; members: Member[] }> {
  const role = await lockRole(ctx.tx, input.id, 'give');
  const wanted = [...new Set(input.accountIds)];
  const members = await lockMembers(ctx.tx, wanted);
  if (members.length < wanted.length || !members.every(({ path }) => reaches(ctx.actor, path)))
    throw new DomainError('not_found');
  for (const member of members) requireAssignable(ctx.actor, member);
  if (!holdsAll(ctx.actor, role.permissions)) throw new DomainError('beyond_own_rights');
  return { role, members };
}

function requireAssignable(actor: AccountActor, member: Member): void {
  // The super administrator has all rights already: a role gives them nothing.
  if (actor.isSuperAdministrator) return;
  if (member.isSuperAdministrator) throw new DomainError('super_administrator');
  if (member.id === actor.id) throw new DomainError('own_rights');
  requireRightsOver(actor, member);
}

/** One `account.updated` for each account whose roles have become others. */
export async function announceMembership(
  ctx: UseCaseContext<AccountActor>,
  before: readonly Member[],
  changedIds: readonly string[],
): Promise<void> {
  const after = await findRolesOf(ctx.tx, changedIds);
  for (const member of before.filter(({ id }) => changedIds.includes(id))) {
    ctx.emit({
      type: 'account.updated',
      orgUnitId: member.orgUnitId,
      payload: {
        accountId: member.id,
        name: member.name,
        before: { roles: member.roles.map((role) => role.name) },
        after: { roles: (after.get(member.id) ?? []).map((role) => role.name) },
      },
    });
  }
}

/** In the order of their ids, so that two who lock the same ones wait instead of blocking each other. */
async function lockMembers(tx: DatabaseTransaction, ids: readonly string[]): Promise<Member[]> {
  const rows = await tx
    .selectFrom('accounts')
    .innerJoin('org_units', 'org_units.id', 'accounts.org_unit_id')
    .select([
      'accounts.id',
      'accounts.name',
      'accounts.org_unit_id as orgUnitId',
      'org_units.path',
      'accounts.is_administrator as isAdministrator',
      'accounts.is_super_administrator as isSuperAdministrator',
    ])
    .where('accounts.id', '=', sql<string>`any (${ids}::uuid[])`)
    .where('accounts.deleted_at', 'is', null)
    .orderBy('accounts.id')
    .forNoKeyUpdate('accounts')
    .execute();
  // Asked after the lock: whoever held it may have changed them.
  const roles = await findRolesOf(tx, ids);
  return rows.map((row) => ({ ...row, roles: roles.get(row.id) ?? [] }));
}

async function findRolesOf(db: DatabaseReader, ids: readonly string[]): Promise<Map<string, AccountRole[]>> {
  const rows = await db
    .selectFrom('account_roles')
    .innerJoin('roles', 'roles.id', 'account_roles.role_id')
    .select(['account_roles.account_id', 'roles.id', 'roles.name', 'roles.permissions'])
    .where('account_id', '=', sql<string>`any (${ids}::uuid[])`)
    .orderBy('roles.id')
    .execute();
  const found = new Map<string, AccountRole[]>();
  for (const { account_id, ...role } of rows)
    found.set(account_id, [...(found.get(account_id) ?? []), role as AccountRole]);
  return found;
}
