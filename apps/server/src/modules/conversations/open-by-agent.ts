import type { Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { reserveCapacity } from '../agents/index.ts';
import { refuseBlocked } from '../blocks/index.ts';
import { findChannel } from '../channels/index.ts';
import { countActive, findConversation } from './conversations.store.ts';
import { streamEvent } from './stream-event.ts';
import { isFullInGroup } from './take-conversation.ts';

/**
 * An agent begins a conversation with a visitor who has none open: it is active with them at once. Their screen shows it as soon as they look.
 * @throws {DomainError} unreachable: blocked, channel_off; conflict: they have begun one themselves; capacity_reached
 */
export async function openByAgent(
  ctx: UseCaseContext<AccountActor>,
  { visitorId, channelId }: { visitorId: string; channelId: string },
): Promise<Conversation> {
  const { actor, tx, now } = ctx;
  const channel = await findChannel(tx, channelId);
  if (!channel?.enabled) throw new DomainError('unreachable', { detail: 'channel_off' });
  const capacity = await reserveCapacity(tx, actor.id);
  const load = (await countActive(tx, [actor.id])).get(actor.id) ?? 0;
  if (load >= capacity || (await isFullInGroup(ctx, channel.skillGroup.id))) throw new DomainError('capacity_reached');
  const row = await tx
    .insertInto('conversations')
    .values({
      id: crypto.randomUUID(),
      channel_id: channel.id,
      skill_group_id: channel.skillGroup.id,
      visitor_id: visitorId,
      state: 'active',
      origin: 'agent',
      agent_id: actor.id,
      created_at: now,
      assigned_at: now,
      last_seq: 2,
    })
    .onConflict((conflict) => conflict.column('visitor_id').where('state', '<>', 'closed').doNothing())
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  if (!row) throw new DomainError('conflict', { detail: 'they have an open conversation' });
  await refuseBlocked(ctx, visitorId);
  const agent = { id: actor.id, name: actor.name };
  ctx.emit(streamEvent('conversation.created', { ...row, last_seq: 1 }, { origin: 'agent' }));
  ctx.emit(streamEvent('conversation.assigned', row, { agent, by: 'taken' }));
  // Of no stream: tells the connections of the visitor.
  ctx.emit({ type: 'visitor.addressed', conversationId: row.id, payload: { visitorId } });
  return (await findConversation(tx, row.id)) as Conversation;
}
