import type { HistoryEntry, HistoryFilter } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { parseCursor } from '../conversations/index.ts';
import { findHistory } from './history.store.ts';

export interface HistoryPage {
  readonly items: HistoryEntry[];
  readonly nextCursor: string | null;
}

/** A page of the conversations in the actor's current unit and below, newest first. */
export async function listHistory(
  ctx: UseCaseContext<AccountActor>,
  { cursor, limit, ...filter }: HistoryFilter & { cursor?: string | undefined; limit: number },
): Promise<HistoryPage> {
  const after = cursor === undefined ? null : parseCursor(cursor);
  const found = await findHistory(ctx.tx, ctx.actor.scope, filter, { after, limit: limit + 1 });
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: found.length > limit && last ? `${last.createdAt}_${last.id}` : null,
  };
}
