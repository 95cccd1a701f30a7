import { DomainError } from '../../platform/errors/index.ts';
import type { UseCaseContext } from '../access/index.ts';
import { isBlocked } from './blocks.store.ts';

/**
 * Nothing from whoever is blocked. Before a conversation is opened this is asked after its row was inserted: its foreign key waits for a block
 * that is being made of the same visitor, so that one of the two sees the other.
 * @throws {DomainError} blocked
 */
export async function refuseBlocked(ctx: Pick<UseCaseContext, 'tx' | 'now'>, visitorId: string): Promise<void> {
  if (await isBlocked(ctx.tx, visitorId, ctx.now)) throw new DomainError('blocked');
}
