import type {
  SentInvitation,
  ShownInvitation,
  Visit,
  VisitorDevice,
  VisitorRegion,
  VisitorSource,
} from '@cskefu/contract';
import { sql } from 'kysely';
import type { Database, DatabaseReader } from '../../platform/database/index.ts';

/** What is known of a visitor who comes back. */
export interface KnownVisitor {
  readonly name: string | null;
  readonly locale: 'zh-CN' | 'en' | null;
  readonly identified: boolean;
  readonly lastVisit: {
    readonly id: string;
    readonly number: number;
    readonly startedAt: Date;
    readonly endedAt: Date;
    readonly pages: number;
  } | null;
  readonly conversation: { id: string; state: 'bot' | 'waiting' | 'active'; agent: string | null } | null;
  readonly invitation: ShownInvitation | null;
}

interface KnownRow {
  id: string;
  name: string | null;
  locale: 'zh-CN' | 'en' | null;
  user_id: string | null;
  visit_id: string | null;
  number: number;
  started_at: Date;
  ended_at: Date;
  pages: number;
  conversation_id: string | null;
  state: 'bot' | 'waiting' | 'active';
  agent: string | null;
  invitation_id: string | null;
  invitation_text: string;
  inviter: string | null;
}

/** Those who come back at the same moment, in one round trip. */
export async function findKnownVisitors(db: DatabaseReader, ids: readonly string[]): Promise<KnownVisitor[]> {
  const { rows } = await sql<KnownRow>`
    select q.id, v.name, v.locale, v.user_id, last.id as visit_id, last.number, last.started_at, last.ended_at, last.pages,
      c.id as conversation_id, c.state, a.name as agent, i.id as invitation_id, i.text as invitation_text, i.inviter
    from unnest(${ids}::uuid[]) with ordinality as q (id, ord)
    left join visitors v on v.id = q.id
    left join lateral (
      select id, number, started_at, ended_at, pages from visits where visitor_id = q.id order by started_at desc limit 1
    ) last on true
    left join conversations c on c.visitor_id = q.id and c.state <> 'closed'
    left join accounts a on a.id = c.agent_id
    left join lateral (
      select o.id, o.text, b.name as inviter from invitations o left join accounts b on b.id = o.agent_id
      where o.visitor_id = q.id and o.state = 'sent' and o.expires_at > now()
    ) i on true
    order by q.ord`.execute(db);
  return rows.map((row) => ({
    name: row.name,
    locale: row.locale,
    identified: row.user_id !== null,
    lastVisit: row.visit_id
      ? { id: row.visit_id, number: row.number, startedAt: row.started_at, endedAt: row.ended_at, pages: row.pages }
      : null,
    conversation: row.conversation_id ? { id: row.conversation_id, state: row.state, agent: row.agent } : null,
    invitation: row.invitation_id
      ? { id: row.invitation_id, text: row.invitation_text, agent: row.inviter === null ? null : { name: row.inviter } }
      : null,
  }));
}

/** Of whom a conversation is, and how it stands. */
export async function findConversationStates(db: DatabaseReader, ids: readonly string[]) {
  return db
    .selectFrom('conversations')
    .leftJoin('accounts', 'accounts.id', 'conversations.agent_id')
    .select(['conversations.id', 'conversations.visitor_id', 'conversations.state', 'accounts.name as agent'])
    .where('conversations.id', '=', sql<string>`any (${ids}::uuid[])`)
    .execute();
}

const VISITS_SHOWN = 10;
const VIEWS_SHOWN = 50;

/** The newest visits with their newest pages. */
export async function findVisits(db: DatabaseReader, visitorId: string): Promise<Visit[]> {
  const visits = await db
    .selectFrom('visits')
    .selectAll()
    .where('visitor_id', '=', visitorId)
    .orderBy('started_at', 'desc')
    .limit(VISITS_SHOWN)
    .execute();
  if (visits.length === 0) return [];
  const { rows: views } = await sql<{ visit_id: string; url: string; title: string; viewed_at: Date }>`
    select v.visit_id, v.url, v.title, v.viewed_at
    from unnest(${visits.map(({ id }) => id)}::uuid[]) as q (id)
    cross join lateral (
      select visit_id, url, title, viewed_at from page_views where visit_id = q.id order by position desc limit ${VIEWS_SHOWN}
    ) v`.execute(db);
  return visits.map((row) => ({
    id: row.id,
    number: row.number,
    startedAt: row.started_at.toISOString(),
    endedAt: row.ended_at.toISOString(),
    referrer: row.referrer,
    source: { kind: row.source_kind as VisitorSource['kind'], name: row.source_name, term: row.source_term },
    region: {
      kind: row.region_kind as VisitorRegion['kind'],
      name: { 'zh-CN': row.region_zh, en: row.region_en },
    },
    device: { kind: row.device_kind as VisitorDevice['kind'], browser: row.browser, system: row.system },
    pages: row.pages,
    pageViews: views
      .filter(({ visit_id }) => visit_id === row.id)
      .map(({ url, title, viewed_at }) => ({ url, title, at: viewed_at.toISOString() })),
  }));
}

/** The newest invitations of a visitor. */
export async function findInvitationsOf(db: DatabaseReader, visitorId: string): Promise<SentInvitation[]> {
  const rows = await db
    .selectFrom('invitations')
    .leftJoin('accounts', 'accounts.id', 'invitations.agent_id')
    .selectAll('invitations')
    .select('accounts.name as agent')
    .where('visitor_id', '=', visitorId)
    .orderBy('invitations.created_at', 'desc')
    .limit(10)
    .execute();
  return rows.map((row) => ({
    id: row.id,
    state: row.state as SentInvitation['state'],
    text: row.text,
    agent: row.agent_id === null ? null : { id: row.agent_id, name: row.agent ?? '' },
    rule: row.rule_name,
    at: row.created_at.toISOString(),
    answeredAt: row.answered_at?.toISOString() ?? null,
    conversationId: row.conversation_id,
  }));
}

/** The path of the unit that a visitor belongs to: that of the skill group of their channel. */
export async function findPlaceOf(
  db: DatabaseReader,
  visitorId: string,
): Promise<{ channelId: string; path: string } | undefined> {
  const { rows } = await sql<{ channel_id: string; path: string }>`
    select c.id as channel_id, u.path
    from channels c join org_units u on u.id = c.skill_group_id
    where c.id = coalesce(
      (select channel_id from visitors where id = ${visitorId}),
      (select channel_id from visits where visitor_id = ${visitorId} order by started_at desc limit 1)
    )`.execute(db);
  return rows[0] && { channelId: rows[0].channel_id, path: rows[0].path };
}

/** The same for somebody who has only just come in by a channel. */
export async function findPlaceOfChannel(
  db: DatabaseReader,
  channelId: string,
): Promise<{ channelId: string; path: string } | undefined> {
  const row = await db
    .selectFrom('channels')
    .innerJoin('org_units', 'org_units.id', 'channels.skill_group_id')
    .select('org_units.path')
    .where('channels.id', '=', channelId)
    .executeTakeFirst();
  return row && { channelId, path: row.path };
}

/** The newest conversations of a visitor. */
export async function findConversationIdsOf(db: DatabaseReader, visitorId: string): Promise<string[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('id')
    .where('visitor_id', '=', visitorId)
    .orderBy('created_at', 'desc')
    .limit(10)
    .execute();
  return rows.map(({ id }) => id);
}

/** Somebody proved who they are: what they looked at before is theirs. */
export async function moveVisits(db: DatabaseReader, from: string, to: string): Promise<void> {
  await db.updateTable('visits').set({ visitor_id: to }).where('visitor_id', '=', from).execute();
}

const REMOVED_AT_ONCE = 5_000;

/** Forgets visits that ended long ago, with their page views. */
export async function removeOldVisits(db: Database, days: number): Promise<number> {
  for (let removed = 0; ; ) {
    const { rows } = await sql<{ id: string }>`
      delete from visits where id in (
        select id from visits where started_at < now() - ${days} * interval '1 day' order by started_at limit ${REMOVED_AT_ONCE}
      ) returning id`.execute(db);
    removed += rows.length;
    if (rows.length < REMOVED_AT_ONCE) return removed;
  }
}
