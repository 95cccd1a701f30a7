import type { Database } from '../../platform/database/index.ts';
import { cancelTask, type DueHandler, type DueTask, scheduleTask } from '../../platform/due/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, Actor, UseCaseContext } from '../access/index.ts';
import { type MessageWriter, sendAndWait } from '../conversations/index.ts';
import { type Admission, admitScheduled, admittedDraft } from './admit-scheduled.ts';
import { announce, lockOwn, SCHEDULED_TASK, type ScheduledRow, selectScheduled } from './scheduled-messages.store.ts';

export interface SendDependencies {
  readonly db: Database;
  readonly writer: MessageWriter;
}

/** The writer's answers that no later try would change. */
const FINAL: ReadonlySet<string> = new Set([
  'conversation_closed',
  'conflict',
  'not_found',
  'refused_by_plugin',
  'held_for_review',
]);

/**
 * Its time has come. The message is stored under the id that was made when it was written, by the one door for messages: a second try finds it
 * there. What may not be sent any more stays, with the reason.
 */
export const sendScheduledMessage = (dependencies: SendDependencies): DueHandler<UseCaseContext<Actor>> => {
  const handle = async (ctx: UseCaseContext<Actor>, { subjectId: id }: DueTask, prepared: unknown): Promise<void> => {
    const row = await selectScheduled(ctx.tx).where('id', '=', id).forUpdate().executeTakeFirst();
    if (!row || row.failure !== null) return;
    if (row.send_at > ctx.now) return scheduleTask(ctx.tx, { kind: SCHEDULED_TASK, subjectId: id, dueAt: row.send_at });
    try {
      await send(dependencies, ctx, row, prepared as Admission);
    } catch (error) {
      if (!(error instanceof DomainError) || !FINAL.has(error.code)) throw error;
      await ctx.tx.updateTable('scheduled_messages').set({ failure: error.code }).where('id', '=', id).execute();
      announce(ctx, row, 'failed');
    }
  };
  return Object.assign(handle, { prepare: (id: string) => admitScheduled(dependencies, id) });
};

/**
 * Its author does not want to wait.
 * @throws {DomainError} not_found; conflict, conversation_closed, refused_by_plugin, held_for_review: it may not be sent any more; busy
 */
export const sendScheduledMessageNow =
  (dependencies: SendDependencies) =>
  async (
    ctx: UseCaseContext<AccountActor>,
    { id, admission }: { id: string; admission: Admission },
  ): Promise<{ ok: true }> => {
    await send(dependencies, ctx, await lockOwn(ctx, id, ctx.actor.id), admission);
    await cancelTask(ctx.tx, SCHEDULED_TASK, id);
    return { ok: true };
  };

async function send(
  dependencies: SendDependencies,
  ctx: UseCaseContext<Actor>,
  row: ScheduledRow,
  admission: Admission,
): Promise<void> {
  const { name } = await ctx.tx
    .selectFrom('accounts')
    .select('name')
    .where('id', '=', row.account_id)
    .executeTakeFirstOrThrow();
  await sendAndWait(dependencies, {
    id: row.id,
    conversationId: row.conversation_id,
    author: { kind: 'agent', id: row.account_id, name },
    draft: admittedDraft(admission, row),
    isAdmitted: true,
  });
  await ctx.tx.deleteFrom('scheduled_messages').where('id', '=', row.id).execute();
  announce(ctx, row, 'sent');
}
