import type { Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { arranger, claimWaiting } from './claim-waiting.ts';
import { findConversation } from './conversations.store.ts';
import { nextInStream, streamEvent } from './stream-event.ts';

/**
 * A waiting conversation is given another priority. The same one again changes nothing.
 * @throws {DomainError} not_found; conflict: it does not wait any more
 */
export async function prioritizeConversation(
  ctx: UseCaseContext<AccountActor>,
  { id, priority }: { id: string; priority: number },
): Promise<Conversation> {
  const claimed = await claimWaiting(ctx, id);
  if (!claimed) throw new DomainError('conflict', { detail: 'it is closed' });
  if (claimed.priority === priority) return claimed.conversation;
  const row = await ctx.tx
    .updateTable('conversations')
    .set({ priority, ...nextInStream() })
    .where('id', '=', id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirstOrThrow();
  const change = { by: arranger(ctx.actor), from: claimed.priority, to: priority };
  ctx.emit(streamEvent('conversation.prioritized', row, change));
  return (await findConversation(ctx.tx, id)) as Conversation;
}
