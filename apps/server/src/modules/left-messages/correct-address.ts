import type { LeftMessage } from '@cskefu/contract';
import { sql } from 'kysely';
import { scheduleTask } from '../../platform/due/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessInHistory } from '../conversations/index.ts';
import { setEmail } from './left-messages.store.ts';
import { getLeftMessage } from './list-left-messages.ts';
import { MAIL_ANSWERS } from './notice-answers.ts';

/**
 * Corrects the address that answers go to. Letters that were refused, or still wait, are written anew to it; links in those that went to the old
 * address are good no more.
 * @throws {DomainError} not_found
 */
export async function correctAddress(
  ctx: UseCaseContext<AccountActor>,
  { id, email }: { id: string; email: string },
): Promise<LeftMessage> {
  const { skillGroup } = await accessInHistory(ctx, id);
  const before = await getLeftMessage(ctx, { id });
  if (before.email === email || !(await setEmail(ctx.tx, id, email))) return before;
  await takeBackLetters(ctx, id);
  await scheduleTask(ctx.tx, { kind: MAIL_ANSWERS, subjectId: id, dueAt: ctx.now });
  // Without the addresses: nobody can take anything out of the log again.
  ctx.emit({ type: 'left_message.address_corrected', orgUnitId: skillGroup.id, payload: { conversationId: id } });
  return getLeftMessage(ctx, { id });
}

/** What did not go out counts as unwritten. A letter that is being sent at this moment stays. */
async function takeBackLetters(ctx: UseCaseContext<AccountActor>, id: string): Promise<void> {
  const { rows } = await sql<{ payload: { messageSeqs: number[] } }>`
    delete from outgoing_mails
    where subject_id = ${id} and state <> 'sent' and (leased_until is null or leased_until < ${ctx.now})
    returning payload`.execute(ctx.tx);
  const first = Math.min(...rows.flatMap(({ payload }) => payload.messageSeqs));
  if (Number.isFinite(first))
    await ctx.tx
      .updateTable('left_messages')
      .set({ mailed_seq: first - 1 })
      .where('conversation_id', '=', id)
      .execute();
}
