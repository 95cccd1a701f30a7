import type { Author, Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, Actor, SystemActor, UseCaseContext } from '../access/index.ts';
import { findSkillGroupName } from '../organization/index.ts';
import { arranger, claimWaiting } from './claim-waiting.ts';
import { findConversation } from './conversations.store.ts';
import { nextInStream, streamEvent } from './stream-event.ts';
import { lockConversation } from './system-voice.ts';

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
  await moveClaimed(ctx, conversation, { id: skillGroupId, name }, { by: arranger(ctx.actor), reason: 'moved' });
  return (await findConversation(ctx.tx, id)) as Conversation;
}

/**
 * The desk itself moves a waiting conversation to the skill group that its own overflows to. False: it does not wait any more, or that is no
 * skill group.
 */
export async function overflowConversation(
  ctx: UseCaseContext<SystemActor>,
  { id, skillGroupId, senderName }: { id: string; skillGroupId: number; senderName: string },
): Promise<boolean> {
  const conversation = (await lockConversation(ctx.tx, id)) === 'waiting' && (await findConversation(ctx.tx, id));
  const name = await findSkillGroupName(ctx.tx, skillGroupId);
  if (!conversation || !name || conversation.skillGroup.id === skillGroupId) return false;
  const by = { kind: 'system', id: null, name: senderName } as const;
  await moveClaimed(ctx, conversation, { id: skillGroupId, name }, { by, reason: 'overflow' });
  return true;
}

async function moveClaimed(
  ctx: UseCaseContext<Actor>,
  { id, skillGroup: from, waitingSince, createdAt }: Conversation,
  skillGroup: Conversation['skillGroup'],
  { by, reason }: { by: Author; reason: 'moved' | 'overflow' },
): Promise<void> {
  const row = await ctx.tx
    .updateTable('conversations')
    .set({ skill_group_id: skillGroup.id, bound_agent_id: null, ...nextInStream(2) })
    .where('id', '=', id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirstOrThrow();
  const first = { ...row, last_seq: row.last_seq - 1 };
  ctx.emit(streamEvent('conversation.moved', first, { by, from, skillGroup }));
  ctx.emit(streamEvent('conversation.waiting', row, { reason, since: waitingSince ?? createdAt }));
}
