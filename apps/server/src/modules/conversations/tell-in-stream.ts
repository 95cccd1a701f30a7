import type { ConversationEvent } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { Actor, UseCaseContext } from '../access/index.ts';
import { nextInStream, streamEvent } from './stream-event.ts';

/**
 * Appends an event to the stream of a conversation of which nothing else changes.
 * @throws {DomainError} not_found
 */
export async function tellInStream<T extends Exclude<ConversationEvent['type'], 'message.created' | 'internal'>>(
  ctx: UseCaseContext<Actor>,
  id: string,
  type: T,
  payload: Parameters<typeof streamEvent<T>>[2],
): Promise<void> {
  const row = await ctx.tx
    .updateTable('conversations')
    .set(nextInStream())
    .where('id', '=', id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  if (!row) throw new DomainError('not_found');
  ctx.emit(streamEvent(type, row, payload));
}
