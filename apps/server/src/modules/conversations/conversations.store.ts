import type { CloseReason, Conversation, ConversationState, InboxCounts } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { type Reach, within } from '../organization/index.ts';
import { visitorName } from '../visitors/index.ts';

function selectConversations(db: DatabaseReader) {
  return db
    .selectFrom('conversations as c')
    .innerJoin('channels', 'channels.id', 'c.channel_id')
    .innerJoin('org_units', 'org_units.id', 'c.skill_group_id')
    .innerJoin('visitors', 'visitors.id', 'c.visitor_id')
    .leftJoin('accounts', 'accounts.id', 'c.agent_id')
    .selectAll('c')
    .select([
      'channels.name as channel_name',
      'channels.type as channel_type',
      'org_units.name as skill_group_name',
      'visitors.name as visitor_name',
      'visitors.locale as visitor_locale',
      'visitors.user_id as visitor_user_id',
      'accounts.name as agent_name',
    ]);
}

type ConversationRow = Awaited<ReturnType<ReturnType<typeof selectConversations>['executeTakeFirstOrThrow']>>;

/** Conversations by id, in no order; those that do not exist are absent. */
export async function findConversations(db: DatabaseReader, ids: string[]): Promise<Conversation[]> {
  if (ids.length === 0) return [];
  const rows = await selectConversations(db).where('c.id', '=', sql<string>`any (${ids}::uuid[])`).execute();
  return rows.map(toConversation);
}

/** Those of these conversations that lie in a part of the tree, or are served by this agent. */
export async function findConversationsWithin(
  db: DatabaseReader,
  ids: string[],
  reach: Reach,
  agentId: string,
): Promise<Conversation[]> {
  if (ids.length === 0) return [];
  const rows = await selectConversations(db)
    .where('c.id', '=', sql<string>`any (${ids}::uuid[])`)
    .where((query) => query.or([query('org_units.path', 'like', `${reach.path}%`), query('c.agent_id', '=', agentId)]))
    .execute();
  return rows.map(toConversation);
}

/** One conversation. */
export async function findConversation(db: DatabaseReader, id: string): Promise<Conversation | undefined> {
  return (await findConversations(db, [id]))[0];
}

/** A visitor's conversations, newest first. */
export async function listOfVisitor(
  db: DatabaseReader,
  visitorId: string,
  after: [string, string] | null,
  limit: number,
): Promise<Conversation[]> {
  const rows = await selectConversations(db)
    .where('c.visitor_id', '=', visitorId)
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(c.created_at, c.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('c.created_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toConversation);
}

/** The open conversation of a visitor, else the newest closed one. */
export async function findLatestOfVisitor(db: DatabaseReader, visitorId: string): Promise<Conversation | undefined> {
  const row = await selectConversations(db)
    .where('c.visitor_id', '=', visitorId)
    .orderBy(sql`c.state <> 'closed'`, 'desc')
    .orderBy('c.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && toConversation(row);
}

/** What an agent serves: the newest word first. */
export async function listActiveOfAgent(
  db: DatabaseReader,
  agentId: string,
  after: [string, string] | null,
  limit: number,
): Promise<Conversation[]> {
  const newest = sql`coalesce(c.last_message_at, c.assigned_at, c.created_at)`;
  const rows = await selectConversations(db)
    .where('c.agent_id', '=', agentId)
    .where('c.state', '=', 'active')
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(${newest}, c.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy(newest, 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toConversation);
}

/** What waits in a part of the tree: the longest first. */
export async function listWaiting(
  db: DatabaseReader,
  reach: Reach,
  after: [string, string] | null,
  limit: number,
): Promise<Conversation[]> {
  const rows = await selectConversations(db)
    .where('c.state', '=', 'waiting')
    .where(within('c.skill_group_id', reach))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(c.waiting_since, c.id) > (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('c.waiting_since')
    .orderBy('c.id')
    .limit(limit)
    .execute();
  return rows.map(toConversation);
}

/** What an agent served before: the last ended first. */
export async function listClosedOfAgent(
  db: DatabaseReader,
  agentId: string,
  after: [string, string] | null,
  limit: number,
): Promise<Conversation[]> {
  const rows = await selectConversations(db)
    .where('c.agent_id', '=', agentId)
    .where('c.state', '=', 'closed')
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(c.closed_at, c.id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('c.closed_at', 'desc')
    .orderBy('c.id', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toConversation);
}

/** How many each of these agents serves. Agents without any are absent. */
export async function countActive(db: DatabaseReader, agentIds: string[]): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('conversations')
    .select(['agent_id', sql<number>`count(*)::int`.as('count')])
    .where('state', '=', 'active')
    .where('agent_id', '=', sql<string>`any (${agentIds}::uuid[])`)
    .groupBy('agent_id')
    .execute();
  return new Map(rows.map((row) => [row.agent_id ?? '', row.count]));
}

/** How many wait in each skill group. Groups without any are absent. */
export async function countWaiting(db: DatabaseReader): Promise<Map<number, number>> {
  const rows = await db
    .selectFrom('conversations')
    .select(['skill_group_id', sql<number>`count(*)::int`.as('count')])
    .where('state', '=', 'waiting')
    .groupBy('skill_group_id')
    .execute();
  return new Map(rows.map((row) => [row.skill_group_id, row.count]));
}

export async function countInbox(db: DatabaseReader, agentId: string, reach: Reach): Promise<InboxCounts> {
  const mine = (await countActive(db, [agentId])).get(agentId) ?? 0;
  const { waiting } = await db
    .selectFrom('conversations as c')
    .select(sql<number>`count(*)::int`.as('waiting'))
    .where('c.state', '=', 'waiting')
    .where(within('c.skill_group_id', reach))
    .executeTakeFirstOrThrow();
  return { mine, waiting };
}

const iso = (date: Date | null) => date?.toISOString() ?? null;

function toConversation(row: ConversationRow): Conversation {
  return {
    id: row.id,
    state: row.state as ConversationState,
    channel: { id: row.channel_id, name: row.channel_name, type: row.channel_type },
    skillGroup: { id: row.skill_group_id, name: row.skill_group_name },
    visitor: {
      id: row.visitor_id,
      name: visitorName({
        id: row.visitor_id,
        name: row.visitor_name,
        locale: row.visitor_locale as 'zh-CN' | 'en' | null,
      }),
      identified: row.visitor_user_id !== null,
    },
    origin: row.origin as Conversation['origin'],
    agent: row.agent_id === null ? null : { id: row.agent_id, name: row.agent_name ?? '' },
    createdAt: row.created_at.toISOString(),
    waitingSince: iso(row.waiting_since),
    assignedAt: iso(row.assigned_at),
    closedAt: iso(row.closed_at),
    closeReason: row.close_reason as CloseReason | null,
    seq: row.last_seq,
    reads: { visitor: row.visitor_read_seq, agent: row.agent_read_seq },
    unread: row.unread_count,
    lastMessage: row.last_message_at && {
      kind: row.last_message_kind as 'text',
      text: row.last_message_text,
      authorKind: row.last_message_author_kind as 'visitor',
      at: row.last_message_at.toISOString(),
    },
  };
}
