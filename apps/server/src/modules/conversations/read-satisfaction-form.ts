import type { Conversation, SatisfactionForm } from '@cskefu/contract';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { AccountActor, UseCaseContext, VisitorActor } from '../access/index.ts';
import { findSatisfactionSettings } from '../satisfaction-settings/index.ts';
import { readSessionSettings } from '../session-settings/index.ts';
import { accessConversation, accessInHistory } from './access-conversation.ts';

/**
 * What can be said of a conversation: as its skill group has it.
 * @throws {DomainError} not_found
 */
export async function readSatisfactionForm(
  ctx: UseCaseContext<AccountActor | VisitorActor>,
  { id }: { id: string },
): Promise<SatisfactionForm> {
  return findSatisfactionForm(ctx.tx, await find(ctx, id));
}

/** Whoever reads transcripts reads ratings. */
function find(ctx: UseCaseContext<AccountActor | VisitorActor>, id: string): Promise<Conversation> {
  const { actor } = ctx;
  const looksBack = actor.kind !== 'visitor' && !actor.permissions.has('conversations:read');
  return looksBack ? accessInHistory({ ...ctx, actor }, id) : accessConversation(ctx, id);
}

export async function findSatisfactionForm(
  db: DatabaseReader,
  { skillGroup }: Pick<Conversation, 'skillGroup'>,
): Promise<SatisfactionForm> {
  const { satisfactionOn, satisfactionAsk } = await readSessionSettings(db, skillGroup.id);
  return { ...(await findSatisfactionSettings(db, skillGroup.id)), on: satisfactionOn, ask: satisfactionAsk };
}
