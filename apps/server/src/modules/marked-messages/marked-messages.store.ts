import type { AuthorKind, ConversationState, FileInfo, MarkedMessage, Message } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { AccountActor } from '../access/index.ts';
import { visitorName } from '../visitors/index.ts';

export interface MarkedRow {
  readonly marked: MarkedMessage;
}

/** What an account has marked in conversations of its reach, or that it serves; the last marked first. */
export async function findMarked(
  db: DatabaseReader,
  { id, orgUnit }: Pick<AccountActor, 'id' | 'orgUnit'>,
  after: [string, string] | null,
  limit: number,
): Promise<MarkedRow[]> {
  const rows = await db
    .selectFrom('message_marks as k')
    .innerJoin('messages as m', 'm.id', 'k.message_id')
    .innerJoin('conversations as c', 'c.id', 'k.conversation_id')
    .innerJoin('org_units as u', 'u.id', 'c.skill_group_id')
    .innerJoin('channels', 'channels.id', 'c.channel_id')
    .innerJoin('visitors as v', 'v.id', 'c.visitor_id')
    .selectAll('m')
    .select(['k.created_at as marked_at', 'c.state', 'channels.name as channel', 'v.id as visitor_id'])
    .select(['v.name as visitor_name', 'v.locale as visitor_locale'])
    .where('k.account_id', '=', id)
    .where((query) => query.or([query('u.path', 'like', `${orgUnit.path}%`), query('c.agent_id', '=', id)]))
    .$if(after !== null, (query) =>
      query.where(sql<boolean>`(k.created_at, k.message_id) < (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`),
    )
    .orderBy('k.created_at', 'desc')
    .orderBy('k.message_id', 'desc')
    .limit(limit)
    .execute();
  return rows.map((row) => ({
    marked: {
      message: {
        id: row.id,
        conversationId: row.conversation_id,
        seq: row.seq,
        at: row.created_at.toISOString(),
        author: { kind: row.author_kind as AuthorKind, id: row.author_id, name: row.author_name },
        kind: row.kind as Message['kind'],
        text: row.text,
        ...(row.reply_to !== null && { replyTo: row.reply_to }),
        file: row.file as FileInfo | null,
      },
      conversation: {
        id: row.conversation_id,
        state: row.state as ConversationState,
        visitor: visitorName({
          id: row.visitor_id,
          name: row.visitor_name,
          locale: row.visitor_locale as 'zh-CN' | 'en' | null,
        }),
        channel: row.channel,
      },
      markedAt: row.marked_at.toISOString(),
    },
  }));
}
