import { createHash, randomBytes, randomUUID } from 'node:crypto';
import { createVisitorTokens } from '../../apps/server/src/modules/access/index.ts';
import { openRawSocket } from '../../apps/server/src/testing/test-socket.ts';
import { sessionCookie } from '../../bench/desk/credentials.ts';
import type { Desk } from '../../bench/desk/desk.ts';
import { type Permission, permissions } from '../../packages/contract/src/index.ts';

/** Where a thing lies, seen from the unit of the people. */
export const places = ['own', 'child', 'sibling', 'parent'] as const;
export type Place = (typeof places)[number];

export const people = [
  'nobody',
  'visitor',
  'administrator role',
  'supervisor',
  'senior agent',
  'agent',
  'administrator',
  'super administrator',
  'API token',
] as const;
export type Person = (typeof people)[number];

export type ThingKind =
  | 'org-unit'
  | 'channel'
  | 'silent-channel'
  | 'conversation'
  | 'account'
  | 'file'
  | 'event'
  | 'past-conversation'
  | 'rated-group'
  | 'presence-day'
  | 'quick-reply'
  | 'visitor'
  | 'tag'
  | 'service-type'
  | 'block'
  | 'contact'
  | 'held-message';

/** The request that was made to a channel of the world: its id follows from the channel's. */
export const requestIdOf = (channelId: string): string => {
  const hash = createHash('md5').update(channelId).digest('hex');
  return `${hash.slice(0, 8)}-${hash.slice(8, 12)}-4${hash.slice(13, 16)}-8${hash.slice(17, 20)}-${hash.slice(20)}`;
};

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

const roleOf: Partial<Record<Person, string>> = {
  'administrator role': 'administrator',
  supervisor: 'supervisor',
  'senior agent': 'senior_agent',
  agent: 'agent',
  'API token': 'administrator',
};
/** A token carries some of what its account may do. */
export const TOKEN_PERMISSIONS: readonly Permission[] = [
  'conversations:read',
  'channels:read',
  'accounts:write',
  'org-units:read',
];

export async function buildWorld(desk: Desk): Promise<World> {
  const { pool } = desk.database;
  const query = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await pool.query<Row>(text, values)).rows;
  const one = async <Row extends object>(text: string, values: unknown[] = []) =>
    (await query<Row>(text, values))[0] as Row;
  let counter = 0;

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

  async function addChannel(unit: number): Promise<string> {
    const id = `place-${++counter}`;
    await query(
      `insert into channels (id, type, name, org_unit_id, skill_group_id, settings, identity_secret)
       select $1, type, $1, $2, $2, settings, identity_secret from channels where id = 'demo'`,
      [id, unit],
    );
    await query(
      `insert into inbound_requests (id, channel_id, method, path, query, headers, body, received_at, state, settled_at)
       values ($2, $1, 'POST', '/', '{}', '{}', '', now(), 'ignored', now())`,
      [id, requestIdOf(id)],
    );
    return id;
  }

  /** Of a plugin that does not run: there is a notice of it. */
  async function addSilentChannel(place: Place): Promise<string> {
    const id = await addChannel(units[place]);
    await query(`update channels set type = 'test.gone/line', transport = 'webhook' where id = $1`, [id]);
    return id;
  }

  const channels: Partial<Record<Place, string>> = {};
  const channelOf = async (place: Place) => {
    channels[place] ??= await addChannel(units[place]);
    return channels[place];
  };

  async function addConversation(place: Place): Promise<{ id: string; visitorId: string; channelId: string }> {
    const [id, visitorId, channelId] = [randomUUID(), randomUUID(), await channelOf(place)];
    await query(`insert into visitors (id, channel_id) values ($1, $2)`, [visitorId, channelId]);
    await query(
      `insert into conversations (id, channel_id, skill_group_id, visitor_id, state, origin, created_at, waiting_since, last_seq)
       values ($1, $2, $3, $4, 'waiting', 'left_message', now(), now(), 1)`,
      [id, channelId, units[place], visitorId],
    );
    await query(
      `insert into events (type, conversation_id, seq, org_unit_id, actor_kind, payload)
       values ('conversation.created', $1, 1, $2, 'system', '{"origin":"left_message"}')`,
      [id, units[place]],
    );
    // Its message has its id: a route that names a message of a conversation finds one by the same parameter.
    await query(
      `insert into messages (id, conversation_id, seq, author_kind, author_id, author_name, kind, text, created_at)
       values ($1, $1, 1, 'visitor', $2, 'somebody', 'text', 'hello', now())`,
      [id, visitorId],
    );
    // So has its delivery.
    await query(
      `insert into deliveries (id, conversation_id, message_id, message_seq, channel_id, state, created_at, updated_at)
       values ($1, $1, $1, 1, $2, 'failed', now(), now())`,
      [id, channelId],
    );
    return { id, visitorId, channelId };
  }

  async function addFile(place: Place): Promise<string> {
    const id = randomUUID();
    const { id: conversationId } = await addConversation(place);
    await query(
      `insert into files (id, owner_kind, owner_id, conversation_id, kind, name, mime, size)
       values ($1, 'visitor', $1, $2, 'file', 'a.txt', 'text/plain', 1)`,
      [id, conversationId],
    );
    return id;
  }

  async function addEvent(place: Place): Promise<string> {
    const accountId = await addAccount(units[place]);
    await query(
      `insert into events (type, org_unit_id, actor_kind, payload) values ('account.created', $1, 'system', $2)`,
      [units[place], JSON.stringify({ accountId, name: 'somebody' })],
    );
    return accountId;
  }

  /** Of a time that nothing else here belongs to. */
  async function addPastConversation(place: Place): Promise<string> {
    const { id } = await addConversation(place);
    await query(`update conversations set created_at = '2020-02-02T12:00:00Z' where id = $1`, [id]);
    return id;
  }

  /** A unit in which somebody was served and said how content they are. */
  async function addRatedGroup(place: Place): Promise<string> {
    const { id } = await addConversation(place);
    await query(
      `update conversations set state = 'closed', waiting_since = null, closed_at = now(), close_reason = 'agent',
         satisfaction = 4, rated_at = now(), first_rated_at = now() where id = $1`,
      [id],
    );
    await query(
      `insert into agent_services values ($1, 3, $2, $3, now(), now(), 1, 1, 1, 1, 1, false, false, 4, false)`,
      [id, randomUUID(), units[place]],
    );
    return String(units[place]);
  }

  async function addQuickReply(place: Place): Promise<string> {
    const id = randomUUID();
    await query(
      `insert into quick_replies (id, org_unit_id, category, title, text, search, created_at, updated_at)
       values ($1, $2, '', 'shared', 'shared', 'shared', now(), now())`,
      [id, units[place]],
    );
    return id;
  }

  async function addTag(place: Place): Promise<string> {
    const id = randomUUID();
    await query(
      `insert into tags (id, org_unit_id, name, color, search, created_at) values ($1, $2, $3, 'grey', $3, now())`,
      [id, units[place], `tag ${++counter}`],
    );
    return id;
  }

  async function addServiceType(place: Place): Promise<string> {
    const id = randomUUID();
    await query(`insert into service_types (id, org_unit_id, name, created_at) values ($1, $2, $3, now())`, [
      id,
      units[place],
      `service ${++counter}`,
    ]);
    return id;
  }

  async function addBlock(place: Place): Promise<string> {
    const id = randomUUID();
    const { visitorId, channelId } = await addConversation(place);
    await query(
      `insert into blocks (id, org_unit_id, visitor_id, channel_id, reason, created_by, created_at)
       values ($1, $2, $3, $4, 'spam', $5, now())`,
      [id, units[place], visitorId, channelId, await addAccount(units[place])],
    );
    return id;
  }

  async function addContact(place: Place): Promise<string> {
    const id = randomUUID();
    await query(
      `insert into contacts (id, org_unit_id, name, search, created_at, updated_at) values ($1, $2, 'somebody', 'somebody', now(), now())`,
      [id, units[place]],
    );
    return id;
  }

  async function addHeldMessage(place: Place): Promise<string> {
    const id = randomUUID();
    const { visitorId, channelId } = await addConversation(place);
    await query(
      `insert into held_messages (id, skill_group_id, channel_id, author_kind, author_id, author_name, draft, plugin_id, reason)
       values ($1, $2, $3, 'visitor', $4, 'somebody', '{"kind":"text","text":"held"}', 'test.plugin', 'a word')`,
      [id, units[place], channelId, visitorId],
    );
    return id;
  }

  /** Somebody who looks at a page now, as long as the desk runs. */
  async function addVisitor(place: Place): Promise<string> {
    const socket = await openRawSocket(desk.port);
    const page = { url: 'https://place.example/', title: place };
    socket.send({ type: 'browse', channelId: await channelOf(place), page });
    return (await socket.frame('browsing')).visitorId;
  }

  /** Each place has a day of its own on which an agent of it was away: what tells of presence tells the day. */
  async function addPresenceDay(place: Place): Promise<string> {
    const day = `2021-03-0${places.indexOf(place) + 1}`;
    await query(
      `insert into agent_presence_periods (account_id, state, from_at, to_at)
       values ($1, 'away', $2::timestamptz, $2::timestamptz + interval '1 hour')`,
      [await addAccount(units[place]), `${day}T04:00:00Z`],
    );
    return day;
  }

  async function make(kind: ThingKind, place: Place): Promise<string> {
    switch (kind) {
      case 'org-unit':
        return String(await addUnit(units[place], false));
      case 'account':
        return addAccount(units[place]);
      case 'channel':
        return addChannel(units[place]);
      case 'silent-channel':
        return addSilentChannel(place);
      case 'conversation':
        return (await addConversation(place)).id;
      case 'file':
        return addFile(place);
      case 'past-conversation':
        return addPastConversation(place);
      case 'presence-day':
        return addPresenceDay(place);
      case 'rated-group':
        return addRatedGroup(place);
      case 'visitor':
        return addVisitor(place);
      case 'quick-reply':
        return addQuickReply(place);
      case 'event':
        return addEvent(place);
      case 'tag':
        return addTag(place);
      case 'service-type':
        return addServiceType(place);
      case 'block':
        return addBlock(place);
      case 'contact':
        return addContact(place);
      case 'held-message':
        return addHeldMessage(place);
    }
  }

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
