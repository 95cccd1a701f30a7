import type { MarkedMessage } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversation, parseCursor } from '../conversations/index.ts';
import { findMarked, type MarkedRow } from './marked-messages.store.ts';

const MOST_OF_ONE = 500;

/** Which messages of a conversation the actor has marked, from the first on. */
export async function listMarksOfConversation(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<{ items: { messageId: string; seq: number }[] }> {
  await accessConversation(ctx, id);
  const items = await ctx.tx
    .selectFrom('message_marks')
    .select(['message_id as messageId', 'seq'])
    .where('account_id', '=', ctx.actor.id)
    .where('conversation_id', '=', id)
    .orderBy('seq')
    .limit(MOST_OF_ONE)
    .execute();
  return { items };
}

/** A page of all that the actor has marked and may see, the last marked first. */
export async function listMarkedMessages(
  ctx: UseCaseContext<AccountActor>,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: MarkedMessage[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const rows = await findMarked(ctx.tx, ctx.actor, after, limit + 1);
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  return {
    items: page.map(({ marked }) => marked),
    nextCursor: rows.length > limit && last ? cursorOf(last) : null,
  };
}

const cursorOf = ({ marked }: MarkedRow) => `${marked.markedAt}_${marked.message.id}`;
