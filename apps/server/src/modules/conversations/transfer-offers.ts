import type { Conversation } from '@cskefu/contract';
import { sql } from 'kysely';
import { cancelTask, type DueTask, scheduleTask } from '../../platform/due/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, Actor, UseCaseContext } from '../access/index.ts';
import { statesBefore } from './conversation.ts';
import { nextInStream, streamEvent } from './stream-event.ts';
import { lockConversation } from './system-voice.ts';
import { findOffer, type Offer } from './transfer-offers.store.ts';

export const TRANSFER_OFFER_TASK = 'transfer-offer';
/** How long one waits for the other's word. */
export const OFFER_MS = 60_000;

type AgentRef = NonNullable<Conversation['agent']>;

interface NewOffer {
  readonly conversation: Conversation;
  readonly from: AgentRef;
  readonly to: AgentRef;
  readonly memo: string | undefined;
}

type Settlement = 'declined' | 'expired' | 'withdrawn' | 'gone';

/**
 * Offers a conversation to an agent; it stays where it is until they accept.
 * @throws {DomainError} conflict: somebody else serves it by now, or it is offered to somebody already
 */
export async function offerTransfer(
  ctx: UseCaseContext<AccountActor>,
  { conversation: { id }, from, to, memo }: NewOffer,
): Promise<void> {
  await lockConversation(ctx.tx, id);
  const open = await findOffer(ctx.tx, id);
  if (open && open.expiresAt > ctx.now)
    throw new DomainError('conflict', { detail: 'it is offered to somebody already' });
  if (open) await settle(ctx, open, 'expired');
  const row = await ctx.tx
    .updateTable('conversations')
    .set(nextInStream())
    .where('id', '=', id)
    .where('state', 'in', statesBefore('transfer'))
    .where('agent_id', '=', from.id)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  if (!row) throw new DomainError('conflict', { detail: 'it is served by somebody else by now' });
  const offer = {
    id: crypto.randomUUID(),
    expires_at: new Date(ctx.now.getTime() + OFFER_MS),
    memo: memo || null,
  };
  await ctx.tx
    .insertInto('transfer_offers')
    .values({
      ...offer,
      conversation_id: id,
      from_agent_id: from.id,
      to_agent_id: to.id,
      may_exceed: ctx.actor.permissions.has('queue:exceed'),
      created_at: ctx.now,
    })
    .execute();
  await scheduleTask(ctx.tx, { kind: TRANSFER_OFFER_TASK, subjectId: id, dueAt: offer.expires_at });
  const told = { offerId: offer.id, from, to, memo: offer.memo, expiresAt: offer.expires_at.toISOString() };
  ctx.emit(streamEvent('conversation.transfer_offered', row, told));
}

/** Before a conversation ends, goes elsewhere or back to the queue: what was offered is not any more. Locks the conversation. */
export async function endOffer(ctx: UseCaseContext<Actor>, conversationId: string): Promise<void> {
  await lockConversation(ctx.tx, conversationId);
  const offer = await findOffer(ctx.tx, conversationId);
  if (offer) await settle(ctx, offer, 'gone');
}

/**
 * An agent has gone: nothing of theirs is offered any more, and nothing to them. What they serve is locked as well, so that none of it is
 * offered at this moment; all in one order, for others may go, too.
 */
export async function endOffersOf(ctx: UseCaseContext<Actor>, agentId: string): Promise<void> {
  await sql`
    select id from conversations
    where (agent_id = ${agentId} and state = 'active')
      or id in (select conversation_id from transfer_offers where to_agent_id = ${agentId})
    order by id for update`.execute(ctx.tx);
  const rows = await ctx.tx
    .selectFrom('transfer_offers')
    .select('conversation_id')
    .where((query) => query.or([query('from_agent_id', '=', agentId), query('to_agent_id', '=', agentId)]))
    .orderBy('conversation_id')
    .execute();
  for (const row of rows) await endOffer(ctx, row.conversation_id);
}

/** Its time is over. One that was made anew meanwhile has another. */
export async function expireOffer(ctx: UseCaseContext<Actor>, { subjectId: id }: DueTask): Promise<void> {
  await lockConversation(ctx.tx, id);
  const offer = await findOffer(ctx.tx, id);
  if (!offer) return;
  if (offer.expiresAt > ctx.now)
    return scheduleTask(ctx.tx, { kind: TRANSFER_OFFER_TASK, subjectId: id, dueAt: offer.expiresAt });
  await settle(ctx, offer, 'expired');
}

/** Not accepted. The conversation is locked by the caller. */
export async function settle(
  ctx: UseCaseContext<Actor>,
  offer: Offer,
  reason: Settlement,
  words: string | null = null,
): Promise<void> {
  await removeOffer(ctx, offer);
  const row = await ctx.tx
    .updateTable('conversations')
    .set(nextInStream())
    .where('id', '=', offer.conversationId)
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirstOrThrow();
  const { id: offerId, from, to } = offer;
  ctx.emit(streamEvent('conversation.transfer_declined', row, { offerId, from, to, reason, words }));
}

/** It is settled. */
export async function removeOffer(ctx: UseCaseContext<Actor>, { id, conversationId }: Offer): Promise<void> {
  await ctx.tx.deleteFrom('transfer_offers').where('id', '=', id).execute();
  await cancelTask(ctx.tx, TRANSFER_OFFER_TASK, conversationId);
}
