import { MAX_SCHEDULED_MESSAGES, type ScheduledMessage } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversation } from '../conversations/index.ts';
import { presentScheduled, selectScheduled } from './scheduled-messages.store.ts';

/** What the actor has scheduled in a conversation, the next to be sent first. */
export async function listScheduledOfConversation(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<{ items: ScheduledMessage[] }> {
  await accessConversation(ctx, id);
  return { items: await listOwn(ctx, id) };
}

/** All that the actor has scheduled. */
export async function listScheduledMessages(ctx: UseCaseContext<AccountActor>): Promise<{ items: ScheduledMessage[] }> {
  return { items: await listOwn(ctx) };
}

async function listOwn({ tx, actor }: UseCaseContext<AccountActor>, conversationId?: string) {
  const rows = await selectScheduled(tx)
    .where('account_id', '=', actor.id)
    .$if(conversationId !== undefined, (query) => query.where('conversation_id', '=', conversationId ?? ''))
    .orderBy('send_at')
    .orderBy('id')
    .limit(MAX_SCHEDULED_MESSAGES)
    .execute();
  return rows.map(presentScheduled);
}
