import type { Desk } from '../desk/desk.ts';
import { numberedIds } from '../desk/numbered-ids.ts';
import { FIRST_SEQ, type Party } from '../desk/populate.ts';

/** Gives one conversation of a party so many messages of different lengths, and makes it the latest of the list. */
export async function fillThread(desk: Desk, party: Party, number: number, messages: number): Promise<void> {
  const { pool } = desk.database;
  const id = party.conversations.id(number);
  await pool.query(`delete from messages where conversation_id = '${id}'`);
  await pool.query(`
    insert into messages (id, conversation_id, seq, author_kind, author_id, author_name, kind, text, created_at)
    select ('${numberedIds().prefix}' || lpad(to_hex(n), 12, '0'))::uuid, c.id, ${FIRST_SEQ} + n,
      case n / 3 % 2 when 0 then 'agent' else 'visitor' end, case n / 3 % 2 when 0 then c.agent_id else c.visitor_id end,
      case n / 3 % 2 when 0 then '客服' else '访客' end, 'text',
      n || ' ' || repeat('您好，我想问一下订单什么时候发货？', 1 + n * 7 % 5), date_trunc('milliseconds', now()) - interval '1 minute' * (${messages} - n)
    from conversations c cross join generate_series(1, ${messages}) n where c.id = '${id}'`);
  await pool.query(`
    update conversations c set last_seq = m.seq, last_message_at = m.created_at, last_message_kind = m.kind,
      last_message_text = m.text, last_message_author_kind = m.author_kind
    from messages m where m.conversation_id = c.id and m.seq = ${FIRST_SEQ + messages} and c.id = '${id}'`);
  await pool.query('vacuum analyze messages');
}
