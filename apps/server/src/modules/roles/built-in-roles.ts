import { grantablePermissions, type Permission } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseTransaction } from '../../platform/database/index.ts';

export type BuiltInRole = 'administrator' | 'supervisor' | 'senior_agent' | 'agent';

interface RoleDefinition {
  readonly builtIn: BuiltInRole;
  readonly name: string;
  readonly description: string;
  readonly permissions: readonly Permission[];
}

const agent: readonly Permission[] = [
  'conversations:read',
  'conversations:serve',
  'history:read',
  'left-messages:read',
  'left-messages:write',
  'visitors:read',
  'visitors:invite',
  'contacts:read',
  'contacts:write',
  'customers:read',
  'customers:write',
  'tickets:read',
  'tickets:write',
  'knowledge:read',
  'staff-chat:write',
  'channels:read',
];

const seniorAgent: readonly Permission[] = [
  ...agent,
  'queue:write',
  'history:export',
  'block-list:read',
  'block-list:write',
  'contacts:import',
  'contacts:export',
  'customers:import',
  'customers:export',
  'knowledge:write',
  'quick-replies:write',
  'tags:write',
  'reports:read',
  'settings:read',
  'api-tokens:write',
];

const supervisor: readonly Permission[] = [
  ...seniorAgent,
  'queue:exceed',
  'supervision:read',
  'supervision:whisper',
  'supervision:intervene',
  'supervision:write',
  'quality:read',
  'quality:write',
  'contacts:delete',
  'customers:delete',
  'tickets:manage',
  'reports:export',
  'calls:read',
  'campaigns:read',
  'bots:read',
  'settings:write',
  'org-units:read',
  'accounts:read',
  'roles:read',
  'access:explain',
];

/** What a desk starts with; the super administrator may change them as any other. */
const definitions: readonly RoleDefinition[] = [
  {
    builtIn: 'administrator',
    name: '管理员',
    description: '管理本机构及下级机构的一切',
    permissions: grantablePermissions,
  },
  { builtIn: 'supervisor', name: '主管', description: '监控、干预与质检，调整会话设置', permissions: supervisor },
  {
    builtIn: 'senior_agent',
    name: '高级坐席',
    description: '接待会话，调整排队，维护知识与快捷回复',
    permissions: seniorAgent,
  },
  { builtIn: 'agent', name: '普通坐席', description: '接待会话，维护联系人与工单', permissions: agent },
];

/** Creates the roles that are missing. Those who served before there were roles become members of theirs. */
export async function ensureBuiltInRoles(tx: DatabaseTransaction): Promise<void> {
  const { rows } = await sql<{ built_in: string }>`
    insert into roles (name, description, built_in, permissions)
    select r.name, r.description, r.built_in, array(select jsonb_array_elements_text(r.permissions))
    from jsonb_to_recordset(${JSON.stringify(definitions.map(({ builtIn, ...rest }) => ({ ...rest, built_in: builtIn })))}::jsonb)
      as r (name text, description text, built_in text, permissions jsonb)
    on conflict do nothing
    returning built_in`.execute(tx);
  if (!rows.some((row) => row.built_in === 'agent')) return;
  await sql`
    insert into account_roles (account_id, role_id)
    select accounts.id, roles.id from accounts, roles
    where accounts.is_agent and roles.built_in = 'agent'
    on conflict do nothing`.execute(tx);
}

/** Puts an account in one of the roles that every desk starts with. */
export async function grantBuiltInRole(tx: DatabaseTransaction, accountId: string, role: BuiltInRole): Promise<void> {
  await tx
    .insertInto('account_roles')
    .columns(['account_id', 'role_id'])
    .expression((query) =>
      query
        .selectFrom('roles')
        .select([sql<string>`${accountId}::uuid`.as('account_id'), 'id as role_id'])
        .where('built_in', '=', role),
    )
    .onConflict((conflict) => conflict.doNothing())
    .execute();
}

/** Puts an account in the role of this name, if there is one; case does not count. */
export async function grantRoleNamed(tx: DatabaseTransaction, accountId: string, name: string): Promise<void> {
  await sql`
    insert into account_roles (account_id, role_id) select ${accountId}::uuid, id from roles where lower(name) = lower(${name})
    on conflict do nothing`.execute(tx);
}
