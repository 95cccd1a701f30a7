import { MAX_SCHEDULED_MESSAGES, type ScheduledMessage } from '@cskefu/contract';
import { sql } from 'kysely';
import { scheduleTask } from '../../platform/due/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversation, laterWithinAYear } from '../conversations/index.ts';
import { announce, presentScheduled, SCHEDULED_TASK, selectScheduled } from './scheduled-messages.store.ts';

export interface NewScheduledMessage {
  readonly conversationId: string;
  /** Of the message, when it is sent. */
  readonly id: string;
  readonly text: string;
  readonly replyTo?: number | undefined;
  readonly sendAt: string;
}

/**
 * An agent writes now in a conversation that they serve; it is sent at a time. The same id again changes nothing.
 * @throws {DomainError} not_found; conflict: it is not served by them, or they have scheduled too many; id_taken; invalid_input
 */
export async function scheduleMessage(
  ctx: UseCaseContext<AccountActor>,
  { conversationId, id, text, replyTo, sendAt }: NewScheduledMessage,
): Promise<ScheduledMessage> {
  const conversation = await accessConversation(ctx, conversationId);
  const known = await selectScheduled(ctx.tx).where('id', '=', id).executeTakeFirst();
  if (known?.account_id === ctx.actor.id) return presentScheduled(known);
  if (known || (await isMessage(ctx, id))) throw new DomainError('id_taken');
  if (conversation.state !== 'active' || conversation.agent?.id !== ctx.actor.id)
    throw new DomainError('conflict', { detail: 'it is not served by you' });
  const dueAt = laterWithinAYear(ctx.now, sendAt, 'sendAt');
  await refuseTooMany(ctx);
  const draft = { kind: 'text', text, ...(replyTo !== undefined && { replyTo }) };
  const row = await ctx.tx
    .insertInto('scheduled_messages')
    .values({
      id,
      conversation_id: conversationId,
      account_id: ctx.actor.id,
      draft: JSON.stringify(draft),
      send_at: dueAt,
      created_at: ctx.now,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  await scheduleTask(ctx.tx, { kind: SCHEDULED_TASK, subjectId: id, dueAt });
  announce(ctx, row, 'scheduled');
  return presentScheduled(row);
}

const isMessage = async ({ tx }: UseCaseContext<AccountActor>, id: string) =>
  (await tx.selectFrom('messages').select('id').where('id', '=', id).executeTakeFirst()) !== undefined;

async function refuseTooMany({ tx, actor }: UseCaseContext<AccountActor>): Promise<void> {
  const { count } = await tx
    .selectFrom('scheduled_messages')
    .select(sql<number>`count(*)::int`.as('count'))
    .where('account_id', '=', actor.id)
    .executeTakeFirstOrThrow();
  if (count >= MAX_SCHEDULED_MESSAGES)
    throw new DomainError('conflict', { detail: `no more than ${MAX_SCHEDULED_MESSAGES} at a time` });
}
