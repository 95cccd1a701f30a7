import { createHash, randomUUID } from 'node:crypto';
import { openRawSocket } from '../../apps/server/src/testing/test-socket.ts';
import { type Place, places } from './people.ts';

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

interface ThingParts {
  readonly query: (text: string, values?: unknown[]) => Promise<unknown>;
  readonly units: Readonly<Record<Place, number>>;
  readonly port: number;
  /** For names that nothing else has. */
  readonly nextNumber: () => number;
  readonly addUnit: (parentId: number, isSkillGroup: boolean) => Promise<number>;
  readonly addAccount: (unit: number) => Promise<string>;
}

/** Makes something of each kind in each place, with what it hangs on. */
export function createThings({ query, units, port, nextNumber, addUnit, addAccount }: ThingParts) {
  async function addChannel(unit: number): Promise<string> {
    const id = `place-${nextNumber()}`;
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
      [id, units[place], `tag ${nextNumber()}`],
    );
    return id;
  }

  async function addServiceType(place: Place): Promise<string> {
    const id = randomUUID();
    await query(`insert into service_types (id, org_unit_id, name, created_at) values ($1, $2, $3, now())`, [
      id,
      units[place],
      `service ${nextNumber()}`,
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
    const socket = await openRawSocket(port);
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

  return { make, addConversation };
}
