import type { LeftMessage } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';
import { type Reach, within } from '../organization/index.ts';

/** The fields of a form, as they were filled in. */
export interface Contact {
  readonly name?: string | undefined;
  readonly email?: string | undefined;
  readonly phone?: string | undefined;
  readonly subject?: string | undefined;
}

/** Keeps the form of a conversation; what a later form leaves empty stays as it was. */
export async function saveLeftMessage(
  tx: DatabaseTransaction,
  { conversationId, visitorId, requestId }: { conversationId: string; visitorId: string; requestId: string },
  { name, email, phone, subject }: Contact,
  now: Date,
): Promise<void> {
  await sql`
    insert into left_messages as held (conversation_id, visitor_id, request_id, name, email, phone, subject, left_at)
    values (${conversationId}, ${visitorId}, ${requestId}, ${name ?? null}, ${email ?? null}, ${phone ?? null}, ${subject ?? null}, ${now})
    on conflict (conversation_id) do update set
      request_id = excluded.request_id, left_at = excluded.left_at,
      name = coalesce(excluded.name, held.name), email = coalesce(excluded.email, held.email),
      phone = coalesce(excluded.phone, held.phone), subject = coalesce(excluded.subject, held.subject)`.execute(tx);
}

/** The conversation that this very form made. */
export async function findByRequest(
  db: DatabaseReader,
  requestId: string,
): Promise<{ conversationId: string; visitorId: string } | undefined> {
  const row = await db
    .selectFrom('left_messages')
    .select(['conversation_id', 'visitor_id'])
    .where('request_id', '=', requestId)
    .executeTakeFirst();
  return row && { conversationId: row.conversation_id, visitorId: row.visitor_id };
}

/** How many messages a visitor has left since a moment. */
export async function countLeftSince(db: DatabaseReader, visitorId: string, since: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from left_messages where visitor_id = ${visitorId} and left_at > ${since}`.execute(
    db,
  );
  return rows[0]?.count ?? 0;
}

const LEFT = sql`
  select c.id, l.name, l.email, l.phone, l.subject, coalesce(l.left_at, c.created_at) as left_at, (
    select left(m.text, 200) from messages m
    where m.conversation_id = c.id and m.author_kind = 'visitor' and m.kind = 'text' order by m.seq limit 1
  ) as text
  from conversations c left join left_messages l on l.conversation_id = c.id`;

interface LeftRow {
  id: string;
  name: string | null;
  email: string | null;
  phone: string | null;
  subject: string | null;
  left_at: Date;
  text: string | null;
}

/** The forms of left messages, by conversation; where there was none, what is known without it. */
export async function findLeftMessages(db: DatabaseReader, ids: readonly string[]): Promise<Map<string, LeftMessage>> {
  if (ids.length === 0) return new Map();
  const { rows } = await sql<LeftRow>`${LEFT} where c.origin = 'left_message' and c.id = any (${ids}::uuid[])`.execute(
    db,
  );
  return new Map(rows.map(({ id, left_at, ...row }) => [id, { ...row, leftAt: left_at.toISOString() }]));
}

export type LeftMessageState = 'open' | 'closed' | 'all';
type After = readonly [string, string] | null;

/** Ids of the left messages of a part of the tree: the open ones longest first, else the newest first. */
export async function listLeftMessageIds(
  db: DatabaseReader,
  reach: Reach,
  { state, after, limit }: { state: LeftMessageState; after: After; limit: number },
): Promise<string[]> {
  const direction = state === 'open' ? 'asc' : 'desc';
  const { rows } = await sql<{ id: string }>`
    select c.id from conversations c
    where c.origin = 'left_message' and ${within('c.skill_group_id', reach)} and ${inState[state]} and ${beyond(after, direction)}
    order by c.created_at ${sql.raw(direction)}, c.id ${sql.raw(direction)} limit ${limit}`.execute(db);
  return rows.map(({ id }) => id);
}

const inState: Readonly<Record<LeftMessageState, RawBuilder<boolean>>> = {
  open: sql<boolean>`c.state <> 'closed'`,
  closed: sql<boolean>`c.state = 'closed'`,
  all: sql<boolean>`true`,
};

const beyond = (after: After, direction: 'asc' | 'desc') =>
  after === null
    ? sql<boolean>`true`
    : sql<boolean>`(c.created_at, c.id) ${sql.raw(direction === 'asc' ? '>' : '<')} (${after[0]}::timestamptz, ${after[1]}::uuid)`;

export async function setEmail(tx: DatabaseTransaction, conversationId: string, email: string): Promise<boolean> {
  const { numUpdatedRows } = await tx
    .updateTable('left_messages')
    .set({ email })
    .where('conversation_id', '=', conversationId)
    .executeTakeFirst();
  return numUpdatedRows > 0n;
}
