import { DomainError } from '../../platform/errors/index.ts';
import type { SystemActor, UseCaseContext, VisitorActor } from '../access/index.ts';
import { refuseBlocked } from '../blocks/index.ts';
import { type ChannelRecord, findChannel } from '../channels/index.ts';
import { groupToBeginIn } from '../pre-chat/index.ts';
import { findServiceState } from '../session-settings/index.ts';
import { streamEvent } from './stream-event.ts';

export interface OpenConversation {
  readonly id: string;
  readonly isNew: boolean;
}

export interface Meant {
  readonly boundAgentId?: string | null;
  /** By somebody of the desk: they need not answer anything first. */
  readonly isInvited?: true;
  /** Instead of that of its channel. */
  readonly skillGroupId?: number;
  readonly priority?: number;
}

/**
 * The visitor's open conversation, or a new one that waits for an agent. The database allows one open conversation for each visitor, so
 * two tabs that write at the same moment meet in one. A new one may be meant for somebody: whoever invited the visitor.
 * @throws {DomainError} channel_unavailable, blocked, pre_chat_due
 */
export async function openConversation(
  ctx: UseCaseContext<VisitorActor>,
  meant: Meant | undefined,
): Promise<OpenConversation> {
  const existing = await findOpen(ctx);
  if (existing) return { id: existing, isNew: false };
  const channel = await findChannel(ctx.tx, ctx.actor.channelId);
  if (!channel?.enabled) throw new DomainError('channel_unavailable');
  const skillGroupId = meant?.isInvited ? channel.skillGroup.id : await groupToBeginIn(ctx.tx, channel, ctx.actor.id);
  const origin = await originIn(ctx, channel);
  const row = await ctx.tx
    .insertInto('conversations')
    .values({
      id: crypto.randomUUID(),
      channel_id: channel.id,
      skill_group_id: meant?.skillGroupId ?? skillGroupId,
      visitor_id: ctx.actor.id,
      state: 'waiting',
      origin,
      bound_agent_id: meant?.boundAgentId ?? null,
      priority: meant?.priority ?? 0,
      created_at: ctx.now,
      waiting_since: ctx.now,
      last_seq: 2,
    })
    .onConflict((conflict) => conflict.column('visitor_id').where('state', '<>', 'closed').doNothing())
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  // Somebody else's came first, and may even be over by now.
  if (!row) return openConversation(ctx, meant);
  await refuseBlocked(ctx, ctx.actor.id);
  ctx.emit(streamEvent('conversation.created', { ...row, last_seq: 1 }, { origin }));
  ctx.emit(streamEvent('conversation.waiting', row, { reason: 'opened', since: ctx.now.toISOString() }));
  return { id: row.id, isNew: true };
}

/** Where a channel has no form, what is written while nobody is there is a left message. */
async function originIn(
  ctx: UseCaseContext<VisitorActor>,
  channel: ChannelRecord,
): Promise<'visitor' | 'left_message'> {
  if (channel.settings.leftMessage.offer !== 'plain') return 'visitor';
  return (await findServiceState(ctx.tx, channel.skillGroup.id, ctx.now)) === 'open' ? 'visitor' : 'left_message';
}

/** Id of a visitor's open conversation. */
export async function findOpen(
  ctx: Pick<UseCaseContext<VisitorActor | SystemActor>, 'tx'> & { actor: { id: string } },
): Promise<string | undefined> {
  const row = await ctx.tx
    .selectFrom('conversations')
    .select('id')
    .where('visitor_id', '=', ctx.actor.id)
    .where('state', '<>', 'closed')
    .executeTakeFirst();
  return row?.id;
}
