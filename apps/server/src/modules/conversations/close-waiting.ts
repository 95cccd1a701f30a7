import type { Conversation } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversation } from './access-conversation.ts';
import { arranger, claimWaiting } from './claim-waiting.ts';
import { findConversation } from './conversations.store.ts';
import { nextInStream, streamEvent } from './stream-event.ts';

/**
 * Whoever arranges the queue ends what waits in it. Closing a closed one changes nothing.
 * @throws {DomainError} not_found; conflict: it is served by somebody
 */
export async function closeWaiting(ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<Conversation> {
  if (!(await claimWaiting(ctx, id))) return accessConversation(ctx, id);
  const row = await ctx.tx
    .updateTable('conversations')
    .set({
      state: 'closed',
      closed_at: ctx.now,
      close_reason: 'supervisor',
      waiting_since: null,
      ...nextInStream(),
    })
    .where('id', '=', id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirstOrThrow();
  ctx.emit(streamEvent('conversation.closed', row, { reason: 'supervisor', by: arranger(ctx.actor) }));
  return (await findConversation(ctx.tx, id)) as Conversation;
}
