import type { ExpressionBuilder } from 'kysely';
import { jsonArrayFrom } from 'kysely/helpers/postgres';
import type { DB } from '../../platform/database/index.ts';

/** The roles of the account of a row, with what they grant, as one column `roles`. */
export function rolesOfAccount(query: ExpressionBuilder<DB, 'accounts'>) {
  return jsonArrayFrom(
    query
      .selectFrom('account_roles')
      .innerJoin('roles', 'roles.id', 'account_roles.role_id')
      .select(['roles.id', 'roles.name', 'roles.permissions'])
      .whereRef('account_roles.account_id', '=', 'accounts.id')
      .orderBy('roles.id'),
  ).as('roles');
}
