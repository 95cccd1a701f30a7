import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversation } from '../conversations/index.ts';

interface Mark {
  readonly id: string;
  readonly messageId: string;
}

/**
 * Somebody marks a message for themselves. Marking it again changes nothing.
 * @throws {DomainError} not_found
 */
export async function markMessage(ctx: UseCaseContext<AccountActor>, { id, messageId }: Mark): Promise<{ ok: true }> {
  await accessConversation(ctx, id);
  const message = await ctx.tx
    .selectFrom('messages')
    .select('seq')
    .where('id', '=', messageId)
    .where('conversation_id', '=', id)
    .executeTakeFirst();
  if (!message) throw new DomainError('not_found', { detail: 'no such message in it' });
  await ctx.tx
    .insertInto('message_marks')
    .values({
      account_id: ctx.actor.id,
      message_id: messageId,
      conversation_id: id,
      seq: message.seq,
      created_at: ctx.now,
    })
    .onConflict((conflict) => conflict.columns(['account_id', 'message_id']).doNothing())
    .execute();
  return { ok: true };
}

/**
 * The mark is gone. Without one, nothing happens.
 * @throws {DomainError} not_found
 */
export async function unmarkMessage(ctx: UseCaseContext<AccountActor>, { id, messageId }: Mark): Promise<{ ok: true }> {
  await accessConversation(ctx, id);
  await ctx.tx
    .deleteFrom('message_marks')
    .where('account_id', '=', ctx.actor.id)
    .where('message_id', '=', messageId)
    .where('conversation_id', '=', id)
    .execute();
  return { ok: true };
}
