import type { Conversation } from '@cskefu/contract';
import { sql } from 'kysely';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessInHistory, listConversations, parseCursor } from '../conversations/index.ts';
import { within } from '../organization/index.ts';

/** Other conversations of the same person, over whatever channel, as far as they lie in the actor's reach. */
export async function listEarlier(
  ctx: UseCaseContext<AccountActor>,
  { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number },
): Promise<{ items: Conversation[]; nextCursor: string | null }> {
  const { visitor } = await accessInHistory(ctx, id);
  const [at, last] = cursor === undefined ? [null, null] : parseCursor(cursor);
  const found = await listConversations(
    ctx.tx,
    sql`
      select c.id from conversations c
      where c.visitor_id in (
          select ${visitor.id}::uuid
          union
          select other.visitor_id from contact_identities mine
          join contact_identities other on other.contact_id = mine.contact_id where mine.visitor_id = ${visitor.id}
        )
        and c.id <> ${id}
        and (${within('c.skill_group_id', ctx.actor.orgUnit)} or c.agent_id = ${ctx.actor.id})
        and (${at}::timestamptz is null or (c.created_at, c.id) < (${at}::timestamptz, ${last}::uuid))
      order by c.created_at desc, c.id desc limit ${limit + 1}`,
  );
  const items = found.slice(0, limit);
  const end = items.at(-1);
  return { items, nextCursor: found.length > limit && end ? `${end.createdAt}_${end.id}` : null };
}
