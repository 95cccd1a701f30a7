import type { VisitorSession } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { UseCaseContext, VisitorActor, VisitorTokens } from '../access/index.ts';
import { type ChannelRecord, findChannel, presentPublicChannel } from '../channels/index.ts';
import { findPreChatArrival } from '../pre-chat/index.ts';
import { findServiceState } from '../session-settings/index.ts';
import { presentVisitor, type VisitorRecord } from '../visitors/index.ts';
import { findLatestOfVisitor } from './conversations.store.ts';
import { pageForVisitor, readPage } from './list-events.ts';

export interface VisitorSessionDependencies {
  readonly visitorTokens: VisitorTokens;
  readonly maxFileBytes: number;
}

/**
 * The channel that a visitor comes in by.
 * @throws {DomainError} channel_unavailable
 */
export async function accessOpenChannel(ctx: Pick<UseCaseContext, 'tx'>, channelId: string): Promise<ChannelRecord> {
  const channel = await findChannel(ctx.tx, channelId);
  if (!channel?.enabled || channel.type !== 'web') throw new DomainError('channel_unavailable');
  return channel;
}

/** All that a chat needs to become usable. */
export async function buildVisitorSession(
  ctx: Pick<UseCaseContext, 'tx'>,
  visitor: VisitorRecord,
  channel: ChannelRecord,
  historyLimit: number,
  { visitorTokens, maxFileBytes }: VisitorSessionDependencies,
): Promise<VisitorSession> {
  const conversation = (await findLatestOfVisitor(ctx.tx, visitor.id)) ?? null;
  return {
    token: visitorTokens.issue({ id: visitor.id, channelId: channel.id } satisfies Omit<VisitorActor, 'kind'>),
    visitor: presentVisitor(visitor),
    reception: await findServiceState(ctx.tx, channel.skillGroup.id, new Date()),
    preChat: await findPreChatArrival(ctx.tx, channel, visitor.id, conversation),
    channel: presentPublicChannel(channel, maxFileBytes),
    conversation,
    history:
      conversation && pageForVisitor(await readPage(ctx, conversation.id, conversation.seq, { limit: historyLimit })),
  };
}
