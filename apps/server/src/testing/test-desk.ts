import { chmod, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createHttp, type Http } from '@cskefu/client';
import { inject } from 'vitest';
import { type App, type AppParts, createApp } from '../app.ts';
import { createWebChannel } from '../modules/channels/index.ts';
import { createAccount } from '../modules/identity/index.ts';
import { insertOrgUnit } from '../modules/organization/index.ts';
import { type BuiltInRole, ensureBuiltInRoles, grantBuiltInRole } from '../modules/roles/index.ts';
import { loadSecretKeys, parseConfig } from '../platform/config/index.ts';
import { type Database, type DatabaseConnection, openDatabase } from '../platform/database/index.ts';
import { openFileStorage } from '../platform/files/index.ts';
import { createLogger } from '../platform/logging/index.ts';
import { singleNode } from '../platform/realtime/index.ts';
import { cloneDatabase } from './test-database.ts';
import { openSocket, type TestSocket } from './test-socket.ts';

export interface TestAgent {
  readonly id: string;
  readonly name: string;
  readonly username: string;
  readonly cookie: string;
  readonly http: Http;
  /** A connection that has been welcomed. */
  connect(resume?: { conversationId: string; after: number }[]): Promise<TestSocket>;
}

export interface TestVisitor {
  readonly id: string;
  readonly token: string;
  readonly http: Http;
  connect(resume?: { conversationId: string; after: number }[]): Promise<TestSocket>;
}

/** A whole desk on a database of its own: real HTTP, real sockets, real PostgreSQL. */
export interface TestDesk {
  readonly app: App;
  readonly db: Database;
  readonly connection: DatabaseConnection;
  readonly url: string;
  readonly port: number;
  readonly company: { id: number; path: string };
  readonly skillGroup: { id: number; path: string };
  readonly channelId: string;
  /** Its data folder. */
  readonly folder: string;
  /** Captured log lines. */
  readonly logs: string[];
  /** Somebody who serves nobody: in a unit, with roles and flags. */
  buildAccount(options?: {
    name?: string;
    username?: string;
    unit?: { id: number };
    roles?: readonly (BuiltInRole | number)[];
    administrator?: boolean;
    superAdministrator?: boolean;
    agent?: boolean;
  }): Promise<TestAgent>;
  /** A unit below another one. */
  buildUnit(name: string, parent?: { id: number }): Promise<{ id: number; path: string }>;
  buildAgent(options?: {
    name?: string;
    username?: string;
    orgUnitId?: number;
    superAdministrator?: boolean;
    agent?: boolean;
    mustChangePassword?: boolean;
    wanted?: 'ready' | 'away';
  }): Promise<TestAgent>;
  /** The same account with the cookie of another session. */
  agentWith(agent: Pick<TestAgent, 'id' | 'name' | 'username'>, cookie: string): TestAgent;
  buildVisitor(options?: { channelId?: string }): Promise<TestVisitor>;
  buildSkillGroup(name: string): Promise<{ id: number; path: string }>;
  buildChannel(id: string, skillGroupId: number): Promise<void>;
  stop(): Promise<void>;
}

export interface DeskOptions extends Partial<Pick<AppParts, 'presenceTimes' | 'broadcast' | 'builtInPlugins'>> {
  /** What the desk says by itself where nobody is there; off unless a test is about it, for it takes a number of each stream. */
  readonly systemTexts?: boolean;
  readonly variables?: Record<string, string>;
  /** Joins the database of another desk: a second node. */
  readonly beside?: TestDesk;
}

export const PASSWORD = 'correct1horse';
let counter = 0;

export async function startDesk(options: DeskOptions = {}): Promise<TestDesk> {
  const postgres = inject('postgres');
  const database = options.beside?.connection.pool.options.database ?? (await cloneDatabase());
  const folder = await mkdtemp(join(tmpdir(), 'cskefu-desk-'));
  await chmod(folder, 0o755);
  const logs: string[] = [];
  const log = createLogger('debug', { write: (line) => void logs.push(line) });
  const config = parseConfig({ VISITOR_MESSAGES_PER_MINUTE: '100000', CSKEFU_DATA: folder, ...options.variables });
  const connection = openDatabase({ ...postgres, database });
  const app = await createApp({
    config,
    version: 'test',
    connection,
    keys: loadSecretKeys('5'.repeat(64), folder),
    storage: await openFileStorage(config, folder),
    broadcast: options.broadcast ?? singleNode,
    dataFolder: folder,
    log,
    ...(options.presenceTimes ? { presenceTimes: options.presenceTimes } : {}),
    ...(options.builtInPlugins ? { builtInPlugins: options.builtInPlugins } : {}),
  });
  const port = await app.listen(0, '127.0.0.1');
  const url = `http://127.0.0.1:${port}`;
  const { db } = connection;
  const { company, skillGroup, channelId } =
    options.beside ?? (await buildOrganization(connection, app, options.systemTexts ?? false));

  /** Past the door's limit of attempts per minute; the tests of the door itself go through it. */
  async function signIn(username: string): Promise<string> {
    const response = await app.auth.api.signInUsername({ body: { username, password: PASSWORD }, asResponse: true });
    if (!response.ok) throw new Error(`sign-in answered ${response.status}: ${await response.text()}`);
    return response.headers.getSetCookie()[0]?.split(';')[0] ?? '';
  }

  const agentWith: TestDesk['agentWith'] = ({ id, name, username }, cookie) => ({
    id,
    name,
    username,
    cookie,
    http: createHttp({ baseUrl: url, headers: () => ({ cookie, origin: url }) }),
    connect: (resume = []) => openSocket(port, { resume }, { cookie, origin: url }),
  });

  return {
    agentWith,
    app,
    db,
    connection,
    url,
    port,
    company,
    skillGroup,
    channelId,
    folder,
    logs,
    buildAgent: async ({
      name = '张三',
      username = `agent${++counter}`,
      orgUnitId = skillGroup.id,
      superAdministrator = false,
      agent = true,
      mustChangePassword = false,
      wanted = 'away',
    } = {}) => {
      const id = await db.transaction().execute((tx) =>
        createAccount(tx, app.auth, {
          username,
          password: PASSWORD,
          name,
          email: `${username}@example.com`,
          orgUnitId,
          isAgent: agent,
          isSuperAdministrator: superAdministrator,
          mustChangePassword,
        }),
      );
      if (agent) await db.transaction().execute((tx) => grantBuiltInRole(tx, id, 'agent'));
      // Away unless a test wants routing to serve them.
      await db.updateTable('agents').set({ wanted }).where('account_id', '=', id).execute();
      return agentWith({ id, name, username }, await signIn(username));
    },
    buildAccount: async ({
      name = '李四',
      username = `person${++counter}`,
      unit = company,
      roles = [],
      administrator = false,
      superAdministrator = false,
      agent = false,
    } = {}) => {
      const id = await db.transaction().execute(async (tx) => {
        const accountId = await createAccount(tx, app.auth, {
          username,
          password: PASSWORD,
          name,
          email: `${username}@example.com`,
          orgUnitId: unit.id,
          isAdministrator: administrator,
          isSuperAdministrator: superAdministrator,
          isAgent: agent,
        });
        for (const role of roles) {
          if (typeof role === 'string') await grantBuiltInRole(tx, accountId, role);
          else await tx.insertInto('account_roles').values({ account_id: accountId, role_id: role }).execute();
        }
        return accountId;
      });
      return agentWith({ id, name, username }, await signIn(username));
    },
    buildUnit: async (name, parent = company) =>
      db.transaction().execute((tx) => insertOrgUnit(tx, { name, parentId: parent.id, isSkillGroup: false })),
    buildVisitor: async ({ channelId: channel = channelId } = {}) => {
      const session = await createHttp({ baseUrl: url }).request('POST /api/visitor/session', {
        body: { channelId: channel },
      });
      return {
        id: session.visitor.id,
        token: session.token,
        http: createHttp({ baseUrl: url, headers: () => ({ authorization: `Bearer ${session.token}` }) }),
        connect: (resume = []) => openSocket(port, { token: session.token, resume }),
      };
    },
    buildSkillGroup: async (name) =>
      db.transaction().execute((tx) => insertOrgUnit(tx, { name, parentId: company.id, isSkillGroup: true })),
    buildChannel: async (id, skillGroupId) => {
      await db
        .transaction()
        .execute((tx) => createWebChannel(tx, app.secrets, { id, name: id, orgUnitId: skillGroupId, skillGroupId }));
    },
    stop: async () => {
      await app.close();
      await connection.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}

async function buildOrganization({ db }: DatabaseConnection, app: App, systemTexts: boolean) {
  return db.transaction().execute(async (tx) => {
    await ensureBuiltInRoles(tx);
    const company = await insertOrgUnit(tx, { name: '我的企业', parentId: null, isSkillGroup: false });
    if (!systemTexts) {
      const settings = JSON.stringify({ nobodyOn: false, busyOn: false });
      await tx.insertInto('session_settings').values({ org_unit_id: company.id, settings }).execute();
    }
    const skillGroup = await insertOrgUnit(tx, { name: '售前坐席A组', parentId: company.id, isSkillGroup: true });
    await createWebChannel(tx, app.secrets, {
      id: 'site',
      name: '官网',
      orgUnitId: skillGroup.id,
      skillGroupId: skillGroup.id,
    });
    return { company, skillGroup, channelId: 'site' };
  });
}
