import type { CloseReason, Conversation, ConversationState, InboxCounts } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { type Reach, within } from '../organization/index.ts';
import { tagsOf } from '../tags/index.ts';
import { visitorName } from '../visitors/index.ts';

const allConversations = (db: DatabaseReader) => db.selectFrom('conversations as c').selectAll('c');

type Conversations = ReturnType<typeof allConversations>;

/** As the database writes it. */
type OpenOffer = NonNullable<Conversation['transferOffer']>;

/** Conversations with what stands elsewhere of them. */
function selectConversations(db: DatabaseReader, of: Conversations = allConversations(db)) {
  return (
    db
      .selectFrom(of.as('c'))
      .innerJoin('channels', 'channels.id', 'c.channel_id')
      .innerJoin('org_units', 'org_units.id', 'c.skill_group_id')
      .innerJoin('visitors', 'visitors.id', 'c.visitor_id')
      .leftJoin('accounts', 'accounts.id', 'c.agent_id')
      .selectAll('c')
      .select(tagsOf('conversation', 'c.id').as('tags'))
      .select([
        'channels.name as channel_name',
        'channels.type as channel_type',
        'org_units.name as skill_group_name',
        'visitors.name as visitor_name',
        'visitors.locale as visitor_locale',
        'visitors.user_id as visitor_user_id',
        'accounts.name as agent_name',
      ])
      // Not joined: each further table in one join makes the planning of every reading longer, and these are seldom there.
      .select([
        sql<Date | null>`(select written_at from wrap_ups w where w.conversation_id = c.id)`.as('wrapped_up_at'),
        sql<OpenOffer | null>`(
        select json_build_object('id', o.id, 'expiresAt', o.expires_at, 'to', json_build_object('id', a.id, 'name', a.name))
        from transfer_offers o join accounts a on a.id = o.to_agent_id where o.conversation_id = c.id)`.as('offer'),
      ])
  );
}

type ConversationRow = Awaited<ReturnType<ReturnType<typeof selectConversations>['executeTakeFirstOrThrow']>>;

/** A page of conversations in the order of a moment, then of their ids. Cut off before the joins, so that nothing is looked up in vain. */
async function listBy(
  db: DatabaseReader,
  {
    moment,
    direction,
    after,
    limit,
  }: {
    moment: RawBuilder<Date>;
    direction: 'asc' | 'desc';
    after: [string, string] | null;
    limit: number;
  },
  narrow: (all: Conversations) => Conversations,
): Promise<Conversation[]> {
  const beyond = sql.raw(direction === 'asc' ? '>' : '<');
  const page = narrow(allConversations(db))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(${moment}, c.id) ${beyond} (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy(moment, direction)
    .orderBy('c.id', direction)
    .limit(limit);
  const rows = await selectConversations(db, page).orderBy(moment, direction).orderBy('c.id', direction).execute();
  return rows.map(toConversation);
}

/** The conversations whose ids a query finds, newest first. */
export async function listConversations(db: DatabaseReader, ids: RawBuilder<unknown>): Promise<Conversation[]> {
  const page = allConversations(db).where('c.id', 'in', sql<string>`(${ids})`);
  const rows = await selectConversations(db, page).orderBy('c.created_at', 'desc').orderBy('c.id', 'desc').execute();
  return rows.map(toConversation);
}

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

type After = [string, string] | null;

/** As the visitor gets it: what the house has put aside stays in the house. */
export const conversationForVisitor = ({
  snooze: _,
  transferOffer: __,
  ...conversation
}: Conversation): Conversation => ({
  ...conversation,
  tags: [],
  wrappedUpAt: null,
});

/** A visitor's conversations, newest first. */
export function listOfVisitor(db: DatabaseReader, visitorId: string, after: After, limit: number) {
  return listBy(db, { moment: sql`c.created_at`, direction: 'desc', after, limit }, (all) =>
    all.where('c.visitor_id', '=', visitorId),
  ).then((found) => found.map(conversationForVisitor));
}

/** The open conversation of a visitor, else the newest closed one. */
export async function findLatestOfVisitor(db: DatabaseReader, visitorId: string): Promise<Conversation | undefined> {
  const row = await selectConversations(db)
    .where('c.visitor_id', '=', visitorId)
    .orderBy(sql`c.state <> 'closed'`, 'desc')
    .orderBy('c.created_at', 'desc')
    .limit(1)
    .executeTakeFirst();
  return row && conversationForVisitor(toConversation(row));
}

/** What an agent serves: the newest word first. */
export function listActiveOfAgent(db: DatabaseReader, agentId: string, after: After, limit: number) {
  const moment = sql<Date>`coalesce(c.last_message_at, c.assigned_at, c.created_at)`;
  return listBy(db, { moment, direction: 'desc', after, limit }, (all) =>
    all.where('c.agent_id', '=', agentId).where('c.state', '=', 'active').where('c.snoozed_until', 'is', null),
  );
}

/** What an agent has put aside: the next to come back first. */
export function listSnoozedOfAgent(db: DatabaseReader, agentId: string, after: After, limit: number) {
  return listBy(db, { moment: sql`c.snoozed_until`, direction: 'asc', after, limit }, (all) =>
    all.where('c.agent_id', '=', agentId).where('c.state', '=', 'active').where('c.snoozed_until', 'is not', null),
  );
}

/** What waits in a part of the tree: the longest first. */
export function listWaiting(db: DatabaseReader, reach: Reach, after: After, limit: number) {
  return listBy(db, { moment: sql`c.waiting_since`, direction: 'asc', after, limit }, (all) =>
    all.where('c.state', '=', 'waiting').where(within('c.skill_group_id', reach)),
  );
}

/** What an agent served before: the last ended first. */
export function listClosedOfAgent(db: DatabaseReader, agentId: string, after: After, limit: number) {
  return listBy(db, { moment: sql`c.closed_at`, direction: 'desc', after, limit }, (all) =>
    all.where('c.agent_id', '=', agentId).where('c.state', '=', 'closed'),
  );
}

/** How many each of these agents serves, of all skill groups or of one. Agents without any are absent. */
export async function countActive(
  db: DatabaseReader,
  agentIds: string[],
  skillGroupId?: number,
): Promise<Map<string, number>> {
  const rows = await db
    .selectFrom('conversations')
    .select(['agent_id', sql<number>`count(*)::int`.as('count')])
    .where('state', '=', 'active')
    .where('agent_id', '=', sql<string>`any (${agentIds}::uuid[])`)
    .$if(skillGroupId !== undefined, (query) => query.where('skill_group_id', '=', skillGroupId ?? 0))
    .groupBy('agent_id')
    .execute();
  return new Map(rows.map((row) => [row.agent_id ?? '', row.count]));
}

/** How many each of these agents serves now, and how many they have put aside. Agents without any are absent. */
export async function countServed(
  db: DatabaseReader,
  agentIds: string[],
): Promise<Map<string, Pick<InboxCounts, 'mine' | 'snoozed'>>> {
  const rows = await db
    .selectFrom('conversations')
    .select([
      'agent_id',
      sql<number>`(count(*) filter (where snoozed_until is null))::int`.as('mine'),
      sql<number>`count(snoozed_until)::int`.as('snoozed'),
    ])
    .where('state', '=', 'active')
    .where('agent_id', '=', sql<string>`any (${agentIds}::uuid[])`)
    .groupBy('agent_id')
    .execute();
  return new Map(rows.map(({ agent_id, mine, snoozed }) => [agent_id ?? '', { mine, snoozed }]));
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
  const { rows } = await sql<InboxCounts>`
    select served.mine, served.snoozed,
      (select count(*)::int from conversations c where c.state = 'waiting' and ${within('c.skill_group_id', reach)}) as waiting
    from (
      select (count(*) filter (where snoozed_until is null))::int as mine, count(snoozed_until)::int as snoozed
      from conversations where state = 'active' and agent_id = ${agentId}
    ) served`.execute(db);
  return rows[0] as InboxCounts;
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
    ...(row.snoozed_until && { snooze: { until: row.snoozed_until.toISOString(), reason: row.snooze_reason } }),
    ...(row.offer && {
      transferOffer: { ...row.offer, expiresAt: new Date(row.offer.expiresAt).toISOString() },
    }),
    satisfaction:
      row.satisfaction === null || row.rated_at === null
        ? null
        : {
            level: row.satisfaction,
            reasons: row.satisfaction_reasons,
            comment: row.satisfaction_comment,
            at: row.rated_at.toISOString(),
          },
    satisfactionRequestedAt: iso(row.satisfaction_requested_at),
    tags: row.tags,
    wrappedUpAt: iso(row.wrapped_up_at),
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
