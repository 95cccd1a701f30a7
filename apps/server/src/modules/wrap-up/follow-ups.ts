import type { Conversation, WrapUp } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findConversations, parseCursor, tellInStream } from '../conversations/index.ts';
import { accessForWrapUp } from './access-wrap-up.ts';
import { countDue, findWrapUps, listFollowUps, markFollowedUp } from './wrap-ups.store.ts';

type Context = UseCaseContext<AccountActor>;

interface FollowUpsQuery {
  readonly state: 'open' | 'done';
  readonly before?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What the actor said they would follow up, the next one first; what is done, the last one first. */
export async function listMyFollowUps(
  ctx: Context,
  { cursor, limit, ...filter }: FollowUpsQuery,
): Promise<{ items: { conversation: Conversation; wrapUp: WrapUp }[]; nextCursor: string | null; due: number }> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await listFollowUps(ctx.tx, ctx.actor.id, { ...filter, after, limit: limit + 1 });
  const shown = found.slice(0, limit);
  const ids = shown.map(({ id }) => id);
  const [conversations, wrapUps, due] = await Promise.all([
    findConversations(ctx.tx, ids),
    findWrapUps(ctx.tx, ids),
    countDue(ctx.tx, ctx.actor.id, ctx.now),
  ]);
  const byId = new Map(conversations.map((conversation) => [conversation.id, conversation]));
  const last = shown.at(-1);
  return {
    items: ids.flatMap((id) => {
      const [conversation, wrapUp] = [byId.get(id), wrapUps.get(id)];
      return conversation && wrapUp ? [{ conversation, wrapUp }] : [];
    }),
    nextCursor: found.length > limit && last ? `${last.dueAt.toISOString()}_${last.id}` : null,
    due,
  };
}

/** @throws {DomainError} not_found; conflict: somebody else serves it, or nothing is to be followed up */
export async function markFollowUp(ctx: Context, { id, done }: { id: string; done: boolean }): Promise<WrapUp> {
  await accessForWrapUp(ctx, id);
  const changed = await markFollowedUp(ctx.tx, id, done ? ctx.now : null);
  const wrapUp = (await findWrapUps(ctx.tx, [id])).get(id);
  if (!wrapUp?.followUp) throw new DomainError('conflict', { detail: 'nothing is to be followed up' });
  const by = { kind: 'agent', id: ctx.actor.id, name: ctx.actor.name } as const;
  if (changed) await tellInStream(ctx, id, 'conversation.followed_up', { by, done });
  return wrapUp;
}
