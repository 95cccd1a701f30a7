import type { Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findSkillGroupName } from '../organization/index.ts';
import { arranger, claimWaiting } from './claim-waiting.ts';
import { findConversation } from './conversations.store.ts';
import { streamEvent } from './stream-event.ts';

/**
 * A waiting conversation goes to the queue of another skill group. It keeps since when it waits and its priority, and is bound to nobody any
 * more. Any skill group of the desk, as in handing over. Moving it to where it waits changes nothing.
 * @throws {DomainError} not_found; conflict: it does not wait any more; unavailable_target
 */
export async function moveConversation(
  ctx: UseCaseContext<AccountActor>,
  { id, skillGroupId }: { id: string; skillGroupId: number },
): Promise<Conversation> {
  const claimed = await claimWaiting(ctx, id);
  if (!claimed) throw new DomainError('conflict', { detail: 'it is closed' });
  const { conversation } = claimed;
  if (conversation.skillGroup.id === skillGroupId) return conversation;
  const name = await findSkillGroupName(ctx.tx, skillGroupId);
  if (!name) throw new DomainError('unavailable_target', { detail: 'no such skill group' });
  const row = await ctx.tx
    .updateTable('conversations')
    .set((column) => ({ skill_group_id: skillGroupId, bound_agent_id: null, last_seq: column('last_seq', '+', 2) }))
    .where('id', '=', id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirstOrThrow();
  const by = arranger(ctx.actor);
  const skillGroup = { id: skillGroupId, name };
  const since = conversation.waitingSince ?? conversation.createdAt;
  const first = { ...row, last_seq: row.last_seq - 1 };
  ctx.emit(streamEvent('conversation.moved', first, { by, from: conversation.skillGroup, skillGroup }));
  ctx.emit(streamEvent('conversation.waiting', row, { reason: 'moved', since }));
  return (await findConversation(ctx.tx, id)) as Conversation;
}
