import type { Conversation } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessInHistory } from './access-conversation.ts';
import { listOthersOfVisitor } from './conversations.store.ts';
import { parseCursor } from './list-inbox.ts';

/**
 * The other conversations of the visitor of one, within the actor's reach.
 * @throws {DomainError} not_found
 */
export async function listEarlier(
  ctx: UseCaseContext<AccountActor>,
  { id, cursor, limit }: { id: string; cursor?: string | undefined; limit: number },
): Promise<{ items: Conversation[]; nextCursor: string | null }> {
  const { visitor } = await accessInHistory(ctx, id);
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await listOthersOfVisitor(ctx.tx, { id, visitorId: visitor.id }, ctx.actor, after, limit + 1);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? `${last.createdAt}_${last.id}` : null };
}
