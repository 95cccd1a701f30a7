import type { InboundOutcome, InboundRequest, InboundState } from '@cskefu/contract';
import type { RawRequest } from '@cskefu/plugin-sdk';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';

export interface StoredRequest {
  /** Place in the order in which requests came, a 64-bit integer as text. */
  readonly position: string;
  readonly id: string;
  readonly channelId: string;
  readonly raw: RawRequest;
  readonly state: InboundState;
  readonly reason: string | null;
  readonly error: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly settledAt: Date | null;
  readonly outcomes: readonly InboundOutcome[];
}

/** Keeps a request as it came. */
export async function insertRequest(db: DatabaseReader, channelId: string, raw: RawRequest): Promise<void> {
  const receivedAt = new Date(raw.receivedAt);
  await db
    .insertInto('inbound_requests')
    .values({
      channel_id: channelId,
      method: raw.method,
      path: raw.path,
      query: JSON.stringify(raw.query),
      headers: JSON.stringify(raw.headers),
      body: Buffer.from(raw.body),
      received_at: receivedAt,
      next_attempt_at: receivedAt,
    })
    .execute();
}

/** What is to be read of one channel, in the order in which it came. */
export async function dueRequests(db: DatabaseReader, channelId: string, limit: number): Promise<StoredRequest[]> {
  const rows = await db
    .selectFrom('inbound_requests')
    .selectAll()
    .where('channel_id', '=', channelId)
    .where('next_attempt_at', '<=', new Date())
    .orderBy('position')
    .limit(limit)
    .execute();
  return rows.map(toRequest);
}

/** Channels over which something came that was not read. */
export async function channelsWithDueRequests(db: DatabaseReader): Promise<string[]> {
  const { rows } = await sql<{ id: string }>`
    select c.id from channels c
    where c.transport <> 'live' and exists (
      select from inbound_requests r where r.channel_id = c.id and r.next_attempt_at <= now()
    )`.execute(db);
  return rows.map(({ id }) => id);
}

export interface Settlement {
  readonly id: string;
  readonly state: InboundState;
  readonly reason: string | null;
  readonly error: string | null;
  readonly attempts: number;
  readonly nextAttemptAt: Date | null;
  readonly outcomes: readonly InboundOutcome[];
}

/** Writes down what became of requests, many at once. */
export async function settleRequests(db: DatabaseReader, settlements: readonly Settlement[]): Promise<void> {
  if (settlements.length === 0) return;
  await sql`
    update inbound_requests r set
      state = s.state, reason = s.reason, error = left(s.error, 1000), attempts = s.attempts,
      next_attempt_at = s.next_attempt_at, outcomes = s.outcomes,
      settled_at = case when s.next_attempt_at is null then now() end
    from unnest(
      ${settlements.map(({ id }) => id)}::uuid[],
      ${settlements.map(({ state }) => state)}::text[],
      ${settlements.map(({ reason }) => reason)}::text[],
      ${settlements.map(({ error }) => error)}::text[],
      ${settlements.map(({ attempts }) => attempts)}::integer[],
      ${settlements.map(({ nextAttemptAt }) => nextAttemptAt)}::timestamptz[],
      ${settlements.map(({ outcomes }) => JSON.stringify(outcomes))}::jsonb[]
    ) as s (id, state, reason, error, attempts, next_attempt_at, outcomes)
    where r.id = s.id`.execute(db);
}

export async function findRequest(db: DatabaseReader, id: string): Promise<StoredRequest | undefined> {
  const row = await db.selectFrom('inbound_requests').selectAll().where('id', '=', id).executeTakeFirst();
  return row && toRequest(row);
}

/** Of one channel, the newest first, before a position. */
export async function listRequests(
  db: DatabaseReader,
  channelId: string,
  state: InboundState | undefined,
  before: string | undefined,
  limit: number,
): Promise<StoredRequest[]> {
  const rows = await db
    .selectFrom('inbound_requests')
    .selectAll()
    .where('channel_id', '=', channelId)
    .$if(state !== undefined, (query) => query.where('state', '=', state as string))
    .$if(before !== undefined, (query) => query.where('position', '<', before as string))
    .orderBy('position', 'desc')
    .limit(limit)
    .execute();
  return rows.map(toRequest);
}

/** To be read anew: one request, or all of a channel that have failed. Answers how many. */
export async function replayRequests(db: DatabaseReader, channelId: string, id: string | undefined): Promise<number> {
  const result = await db
    .updateTable('inbound_requests')
    .set({ state: 'received', reason: null, error: null, attempts: 0, next_attempt_at: new Date(), settled_at: null })
    .where('channel_id', '=', channelId)
    .$if(id !== undefined, (query) => query.where('id', '=', id as string).where('settled_at', 'is not', null))
    .$if(id === undefined, (query) => query.where('state', '=', 'failed'))
    .executeTakeFirst();
  return Number(result.numUpdatedRows);
}

/** What was taken is kept for two weeks, what was not for three months. */
export async function removeOldRequests(db: DatabaseReader): Promise<void> {
  await sql`
    delete from inbound_requests where position in (
      select position from inbound_requests
      where next_attempt_at is null
        and settled_at < now() - case when state = 'failed' then interval '90 days' else interval '14 days' end
      order by position limit 10000
    )`.execute(db);
}

export const presentRequest = (request: StoredRequest): InboundRequest => ({
  id: request.id,
  receivedAt: new Date(request.raw.receivedAt).toISOString(),
  method: request.raw.method,
  path: request.raw.path,
  bytes: request.raw.body.byteLength,
  state: request.state,
  reason: request.reason,
  error: request.error,
  attempts: request.attempts,
  nextAttemptAt: request.attempts > 0 ? (request.nextAttemptAt?.toISOString() ?? null) : null,
  settledAt: request.settledAt?.toISOString() ?? null,
  outcomes: [...request.outcomes],
});

const toRequest = (row: {
  position: string;
  id: string;
  channel_id: string;
  method: string;
  path: string;
  query: unknown;
  headers: unknown;
  body: Buffer;
  received_at: Date;
  state: string;
  reason: string | null;
  error: string | null;
  attempts: number;
  next_attempt_at: Date | null;
  settled_at: Date | null;
  outcomes: unknown;
}): StoredRequest => ({
  position: row.position,
  id: row.id,
  channelId: row.channel_id,
  raw: {
    method: row.method,
    path: row.path,
    query: row.query as RawRequest['query'],
    headers: row.headers as RawRequest['headers'],
    body: new Uint8Array(row.body),
    receivedAt: row.received_at.getTime(),
  },
  state: row.state as InboundState,
  reason: row.reason,
  error: row.error,
  attempts: row.attempts,
  nextAttemptAt: row.next_attempt_at,
  settledAt: row.settled_at,
  outcomes: row.outcomes as InboundOutcome[],
});
