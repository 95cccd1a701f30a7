import type { Author, Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessConversation } from './access-conversation.ts';

export interface Claimed {
  readonly conversation: Conversation;
  readonly priority: number;
}

/**
 * A conversation that waits, and goes on waiting until this transaction ends: nobody is given it meanwhile. Null: it is closed.
 * @throws {DomainError} not_found; conflict: it is served by somebody
 */
export async function claimWaiting(ctx: UseCaseContext<AccountActor>, id: string): Promise<Claimed | null> {
  await accessConversation(ctx, id);
  const row = await ctx.tx
    .selectFrom('conversations')
    .select(['state', 'priority'])
    .where('id', '=', id)
    .forUpdate()
    .executeTakeFirstOrThrow();
  if (row.state === 'closed') return null;
  if (row.state !== 'waiting') throw new DomainError('conflict', { detail: 'it does not wait any more' });
  // Read once more: it may have changed its place while the lock was waited for.
  return { conversation: await accessConversation(ctx, id), priority: row.priority };
}

/** Who arranges the queue: as an agent, else as a supervisor. */
export const arranger = ({ id, name, isAgent }: AccountActor): Author => ({
  kind: isAgent ? 'agent' : 'supervisor',
  id,
  name,
});
