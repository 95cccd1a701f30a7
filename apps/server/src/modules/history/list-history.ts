import type { HistoryEntry, HistoryFilter } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { parseCursor } from '../conversations/index.ts';
import { findWrapUps } from '../wrap-up/index.ts';
import { highlight } from './highlight.ts';
import { findHistory } from './history.store.ts';
import { findHits } from './message-search.store.ts';
import { wordsOfQuery } from './words.ts';

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
  const { text, ...rest } = filter;
  const words = text?.trim() ? await wordsOfQuery(text) : null;
  const found = await findHistory(ctx.tx, ctx.actor.scope, { ...rest, words }, { after, limit: limit + 1 });
  const items = found.slice(0, limit);
  const hits =
    words &&
    (await findHits(
      ctx.tx,
      items.map(({ id }) => id),
      words,
    ));
  const wrapUps = await findWrapUps(
    ctx.tx,
    items.filter(({ wrappedUpAt }) => wrappedUpAt !== null).map(({ id }) => id),
  );
  const last = items.at(-1);
  return {
    items: items.map((conversation) => {
      const hit = hits?.get(conversation.id);
      const wrapUp = wrapUps.get(conversation.id) ?? null;
      return {
        ...conversation,
        wrapUp,
        match: hit && words ? { seq: hit.seq, parts: highlight(hit.text, words) } : null,
      };
    }),
    nextCursor: found.length > limit && last ? `${last.createdAt}_${last.id}` : null,
  };
}
