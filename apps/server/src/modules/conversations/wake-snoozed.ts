import { type DueTask, scheduleTask } from '../../platform/due/index.ts';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { findAgent } from '../agents/index.ts';
import { requeueConversation } from './requeue-conversations.ts';
import { SNOOZE_TASK } from './snooze-conversation.ts';
import { nextInStream, streamEvent } from './stream-event.ts';

/**
 * The time of a snooze has come, or the visitor has written, which ended it already. Whoever serves it has it before them again; if they have
 * gone meanwhile, it goes to the front of the queue.
 */
export async function wakeSnoozed(ctx: UseCaseContext<Actor>, { subjectId: id }: DueTask): Promise<void> {
  const conversation = await ctx.tx
    .selectFrom('conversations')
    .select(['state', 'agent_id', 'snoozed_until'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirst();
  if (conversation?.state !== 'active' || conversation.agent_id === null) return;
  const until = conversation.snoozed_until;
  if (until && until > ctx.now) return scheduleTask(ctx.tx, { kind: SNOOZE_TASK, subjectId: id, dueAt: until });
  if (until) await wake(ctx, id);
  const agent = await findAgent(ctx.tx, conversation.agent_id);
  if (!agent || agent.state === 'offline') await requeueConversation(ctx, id);
}

async function wake(ctx: UseCaseContext<Actor>, id: string): Promise<void> {
  const row = await ctx.tx
    .updateTable('conversations')
    .set({ snoozed_until: null, ...nextInStream() })
    .where('id', '=', id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirstOrThrow();
  ctx.emit(streamEvent('conversation.woken', row, { reason: 'due' }));
}
