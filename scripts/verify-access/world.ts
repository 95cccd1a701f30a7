import { randomBytes, randomUUID } from 'node:crypto';
import { createVisitorTokens } from '../../apps/server/src/modules/access/index.ts';
import { sessionCookie } from '../../bench/desk/credentials.ts';
import type { Desk } from '../../bench/desk/desk.ts';
import { type Permission, permissions } from '../../packages/contract/src/index.ts';
import { type Person, type Place, people, roleOf, TOKEN_PERMISSIONS } from './people.ts';
import { createThings, type ThingKind } from './things.ts';

interface Credentials {
  readonly headers: Readonly<Record<string, string>>;
  readonly token?: string;
}

/** A desk with a small tree, somebody of each kind in one unit of it, and things in every place. */
export interface World {
  readonly port: number;
  readonly units: Readonly<Record<Place, number>>;
  /** Of the visitor: the one conversation that is theirs. */
  readonly visitorsConversation: string;
  credentials(person: Person): Credentials;
  accountId(person: Person): string;
  permissionsOf(person: Person): ReadonlySet<Permission>;
  /** Whether the place lies in the person's unit or below. */
  reaches(person: Person, place: Place): boolean;
  /** The same thing each time. */
  thing(kind: ThingKind, place: Place): Promise<string>;
  /** One that nobody has touched yet. */
  freshThing(kind: ThingKind, place: Place): Promise<string>;
}

export async function buildWorld(desk: Desk): Promise<World> {
  const { pool } = desk.database;
  const query = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await pool.query<Row>(text, values)).rows;
  const one = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await query<Row>(text, values))[0] as Row;
  let counter = 0;
  const nextNumber = () => ++counter;

  const addUnit = async (parentId: number, isSkillGroup = true) =>
    (
      await one<{ id: number }>(
        `insert into org_units (name, parent_id, is_skill_group, path) values ($1, $2, $3, '') returning id`,
        [`place ${++counter}`, parentId, isSkillGroup],
      )
    ).id;
  const root = (await one<{ id: number }>('select id from org_units where parent_id is null')).id;
  const parent = await addUnit(root);
  const own = await addUnit(parent);
  const units: World['units'] = { own, child: await addUnit(own), sibling: await addUnit(parent), parent };

  async function addAccount(unit: number, role?: string, administrator = false): Promise<string> {
    const id = randomUUID();
    await query(
      `insert into accounts (id, username, name, email, org_unit_id, is_agent, is_administrator) values ($1, $2, $3, $4, $5, $6, $7)`,
      [
        id,
        `person${++counter}`,
        `person ${counter}`,
        `person${counter}@example.com`,
        unit,
        role !== undefined,
        administrator,
      ],
    );
    if (role === undefined) return id;
    await query(`insert into agents (account_id, wanted, state) values ($1, 'away', 'offline')`, [id]);
    await query(`insert into account_roles (account_id, role_id) select $1, id from roles where built_in = $2`, [
      id,
      role,
    ]);
    return id;
  }

  async function openSession(accountId: string): Promise<string> {
    const token = randomBytes(16).toString('hex');
    await query(
      `insert into sessions (id, token, account_id, expires_at) values ($1, $2, $3, now() + interval '1 day')`,
      [randomUUID(), token, accountId],
    );
    return sessionCookie(desk.keys, token);
  }

  const { make, addConversation } = createThings({ query, units, port: desk.port, nextNumber, addUnit, addAccount });

  const things = new Map<string, Promise<string>>();
  const thing = (kind: ThingKind, place: Place) => {
    const key = `${kind} ${place}`;
    const known = things.get(key) ?? (kind === 'org-unit' ? Promise.resolve(String(units[place])) : make(kind, place));
    things.set(key, known);
    return known;
  };

  // The first super administrator may do nothing until the password is changed.
  const chief = (
    await one<{ id: string }>(
      `update accounts set must_change_password = false where is_super_administrator returning id`,
    )
  ).id;
  const accounts = new Map<Person, string>([['super administrator', chief]]);
  for (const person of people) {
    if (roleOf[person] || person === 'administrator')
      accounts.set(person, await addAccount(own, roleOf[person], person === 'administrator'));
  }
  const visitor = await addConversation('own');
  const tokens = createVisitorTokens(desk.keys.derive('visitor tokens'));
  const origin = `http://127.0.0.1:${desk.port}`;
  const credentials = new Map<Person, Credentials>([
    ['nobody', { headers: {} }],
    [
      'visitor',
      {
        headers: { authorization: `Bearer ${tokens.issue({ id: visitor.visitorId, channelId: visitor.channelId })}` },
        token: tokens.issue({ id: visitor.visitorId, channelId: visitor.channelId }),
      },
    ],
  ]);
  for (const [person, id] of accounts) credentials.set(person, { headers: { cookie: await openSession(id), origin } });
  credentials.set('API token', {
    headers: { authorization: `Bearer ${await createToken(desk, credentials.get('API token'))}` },
  });

  const granted = new Map<Person, ReadonlySet<Permission>>([
    ['nobody', new Set()],
    ['visitor', new Set()],
    ['super administrator', new Set(permissions)],
    ['API token', new Set(TOKEN_PERMISSIONS)],
  ]);
  for (const [person, builtIn] of [...Object.entries(roleOf), ['administrator', 'administrator']] as [
    Person,
    string,
  ][]) {
    if (granted.has(person)) continue;
    const row = await one<{ permissions: Permission[] }>('select permissions from roles where built_in = $1', [
      builtIn,
    ]);
    granted.set(person, new Set(row.permissions));
  }
  // Whoever is no agent serves nobody.
  for (const person of ['administrator', 'super administrator'] as const)
    granted.set(person, granted.get(person)?.difference(new Set(['conversations:serve'])) as ReadonlySet<Permission>);

  return {
    port: desk.port,
    units,
    visitorsConversation: visitor.id,
    credentials: (person) => credentials.get(person) as Credentials,
    accountId: (person) => accounts.get(person) ?? randomUUID(),
    permissionsOf: (person) => granted.get(person) ?? new Set(),
    reaches: (person, place) =>
      person === 'super administrator' || (accounts.has(person) && (place === 'own' || place === 'child')),
    thing,
    freshThing: make,
  };
}

/** Through the door, as its owner would: only a hash of it is stored. */
async function createToken(desk: Desk, owner: Credentials | undefined): Promise<string> {
  const response = await fetch(`http://127.0.0.1:${desk.port}/api/me/api-tokens`, {
    method: 'POST',
    headers: { ...owner?.headers, 'content-type': 'application/json' },
    body: JSON.stringify({
      name: 'verification',
      permissions: TOKEN_PERMISSIONS,
      expiresAt: new Date(Date.now() + 86_400_000).toISOString(),
    }),
  });
  const body = (await response.json()) as { token?: string };
  if (!body.token) throw new Error(`no API token: ${response.status} ${JSON.stringify(body)}`);
  return body.token;
}
