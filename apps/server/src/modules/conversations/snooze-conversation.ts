import type { Author, Conversation } from '@cskefu/contract';
import { cancelTask, scheduleTask } from '../../platform/due/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversation } from './access-conversation.ts';
import { findConversation } from './conversations.store.ts';
import { nextInStream, streamEvent } from './stream-event.ts';

export const SNOOZE_TASK = 'snooze';
const LONGEST_MS = 366 * 24 * 60 * 60 * 1_000;

export interface Snooze {
  readonly id: string;
  readonly until: string;
  readonly reason?: string | undefined;
}

/**
 * An agent puts a conversation that they serve aside until a time. It stays theirs and counts towards what they may serve: the visitor may
 * write at any moment, and the limit must hold then too.
 * @throws {DomainError} not_found; conflict: it is not served by them; invalid_input: no time in the future
 */
export async function snoozeConversation(
  ctx: UseCaseContext<AccountActor>,
  { id, until, reason }: Snooze,
): Promise<Conversation> {
  await accessConversation(ctx, id);
  const dueAt = laterWithinAYear(ctx.now, until, 'until');
  const why = reason || null;
  const row = await setSnooze(ctx, id, dueAt, why);
  const by: Author = { kind: 'agent', id: ctx.actor.id, name: ctx.actor.name };
  ctx.emit(streamEvent('conversation.snoozed', row, { until: dueAt.toISOString(), reason: why, by }));
  await scheduleTask(ctx.tx, { kind: SNOOZE_TASK, subjectId: id, dueAt });
  return (await findConversation(ctx.tx, id)) as Conversation;
}

/**
 * Its agent takes a conversation up again before its time. One that is not put aside stays as it is.
 * @throws {DomainError} not_found; conflict: it is not served by them
 */
export async function wakeConversation(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<Conversation> {
  const conversation = await accessConversation(ctx, id);
  if (conversation.agent?.id === ctx.actor.id && !conversation.snooze) return conversation;
  const row = await setSnooze(ctx, id, null, null);
  ctx.emit(streamEvent('conversation.woken', row, { reason: 'agent' }));
  await cancelTask(ctx.tx, SNOOZE_TASK, id);
  return (await findConversation(ctx.tx, id)) as Conversation;
}

/** "If it is still served by them." */
async function setSnooze(ctx: UseCaseContext<AccountActor>, id: string, until: Date | null, reason: string | null) {
  const row = await ctx.tx
    .updateTable('conversations')
    .set({ snoozed_until: until, snooze_reason: reason, ...nextInStream() })
    .where('id', '=', id)
    .where('state', '=', 'active')
    .where('agent_id', '=', ctx.actor.id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  if (!row) throw new DomainError('conflict', { detail: 'it is not served by you' });
  return row;
}

/** @throws {DomainError} invalid_input */
export function laterWithinAYear(now: Date, moment: string, field: string): Date {
  const at = new Date(moment);
  const ahead = at.getTime() - now.getTime();
  if (ahead > 0 && ahead <= LONGEST_MS) return at;
  throw new DomainError('invalid_input', { issues: [{ path: field, message: 'must lie within the next year' }] });
}
