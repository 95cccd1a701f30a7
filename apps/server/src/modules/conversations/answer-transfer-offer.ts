import type { Conversation, TransferOffer } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findTransferAgent, reserveCapacity } from '../agents/index.ts';
import { accessConversation } from './access-conversation.ts';
import { countActive, findConversation, findConversations } from './conversations.store.ts';
import { lockConversation } from './system-voice.ts';
import { toAgent } from './transfer-conversation.ts';
import { findOffer, listOffersTo, type Offer } from './transfer-offers.store.ts';
import { removeOffer, settle } from './transfer-offers.ts';

/** Nobody reads more of what lasts a minute. */
const MOST = 100;

interface Answer {
  readonly id: string;
  readonly offerId: string;
}

/**
 * An agent takes what was offered to them. What they have taken already stays as it is.
 * @throws {DomainError} not_found; conflict: it is not offered any more; capacity_reached; unavailable_target: they are offline
 */
export async function acceptTransferOffer(
  ctx: UseCaseContext<AccountActor>,
  { id, offerId }: Answer,
): Promise<Conversation> {
  // Their own lock first, as whoever hands over has it.
  const capacity = await reserveCapacity(ctx.tx, ctx.actor.id);
  await lockConversation(ctx.tx, id);
  const offer = await findOffer(ctx.tx, id);
  if (offer?.id !== offerId || offer.to.id !== ctx.actor.id) return accepted(ctx, id);
  if (offer.expiresAt <= ctx.now) throw new DomainError('conflict', { detail: 'it is not offered any more' });
  const agent = await findTransferAgent(ctx.tx, ctx.actor.id);
  if (!agent || agent.state === 'offline') throw new DomainError('unavailable_target');
  const load = (await countActive(ctx.tx, [ctx.actor.id])).get(ctx.actor.id) ?? 0;
  if (load >= capacity && !offer.mayExceed && !ctx.actor.permissions.has('queue:exceed'))
    throw new DomainError('capacity_reached');
  const conversation = await findConversation(ctx.tx, id);
  if (!conversation) throw new DomainError('not_found');
  await removeOffer(ctx, offer);
  const handover = { conversation, from: offer.from, memo: offer.memo ?? undefined };
  await toAgent(ctx, handover, { kind: 'agent', id: ctx.actor.id, name: ctx.actor.name }, 'transferred');
  return (await findConversation(ctx.tx, id)) as Conversation;
}

/**
 * An agent does not take what was offered to them; whoever offered it goes on.
 * @throws {DomainError} not_found; conflict: it is not offered any more
 */
export async function declineTransferOffer(
  ctx: UseCaseContext<AccountActor>,
  { id, offerId, reason }: Answer & { reason?: string | undefined },
): Promise<void> {
  await lockConversation(ctx.tx, id);
  const offer = await findOffer(ctx.tx, id);
  if (offer?.id !== offerId || offer.to.id !== ctx.actor.id) throw await notOffered(ctx, id);
  await settle(ctx, offer, 'declined', reason || null);
}

/**
 * Whoever has offered a conversation keeps it. Without an offer nothing changes.
 * @throws {DomainError} not_found; conflict: it is not served by them
 */
export async function withdrawTransferOffer(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<Conversation> {
  await accessConversation(ctx, id);
  await lockConversation(ctx.tx, id);
  const conversation = await accessConversation(ctx, id);
  if (conversation.state !== 'active' || conversation.agent?.id !== ctx.actor.id)
    throw new DomainError('conflict', { detail: 'it is not served by you' });
  const offer = await findOffer(ctx.tx, id);
  if (offer) await settle(ctx, offer, 'withdrawn');
  return (await findConversation(ctx.tx, id)) as Conversation;
}

/** What is offered to the account now, with the last words of each: more of it is shown to whoever may see it anyway. */
export async function listTransferOffers(
  ctx: UseCaseContext<AccountActor>,
  _: undefined,
): Promise<{ items: TransferOffer[] }> {
  const offers = await listOffersTo(ctx.tx, ctx.actor.id, ctx.now, MOST);
  const found = await findConversations(
    ctx.tx,
    offers.map(({ conversationId }) => conversationId),
  );
  const byId = new Map(found.map((conversation) => [conversation.id, conversation]));
  const items = offers.flatMap((offer) => {
    const conversation = byId.get(offer.conversationId);
    return conversation ? [toTransferOffer(offer, conversation)] : [];
  });
  return { items };
}

function toTransferOffer(
  { id, from, memo, createdAt, expiresAt }: Offer,
  { id: conversationId, visitor, channel, skillGroup, lastMessage }: Conversation,
): TransferOffer {
  return {
    id,
    conversation: { id: conversationId, visitor: visitor.name, channel: channel.name, skillGroup, lastMessage },
    from,
    memo,
    createdAt: createdAt.toISOString(),
    expiresAt: expiresAt.toISOString(),
  };
}

/** Answered twice, or on another screen: it is theirs. */
async function accepted(ctx: UseCaseContext<AccountActor>, id: string): Promise<Conversation> {
  const conversation = await accessConversation(ctx, id);
  if (conversation.state === 'active' && conversation.agent?.id === ctx.actor.id) return conversation;
  throw await notOffered(ctx, id);
}

async function notOffered(ctx: UseCaseContext<AccountActor>, id: string): Promise<DomainError> {
  await accessConversation(ctx, id);
  return new DomainError('conflict', { detail: 'it is not offered to you any more' });
}
