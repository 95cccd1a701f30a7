import type { Desk } from '../desk/desk.ts';
import { numberedIds } from '../desk/numbered-ids.ts';
import { FIRST_SEQ, type Party } from '../desk/populate.ts';

/** Gives each conversation of a party so many messages, as if they had been written one after the other. */
export async function fillConversations(desk: Desk, party: Party, messagesEach: number): Promise<void> {
  const client = await desk.database.connect('bench fill', { silentMs: null });
  const prefix = numberedIds().prefix;
  const range = `between '${party.conversations.id(0)}' and '${party.conversations.prefix}ffffffffffff'`;
  try {
    await client.query(`
      insert into messages (id, conversation_id, seq, author_kind, author_id, author_name, kind, text, created_at)
      select ('${prefix}' || lpad(to_hex((row_number() over ())::bigint), 12, '0'))::uuid, c.id, ${FIRST_SEQ} + n,
        case n % 2 when 0 then 'agent' else 'visitor' end, case n % 2 when 0 then c.agent_id else c.visitor_id end,
        case n % 2 when 0 then '客服' else '访客' end, 'text', '您好，我想问一下订单什么时候发货？' || n, date_trunc('milliseconds', now()) - interval '1 minute' * (${messagesEach} - n)
      from conversations c cross join generate_series(1, ${messagesEach}) n
      where c.id ${range}`);
    await client.query(`
      update conversations c set last_seq = ${FIRST_SEQ + messagesEach}, last_message_at = m.created_at, last_message_kind = m.kind,
        last_message_text = m.text, last_message_author_kind = m.author_kind
      from messages m where m.conversation_id = c.id and m.seq = ${FIRST_SEQ + messagesEach} and c.id ${range}`);
    await client.query('vacuum analyze');
  } finally {
    await client.end();
  }
}
