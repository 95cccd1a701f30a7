import type { Conversation } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { listConversations, parseCursor } from '../conversations/index.ts';
import { findWrapUpRule } from './wrap-up-rule.ts';
import { countWithoutWrapUp, groupsWithoutWrapUp, idsWithoutWrapUp } from './wrap-ups.store.ts';

const REMINDED_MS = 30 * 24 * 60 * 60 * 1_000;

/** What the actor served lately in groups that want a wrap-up, and has not wrapped up. A reminder: it keeps nobody from serving. */
export async function listWanted(
  ctx: UseCaseContext<AccountActor>,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: Conversation[]; nextCursor: string | null; count: number }> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const since = new Date(ctx.now.getTime() - REMINDED_MS);
  const groups = await groupsWithoutWrapUp(ctx.tx, ctx.actor.id, since);
  const rules = await Promise.all(groups.map((group) => findWrapUpRule(ctx.tx, group)));
  const strict = groups.filter((_, at) => rules[at] === 'required');
  if (strict.length === 0) return { items: [], nextCursor: null, count: 0 };
  const [found, count] = await Promise.all([
    listConversations(ctx.tx, idsWithoutWrapUp(ctx.actor.id, since, strict, after, limit + 1)),
    countWithoutWrapUp(ctx.tx, ctx.actor.id, since, strict),
  ]);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? `${last.createdAt}_${last.id}` : null, count };
}
