import type { ConversationChannel } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { type ChannelKinds, findChannel } from '../channels/index.ts';
import { accessConversation } from '../conversations/index.ts';
import { findAddress } from './addresses.store.ts';

const HOUR_MS = 60 * 60 * 1_000;

/**
 * What the channel of a conversation carries, and whether one may write now.
 * @throws {DomainError} not_found
 */
export const readConversationChannel =
  (kinds: ChannelKinds) =>
  async (ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<ConversationChannel> => {
    const conversation = await accessConversation(ctx, id);
    const channel = await findChannel(ctx.tx, conversation.channel.id);
    if (!channel) throw new DomainError('not_found');
    const kind = kinds.find(channel.type);
    const address = channel.transport === 'live' ? undefined : await findAddress(ctx.tx, conversation.visitor.id);
    const lastInboundAt = address?.lastInboundAt ?? null;
    const capabilities = (kind?.manifest.capabilities ?? null) as ConversationChannel['capabilities'];
    return {
      transport: channel.transport,
      kind: channel.type,
      capabilities,
      running: channel.transport === 'live' || kind?.rests === false,
      lastInboundAt: lastInboundAt?.toISOString() ?? null,
      replyWindow: capabilities?.replyWindow ? windowOf(capabilities.replyWindow.hours, lastInboundAt, ctx.now) : null,
      optedOut: (address?.optedOutAt ?? null) !== null,
    };
  };

const windowOf = (hours: number, lastInboundAt: Date | null, now: Date) => {
  const closesAt = lastInboundAt && new Date(lastInboundAt.getTime() + hours * HOUR_MS);
  return { hours, closesAt: closesAt?.toISOString() ?? null, open: closesAt !== null && closesAt > now };
};
