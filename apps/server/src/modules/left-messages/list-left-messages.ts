import type { LeftMessage, LeftMessageEntry } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessInHistory, findConversations, parseCursor } from '../conversations/index.ts';
import { findLeftMessages, type LeftMessageState, listLeftMessageIds } from './left-messages.store.ts';

/** A page of the left messages in the actor's current unit and below. */
export async function listLeftMessages(
  ctx: UseCaseContext<AccountActor>,
  { state, cursor, limit }: { state: LeftMessageState; cursor?: string | undefined; limit: number },
): Promise<{ items: LeftMessageEntry[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const ids = await listLeftMessageIds(ctx.tx, ctx.actor.scope, { state, after, limit: limit + 1 });
  const shown = ids.slice(0, limit);
  const [conversations, forms] = await Promise.all([findConversations(ctx.tx, shown), findLeftMessages(ctx.tx, shown)]);
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  const items = shown.flatMap((id) => {
    const conversation = byId.get(id);
    const leftMessage = forms.get(id);
    return conversation && leftMessage ? [{ conversation, leftMessage }] : [];
  });
  const last = items.at(-1)?.conversation;
  return { items, nextCursor: ids.length > limit && last ? `${last.createdAt}_${last.id}` : null };
}

/**
 * The form of one conversation.
 * @throws {DomainError} not_found: out of reach, or no left message
 */
export async function getLeftMessage(ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<LeftMessage> {
  await accessInHistory(ctx, id);
  const found = (await findLeftMessages(ctx.tx, [id])).get(id);
  if (!found) throw new DomainError('not_found', { detail: 'it is no left message' });
  return found;
}
