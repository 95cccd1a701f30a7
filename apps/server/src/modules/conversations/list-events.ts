import type { EventPage } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { UseCaseContext } from '../access/index.ts';
import { accessConversation, type ConversationViewer } from './access-conversation.ts';
import { readStreamBefore, readStreams } from './stream.store.ts';
import { forVisitor } from './stream-event.ts';

export interface EventsQuery {
  readonly id: string;
  readonly before?: number | undefined;
  readonly after?: number | undefined;
  readonly limit: number;
}

/** A stretch of a conversation's stream: the newest, those before a seq, or those after one. */
export async function listEvents(
  ctx: UseCaseContext<ConversationViewer>,
  { id, before, after, limit }: EventsQuery,
): Promise<EventPage> {
  if (before !== undefined && after !== undefined) {
    throw new DomainError('invalid_input', { issues: [{ path: 'after', message: 'cannot go together with before' }] });
  }
  const conversation = await accessConversation(ctx, id);
  const page = await readPage(ctx, id, conversation.seq, { before, after, limit });
  return ctx.actor.kind === 'visitor' ? pageForVisitor(page) : page;
}

/** A stretch as the visitor gets it. */
export const pageForVisitor = (page: EventPage): EventPage => ({ ...page, events: page.events.map(forVisitor) });

export async function readPage(
  ctx: Pick<UseCaseContext, 'tx'>,
  id: string,
  seq: number,
  { before, after, limit }: Omit<EventsQuery, 'id'>,
): Promise<EventPage> {
  const events =
    after === undefined
      ? await readStreamBefore(ctx.tx, id, before, limit)
      : ((await readStreams(ctx.tx, [{ conversationId: id, after, limit }]))[0] ?? []);
  const first = events[0];
  const last = events.at(-1);
  return {
    events,
    hasEarlier: first !== undefined && first.seq > 1,
    hasLater: last === undefined ? (after ?? 0) < seq && before === undefined : last.seq < seq,
  };
}
