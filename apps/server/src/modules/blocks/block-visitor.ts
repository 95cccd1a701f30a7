import type { Block, Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import {
  type BlockRecord,
  findAddress,
  findBlock,
  findLinkedContact,
  insertBlock,
  lockVisitors,
} from './blocks.store.ts';

export interface BlockDependencies {
  /** Fetches and authorizes. */
  readonly accessConversation: (ctx: UseCaseContext<AccountActor>, id: string) => Promise<Conversation>;
  /** Ends whatever these visitors have open. */
  readonly closeOpen: (ctx: UseCaseContext<AccountActor>, visitorIds: readonly string[]) => Promise<void>;
}

export interface BlockWish {
  readonly id: string;
  /** Null: for ever. */
  readonly hours: number | null;
  readonly reason: string;
  readonly contact: boolean;
  readonly address: boolean;
}

/**
 * Blocks the visitor of a conversation. A message that races with it is stored before their conversation ends, or refused: both happen under the
 * lock of the conversation, and no new one begins past the lock of the visitor.
 * @throws {DomainError} not_found; conflict: there is no contact, or no address, to block
 */
export const blockVisitor =
  ({ accessConversation, closeOpen }: BlockDependencies) =>
  async (ctx: UseCaseContext<AccountActor>, { id, hours, reason, ...wish }: BlockWish): Promise<Block> => {
    const { visitor, channel, skillGroup } = await accessConversation(ctx, id);
    const contactId = wish.contact ? await findLinkedContact(ctx.tx, visitor.id) : null;
    const address = wish.address ? await findAddress(ctx.tx, visitor.id) : null;
    if (wish.contact && contactId === null) throw new DomainError('conflict', { detail: 'no contact' });
    if (wish.address && address === null) throw new DomainError('conflict', { detail: 'no address' });
    const visitorIds = await lockVisitors(ctx.tx, { visitorId: visitor.id, contactId });
    const blockId = await insertBlock(
      ctx.tx,
      {
        orgUnitId: skillGroup.id,
        visitorId: visitor.id,
        contactId,
        address,
        channelId: channel.id,
        conversationId: id,
        reason,
        createdBy: ctx.actor.id,
        expiresAt: hours === null ? null : new Date(ctx.now.getTime() + hours * 3_600_000),
      },
      ctx.now,
    );
    await closeOpen(ctx, visitorIds);
    const { block } = (await findBlock(ctx.tx, blockId, ctx.now)) as BlockRecord;
    const { expiresAt } = block;
    const whom = { visitorId: visitor.id, visitorName: visitor.name, contactId, address };
    // Of no stream: what stands in the audit is who blocked whom, and why.
    ctx.emit({
      type: 'visitor.blocked',
      orgUnitId: skillGroup.id,
      payload: { blockId, ...whom, reason, expiresAt, from: id },
    });
    return block;
  };
