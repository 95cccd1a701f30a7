import type { ScheduledMessage } from '@cskefu/contract';
import { cancelTask, scheduleTask } from '../../platform/due/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { laterWithinAYear } from '../conversations/index.ts';
import {
  announce,
  lockOwn,
  presentScheduled,
  SCHEDULED_TASK,
  type ScheduledDraft,
} from './scheduled-messages.store.ts';

export interface ScheduledChange {
  readonly id: string;
  readonly text?: string | undefined;
  readonly sendAt?: string | undefined;
}

/**
 * Other words, or another time. One that could not be sent is tried again at that time.
 * @throws {DomainError} not_found; invalid_input
 */
export async function changeScheduledMessage(
  ctx: UseCaseContext<AccountActor>,
  { id, text, sendAt }: ScheduledChange,
): Promise<ScheduledMessage> {
  const before = await lockOwn(ctx, id, ctx.actor.id);
  const dueAt = sendAt === undefined ? before.send_at : laterWithinAYear(ctx.now, sendAt, 'sendAt');
  const draft = { ...(before.draft as unknown as ScheduledDraft), ...(text !== undefined && { text }) };
  const row = await ctx.tx
    .updateTable('scheduled_messages')
    .set({ draft: JSON.stringify(draft), send_at: dueAt, failure: sendAt === undefined ? before.failure : null })
    .where('id', '=', id)
    .returningAll()
    .executeTakeFirstOrThrow();
  if (row.failure === null) await scheduleTask(ctx.tx, { kind: SCHEDULED_TASK, subjectId: id, dueAt });
  announce(ctx, row, 'scheduled');
  return presentScheduled(row);
}

/**
 * It is not sent. Answers with what it said, so that the words can go on.
 * @throws {DomainError} not_found
 */
export async function cancelScheduledMessage(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<ScheduledMessage> {
  const row = await lockOwn(ctx, id, ctx.actor.id);
  await ctx.tx.deleteFrom('scheduled_messages').where('id', '=', id).execute();
  await cancelTask(ctx.tx, SCHEDULED_TASK, id);
  announce(ctx, row, 'cancelled');
  return presentScheduled(row);
}
