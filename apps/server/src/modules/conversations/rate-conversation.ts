import type { Conversation, Rating } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { UseCaseContext, VisitorActor } from '../access/index.ts';
import { accessConversation } from './access-conversation.ts';
import { asksRating } from './asks-rating.ts';
import { streamEvent } from './stream-event.ts';

/** So long may a visitor think better of it. */
const CHANGEABLE_MS = 24 * 60 * 60 * 1_000;

/**
 * A visitor says what they think of their conversation, and may change it for a day. Saying the same again changes nothing.
 * @throws {DomainError} not_found; conflict: it is not over and they were not asked, or the day is over
 */
export async function rateConversation(
  ctx: UseCaseContext<VisitorActor>,
  { id, level, reasons: given, comment: words }: Rating & { id: string },
): Promise<Conversation> {
  const { tx, now } = ctx;
  const reasons = [...new Set(given)];
  const comment = words?.trim() || null;
  const conversation = await accessConversation(ctx, id);
  if (isSame(conversation.satisfaction, { level, reasons, comment })) return conversation;
  const asks = await asksRating(tx, conversation.skillGroup.id);
  if (asks === 'never' || (asks === 'by_agent' && conversation.satisfactionRequestedAt === null))
    throw new DomainError('conflict', { detail: 'nobody asked' });
  const row = await tx
    .updateTable('conversations')
    .set((column) => ({
      satisfaction: level,
      satisfaction_reasons: reasons,
      satisfaction_comment: comment,
      rated_at: now,
      first_rated_at: column.fn.coalesce('first_rated_at', column.val(now)),
      last_seq: column('last_seq', '+', 1),
    }))
    .where('id', '=', id)
    .where('visitor_id', '=', ctx.actor.id)
    .where('agent_id', 'is not', null)
    .where((where) => where.or([where('state', '=', 'closed'), where('satisfaction_requested_at', 'is not', null)]))
    .where((where) =>
      where.or([
        where('first_rated_at', 'is', null),
        where('first_rated_at', '>', new Date(now.getTime() - CHANGEABLE_MS)),
      ]),
    )
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  if (!row) throw new DomainError('conflict', { detail: 'it cannot be rated, not yet or not any more' });
  ctx.emit(streamEvent('conversation.rated', row, { level, reasons, comment }));
  return accessConversation(ctx, id);
}

const isSame = (held: Conversation['satisfaction'], { level, reasons, comment }: Rating) =>
  held?.level === level && held.comment === comment && held.reasons.join() === reasons.join();
