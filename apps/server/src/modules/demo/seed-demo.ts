import { sql } from 'kysely';
import type { SecretBox } from '../../platform/config/index.ts';
import type { Database } from '../../platform/database/index.ts';
import { createWebChannel } from '../channels/index.ts';
import { type Auth, createAccount } from '../identity/index.ts';
import { insertOrgUnit } from '../organization/index.ts';
import { ensureBuiltInRoles, grantBuiltInRole } from '../roles/index.ts';

export interface SeedOptions {
  readonly db: Database;
  readonly auth: Auth;
  readonly secrets: SecretBox;
  /** Given by the operator: then nobody needs to change it at the first sign-in. */
  readonly adminPassword: string | undefined;
}

const SEED_LOCK = 7_305_002;

/** How the things of the first start are called: whoever guides through the first hour must know them from one's own. */
export const demoThings = {
  company: '我的企业',
  skillGroup: '售前坐席A组',
  agent: 'zhangsan',
  channelId: 'demo',
} as const;

/** Fills an empty database with the small demo organization, so that the first visitor finds an agent. Answers whether it did. */
export async function seedDemo({ db, auth, secrets, adminPassword }: SeedOptions): Promise<boolean> {
  return db.transaction().execute(async (tx) => {
    await sql`select pg_advisory_xact_lock(${SEED_LOCK})`.execute(tx);
    await ensureBuiltInRoles(tx);
    if (await tx.selectFrom('org_units').select('id').limit(1).executeTakeFirst()) return false;
    const company = await insertOrgUnit(tx, { name: demoThings.company, parentId: null, isSkillGroup: false });
    const presales = await insertOrgUnit(tx, {
      name: demoThings.skillGroup,
      parentId: company.id,
      isSkillGroup: true,
    });
    await createAccount(tx, auth, {
      username: 'admin',
      password: adminPassword ?? 'admin1234',
      name: '超级管理员',
      email: 'admin@example.com',
      orgUnitId: company.id,
      isSuperAdministrator: true,
      mustChangePassword: adminPassword === undefined,
    });
    const zhangsan = await createAccount(tx, auth, {
      username: demoThings.agent,
      password: 'agent1234',
      name: '张三',
      email: 'zhangsan@example.com',
      orgUnitId: presales.id,
      isAgent: true,
    });
    await grantBuiltInRole(tx, zhangsan, 'agent');
    await createWebChannel(tx, secrets, {
      id: demoThings.channelId,
      name: '官网',
      orgUnitId: presales.id,
      skillGroupId: presales.id,
    });
    return true;
  });
}
