import type { Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversation } from './access-conversation.ts';
import { findSatisfactionForm } from './read-satisfaction-form.ts';
import { nextInStream, streamEvent } from './stream-event.ts';

/**
 * An agent asks the visitor what they think of the conversation. Asking again, or when they have said it, changes nothing.
 * @throws {DomainError} not_found; conflict: somebody else serves it, or nobody yet, or their skill group asks nobody
 */
export async function requestSatisfaction(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<Conversation> {
  const { actor, tx, now } = ctx;
  const conversation = await accessConversation(ctx, id);
  if (conversation.agent?.id !== actor.id) throw new DomainError('conflict', { detail: 'it is not served by you' });
  if (!(await findSatisfactionForm(tx, conversation)).on)
    throw new DomainError('conflict', { detail: 'conversations of this skill group are not rated' });
  const row = await tx
    .updateTable('conversations')
    .set({ satisfaction_requested_at: now, ...nextInStream() })
    .where('id', '=', id)
    .where('agent_id', '=', actor.id)
    .where('state', 'in', ['active', 'closed'])
    .where('satisfaction_requested_at', 'is', null)
    .where('satisfaction', 'is', null)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  if (row) {
    const by = { kind: 'agent', id: actor.id, name: actor.name } as const;
    ctx.emit(streamEvent('conversation.satisfaction_requested', row, { by }));
  }
  return accessConversation(ctx, id);
}
