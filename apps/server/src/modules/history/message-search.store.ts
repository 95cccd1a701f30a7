import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { LoggedEvent } from '../../platform/events/index.ts';
import { type Words, wordsOfText } from './words.ts';

interface SaidRow {
  readonly conversation_id: string;
  readonly seq: number;
  readonly said: string;
}

/** Makes messages findable. Repeating it changes nothing. */
export async function indexMessages(db: DatabaseReader, events: readonly LoggedEvent[]): Promise<void> {
  const rows = await readMessages(db, events);
  if (rows.length === 0) return;
  const words = await Promise.all(rows.map(({ said }) => wordsOfText(said)));
  await sql`
    insert into message_search (conversation_id, seq, document)
    select w.conversation_id, w.seq, strip(to_tsvector('english', w.other)) ||
      coalesce(array_to_tsvector(string_to_array(nullif(w.chinese, ''), ' ')), '')
    from unnest(
      ${rows.map((row) => row.conversation_id)}::uuid[],
      ${rows.map((row) => row.seq)}::int[],
      ${words.map(({ other }) => other)}::text[],
      ${words.map(({ chinese }) => chinese.join(' '))}::text[]
    ) as w (conversation_id, seq, other, chinese)
    on conflict (conversation_id, seq) do update set document = excluded.document`.execute(db);
}

/** The words of the messages that events tell of, and the names of their files. */
async function readMessages(db: DatabaseReader, events: readonly LoggedEvent[]): Promise<SaidRow[]> {
  const { rows } = await sql<SaidRow>`
    select m.conversation_id, m.seq, concat_ws(' ', m.text, m.file ->> 'name') as said
    from unnest(
      ${events.map((event) => event.conversationId)}::uuid[],
      ${events.map((event) => event.seq)}::int[]
    ) as e (conversation_id, seq)
    join messages m on m.conversation_id = e.conversation_id and m.seq = e.seq`.execute(db);
  return rows;
}

/** What the documents are asked: all of the words. */
export const searchQuery = ({ chinese, other }: Words): RawBuilder<unknown> =>
  sql`(plainto_tsquery('english', ${other}) && ${chinese.map((word) => `'${word}'`).join(' & ')}::tsquery)`;

export interface Hit {
  readonly seq: number;
  readonly text: string;
}

/** The first message of each conversation that has all of the words. */
export async function findHits(db: DatabaseReader, ids: readonly string[], words: Words): Promise<Map<string, Hit>> {
  const { rows } = await sql<{ id: string } & Hit>`
    select wanted.id, first.seq, concat_ws(' ', m.text, m.file ->> 'name') as text
    from unnest(${ids as string[]}::uuid[]) as wanted (id)
    cross join lateral (
      select s.seq from message_search s
      where s.conversation_id = wanted.id and s.document @@ ${searchQuery(words)}
      order by s.seq limit 1
    ) first
    join messages m on m.conversation_id = wanted.id and m.seq = first.seq`.execute(db);
  return new Map(rows.map(({ id, seq, text }) => [id, { seq, text }]));
}
