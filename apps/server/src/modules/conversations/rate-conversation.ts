import type { Conversation, Rating, SatisfactionForm } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { UseCaseContext, VisitorActor } from '../access/index.ts';
import { accessConversation } from './access-conversation.ts';
import { findSatisfactionForm } from './read-satisfaction-form.ts';
import { nextInStream, streamEvent } from './stream-event.ts';

/** So long may a visitor think better of it. */
const CHANGEABLE_MS = 24 * 60 * 60 * 1_000;

/**
 * A visitor says what they think of their conversation, asked or not, and may change it for a day. Saying the same again changes nothing.
 * @throws {DomainError} not_found; conflict: nobody has served it, their skill group asks nobody, or the day is over; invalid_input: this is
 * not among what can be said
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
  const form = await findSatisfactionForm(tx, conversation);
  if (!form.on) throw new DomainError('conflict', { detail: 'conversations of this skill group are not rated' });
  requireOffered(form, { level, reasons, comment });
  const row = await tx
    .updateTable('conversations')
    .set((column) => ({
      satisfaction: level,
      satisfaction_reasons: reasons,
      satisfaction_comment: comment,
      rated_at: now,
      first_rated_at: column.fn.coalesce('first_rated_at', column.val(now)),
      ...nextInStream(),
    }))
    .where('id', '=', id)
    .where('visitor_id', '=', ctx.actor.id)
    .where('agent_id', 'is not', null)
    .where('state', 'in', ['active', 'closed'])
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

function requireOffered(form: SatisfactionForm, { level, reasons, comment }: Rating): void {
  const offered = form.reasons.filter(({ from, to }) => from <= level && level <= to);
  if (!form.levels.some((one) => one.level === level)) throw notOffered('level');
  if (!reasons.every((id) => offered.some((one) => one.id === id))) throw notOffered('reasons');
  if (comment !== null && !form.comment) throw notOffered('comment');
}

const notOffered = (path: string) =>
  new DomainError('invalid_input', { issues: [{ path, message: 'is not offered here' }] });

const isSame = (held: Conversation['satisfaction'], { level, reasons, comment }: Rating) =>
  held?.level === level && held.comment === comment && held.reasons.join() === reasons.join();
