import type { Desk } from '../desk/desk.ts';
import type { NumberedIds } from '../desk/numbered-ids.ts';
import { FIRST_SEQ, type Party } from '../desk/populate.ts';

export interface Stored {
  readonly rows: number;
  /** Numbers of streams that no row has. */
  readonly holes: number;
  /** The same words in two rows. */
  readonly doubled: number;
  /** Messages of one author that lie in another order than they were written in. */
  readonly reordered: number;
}

/** What the database holds of the messages of one run, whose texts end with their number. */
export async function readStored(desk: Desk, party: Party, messages: NumberedIds): Promise<Stored> {
  const { rows } = await desk.database.pool.query(
    `with mine as (
       select id, conversation_id, author_kind, seq, right(text, 12) as number,
         lag(right(text, 12)) over (partition by conversation_id, author_kind order by seq) as previous
       from messages where id between $1::uuid and $2::uuid
     ), streams as (
       select c.last_seq - ${FIRST_SEQ} - (select count(*) from messages m where m.conversation_id = c.id) as holes
       from conversations c where c.id between $3::uuid and $4::uuid
     )
     select count(*)::int as rows,
       (count(*) - count(distinct number))::int as doubled,
       (count(*) filter (where previous > number))::int as reordered,
       (select coalesce(sum(abs(holes)), 0)::int from streams) as holes
     from mine`,
    [
      messages.id(0),
      `${messages.prefix}ffffffffffff`,
      party.conversations.id(0),
      `${party.conversations.prefix}ffffffffffff`,
    ],
  );
  return rows[0] as Stored;
}
