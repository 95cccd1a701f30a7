import type { Conversation } from '@cskefu/contract';
import type { Database } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext, VisitorActor } from '../access/index.ts';
import { conversationForVisitor, findConversations, findConversationsWithin } from './conversations.store.ts';

export type ConversationViewer = AccountActor | VisitorActor;

/**
 * Fetches a conversation that the actor may see.
 * @throws {DomainError} not_found, also for what lies outside its scope
 */
export async function accessConversation(ctx: UseCaseContext<ConversationViewer>, id: string): Promise<Conversation> {
  const [conversation] = await accessConversations(ctx.tx, ctx.actor, [id]);
  if (!conversation) throw new DomainError('not_found');
  return conversation;
}

/**
 * Fetches a conversation whose transcript the actor may read; the route has asked for the permission.
 * @throws {DomainError} not_found, also for what lies outside its scope
 */
export async function accessInHistory(ctx: UseCaseContext<AccountActor>, id: string): Promise<Conversation> {
  const [conversation] = await findConversationsWithin(ctx.tx, [id], ctx.actor.orgUnit, ctx.actor.id);
  if (!conversation) throw new DomainError('not_found');
  return conversation;
}

/** Those of these conversations that the actor may see. */
export async function accessConversations(
  db: Database,
  actor: ConversationViewer,
  ids: string[],
): Promise<Conversation[]> {
  if (actor.kind === 'visitor')
    return (await findConversations(db, ids))
      .filter((conversation) => conversation.visitor.id === actor.id)
      .map(conversationForVisitor);
  if (!actor.permissions.has('conversations:read')) return [];
  return findConversationsWithin(db, ids, actor.orgUnit, actor.id);
}
