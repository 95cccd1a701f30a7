import type { AuthorKind, ConversationEvent, FileInfo, Message } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';

/** A wish for the events of one conversation after a seq. */
export interface StreamRequest {
  readonly conversationId: string;
  readonly after: number;
  readonly limit: number;
}

interface StreamRow {
  ord: number;
  conversation_id: string;
  seq: number;
  at: Date;
  type: string;
  payload: Record<string, unknown> | null;
  id: string | null;
  author_kind: string | null;
  author_id: string | null;
  author_name: string | null;
  kind: string | null;
  text: string | null;
  file: FileInfo | null;
  reply_to: number | null;
}

/** The stream of a conversation: its messages, and the events that are not messages. */
const stream = (condition: ReturnType<typeof sql>, direction: 'asc' | 'desc', limit: ReturnType<typeof sql>) => sql`
  select * from (
    (select conversation_id, seq, created_at as at, 'message.created' as type, null::jsonb as payload,
            id, author_kind, author_id, author_name, kind, text, file, reply_to
     from messages s where ${condition} order by seq ${sql.raw(direction)} limit ${limit})
    union all
    (select conversation_id, seq, created_at, type, payload, null, null, null, null, null, null, null, null
     from events s where type <> 'message.created' and seq is not null and ${condition} order by seq ${sql.raw(direction)} limit ${limit})
  ) u order by seq ${sql.raw(direction)} limit ${limit}`;

/** For each wish, the events after its seq, ascending, without gaps. One round trip for all of them. */
export async function readStreams(db: DatabaseReader, requests: StreamRequest[]): Promise<ConversationEvent[][]> {
  const { rows } = await sql<StreamRow>`
    select w.ord::int as ord, e.*
    from unnest(
      ${requests.map((request) => request.conversationId)}::uuid[],
      ${requests.map((request) => request.after)}::int[],
      ${requests.map((request) => request.limit)}::int[]
    ) with ordinality as w (conversation_id, after, most, ord)
    cross join lateral (${stream(sql`s.conversation_id = w.conversation_id and s.seq > w.after`, 'asc', sql`w.most`)}) e
    order by w.ord, e.seq`.execute(db);
  const answers: ConversationEvent[][] = requests.map(() => []);
  for (const row of rows) answers[row.ord - 1]?.push(toEvent(row));
  return answers;
}

/** The last events before a seq (or the newest), ascending. */
export async function readStreamBefore(
  db: DatabaseReader,
  conversationId: string,
  before: number | undefined,
  limit: number,
): Promise<ConversationEvent[]> {
  const condition =
    before === undefined
      ? sql`s.conversation_id = ${conversationId}::uuid`
      : sql`s.conversation_id = ${conversationId}::uuid and s.seq < ${before}`;
  const { rows } = await sql<StreamRow>`${stream(condition, 'desc', sql`${limit}`)}`.execute(db);
  return rows.reverse().map(toEvent);
}

function toEvent(row: StreamRow): ConversationEvent {
  const head = { conversationId: row.conversation_id, seq: row.seq, at: row.at.toISOString() };
  if (row.type !== 'message.created') return { type: row.type, ...head, ...row.payload } as ConversationEvent;
  return messageEvent({
    ...head,
    id: row.id ?? '',
    author: { kind: row.author_kind as AuthorKind, id: row.author_id, name: row.author_name ?? '' },
    kind: row.kind as Message['kind'],
    text: row.text,
    ...(row.reply_to !== null && { replyTo: row.reply_to }),
    file: row.file,
  });
}

/** The event that tells of a message. */
export function messageEvent(message: Message): ConversationEvent {
  return { type: 'message.created', conversationId: message.conversationId, seq: message.seq, at: message.at, message };
}
