import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../database/index.ts';

/** Who did it. */
export interface EventActor {
  readonly kind: 'visitor' | 'agent' | 'system';
  readonly id: string | null;
  /** Network address that the request came from. */
  readonly address?: string | null;
}

/** What happened: past tense, complete enough to apply. */
export interface NewEvent {
  readonly type: string;
  readonly conversationId?: string;
  /** Position in the conversation's stream. */
  readonly seq?: number;
  readonly orgUnitId?: number;
  readonly payload?: object;
  /** Announced with it and not stored with it, for it stands elsewhere: the words of a message. */
  readonly announced?: object;
  /** Somebody else than who runs the use case. */
  readonly by?: EventActor;
}

/** An event as it is announced after its transaction was committed. */
export interface CommittedEvent extends NewEvent {
  readonly actor: EventActor;
  readonly at: Date;
}

/** Where an event stands in the log. Transaction ids and positions are 64 bits wide, hence text. */
export interface LogPosition {
  readonly transactionId: string;
  readonly position: string;
}

export interface LoggedEvent extends LogPosition {
  readonly type: string;
  readonly conversationId: string | null;
  readonly seq: number | null;
  readonly orgUnitId: number | null;
  readonly actor: { readonly kind: string; readonly id: string | null };
  readonly payload: unknown;
  readonly at: Date;
}

/**
 * Writes events in the transaction that makes them true, in this order. One of a conversation stands behind those that the conversation has
 * already, also where a younger transaction wrote them: the conversation must have been changed before.
 */
export async function appendEvents(
  tx: DatabaseTransaction,
  events: readonly NewEvent[],
  actor: EventActor,
  at: Date,
): Promise<void> {
  if (events.length === 0) return;
  await tx
    .insertInto('events')
    .values(
      events.map((event) => ({
        type: event.type,
        ...(event.conversationId && { transaction_id: placeInLog(event.conversationId, event.seq) }),
        conversation_id: event.conversationId ?? null,
        seq: event.seq ?? null,
        org_unit_id: event.orgUnitId ?? null,
        actor_kind: (event.by ?? actor).kind,
        actor_id: (event.by ?? actor).id,
        actor_address: (event.by ?? actor).address ?? null,
        payload: event.payload ? JSON.stringify(event.payload) : null,
        created_at: at,
      })),
    )
    .execute();
}

const placeInLog = (conversationId: string, seq: number | undefined) =>
  sql<string>`place_in_log(${conversationId}::uuid, ${seq ?? null}::int)`;

interface EventRow {
  transaction_id: string;
  position: string;
  type: string;
  conversation_id: string | null;
  seq: number | null;
  org_unit_id: number | null;
  actor_kind: string;
  actor_id: string | null;
  payload: unknown;
  created_at: Date;
}

/**
 * Events of these types after a position, in log order, none of which can be overtaken by a later commit: only
 * transactions older than every running one are read.
 */
export async function readLog(
  db: Database,
  types: readonly string[],
  after: LogPosition,
  limit: number,
): Promise<LoggedEvent[]> {
  // A plain comparison lets PostgreSQL use the index that leaves the messages out.
  const withoutMessages = types.includes('message.created') ? sql`true` : sql`type <> 'message.created'`;
  const { rows } = await sql<EventRow>`
    select transaction_id::text, position::text, type, conversation_id, seq, org_unit_id, actor_kind, actor_id, payload, created_at
    from events
    where (transaction_id, position) > (${after.transactionId}::xid8, ${after.position}::bigint)
      and transaction_id < pg_snapshot_xmin(pg_current_snapshot())
      and ${withoutMessages}
      and type = any (${types as string[]})
    -- Of the table: the names alone would mean the texts above, and '10' comes before '9'.
    order by events.transaction_id, events.position
    limit ${limit}`.execute(db);
  return rows.map(toLoggedEvent);
}

/** One event of the log, or undefined. */
export async function readLoggedEvent(db: Database, at: LogPosition): Promise<LoggedEvent | undefined> {
  const { rows } = await sql<EventRow>`
    select transaction_id::text, position::text, type, conversation_id, seq, org_unit_id, actor_kind, actor_id, payload, created_at
    from events
    where transaction_id = ${at.transactionId}::xid8 and position = ${at.position}::bigint`.execute(db);
  return rows[0] && toLoggedEvent(rows[0]);
}

function toLoggedEvent(row: EventRow): LoggedEvent {
  return {
    transactionId: row.transaction_id,
    position: row.position,
    type: row.type,
    conversationId: row.conversation_id,
    seq: row.seq,
    orgUnitId: row.org_unit_id,
    actor: { kind: row.actor_kind, id: row.actor_id },
    payload: row.payload,
    at: row.created_at,
  };
}
