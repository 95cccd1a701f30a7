import type { Author, CloseReason, Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, Actor, SystemActor, UseCaseContext, VisitorActor } from '../access/index.ts';
import { findVisitor, visitorName } from '../visitors/index.ts';
import { accessConversation } from './access-conversation.ts';
import { statesBefore } from './conversation.ts';
import { conversationForVisitor, findConversation } from './conversations.store.ts';
import { findOpen } from './open-conversation.ts';
import { nextInStream, streamEvent } from './stream-event.ts';
import { findVoice, say } from './system-voice.ts';
import { endOffer } from './transfer-offers.ts';

/**
 * An agent ends the conversation that they serve. Closing a closed one changes nothing.
 * @throws {DomainError} not_found; conflict: somebody else serves it, or nobody yet
 */
export async function closeConversation(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<Conversation> {
  const conversation = await accessConversation(ctx, id);
  if (conversation.state === 'closed') return conversation;
  if (conversation.agent?.id !== ctx.actor.id) throw new DomainError('conflict', { detail: 'it is not served by you' });
  await closeClaimed(ctx, id, 'agent', { kind: 'agent', id: ctx.actor.id, name: ctx.actor.name }, ctx.actor.id);
  return reload(ctx, id);
}

/**
 * A supervisor ends a conversation, whoever serves it or nobody yet. Answers with whether it was open.
 * @throws {DomainError} not_found
 */
export async function closeAsSupervisor(ctx: UseCaseContext<AccountActor>, id: string): Promise<boolean> {
  return closeClaimed(ctx, id, 'supervisor', { kind: 'supervisor', id: ctx.actor.id, name: ctx.actor.name });
}

/** A visitor ends their open conversation. Without one, nothing happens. */
export async function closeOwnConversation(ctx: UseCaseContext<VisitorActor>): Promise<Conversation | null> {
  const id = await findOpen(ctx);
  if (!id) return null;
  const visitor = await findVisitor(ctx.tx, ctx.actor.id);
  const name = visitor ? visitorName(visitor) : '';
  const wasWaiting = (await reload(ctx, id)).state === 'waiting';
  await closeClaimed(ctx, id, wasWaiting ? 'abandoned' : 'visitor', { kind: 'visitor', id: ctx.actor.id, name });
  return conversationForVisitor(await reload(ctx, id));
}

/** Whatever these visitors have open ends, for they were blocked. */
export async function closeBlocked(ctx: UseCaseContext<AccountActor>, visitorIds: readonly string[]): Promise<void> {
  const by = { kind: 'agent', id: ctx.actor.id, name: ctx.actor.name } as const;
  for (const visitorId of visitorIds) {
    const id = await findOpen({ tx: ctx.tx, actor: { id: visitorId } });
    if (id) await closeClaimed(ctx, id, 'blocked', by);
  }
}

/** The anonymous visitor turned out to be somebody who has an open conversation already: this one ends. */
export async function closeMerged(ctx: UseCaseContext<VisitorActor>, id: string): Promise<void> {
  await closeClaimed(ctx, id, 'merged', null);
}

/** The desk itself ends it: the visitor has been silent for too long, or has waited for too long. What is to be said is said before. */
export async function closeBySystem(
  ctx: UseCaseContext<SystemActor>,
  id: string,
  reason: 'idle' | 'queue_timeout',
): Promise<void> {
  await closeClaimed(ctx, id, reason, null);
}

/** Claims an open conversation for its end; if it was closed meanwhile, somebody else's end stands. */
async function closeClaimed(
  ctx: UseCaseContext<Actor>,
  id: string,
  reason: CloseReason,
  by: Author | null,
  agentId?: string,
): Promise<boolean> {
  if (reason === 'agent') await sayFarewell(ctx, id);
  await endOffer(ctx, id);
  const row = await ctx.tx
    .updateTable('conversations')
    .set({
      state: 'closed',
      closed_at: ctx.now,
      close_reason: reason,
      waiting_since: null,
      snoozed_until: null,
      ...nextInStream(),
    })
    .where('id', '=', id)
    .where('state', 'in', statesBefore('close'))
    .$if(agentId !== undefined, (query) => query.where('agent_id', '=', agentId ?? ''))
    .returning(['id', 'last_seq', 'skill_group_id'])
    .executeTakeFirst();
  if (row) ctx.emit(streamEvent('conversation.closed', row, { reason, by }));
  else if (agentId !== undefined && (await reload(ctx, id)).state !== 'closed') throw new DomainError('conflict');
  return row !== undefined;
}

/** If this one is closed already, nothing is said; if it cannot be closed, it was not said. */
async function sayFarewell(ctx: UseCaseContext<Actor>, id: string): Promise<void> {
  const voice = await findVoice(ctx.tx, id);
  if (voice?.settings.closingOn) await say(ctx, voice, 'closingText');
}

async function reload(ctx: UseCaseContext<Actor>, id: string): Promise<Conversation> {
  const conversation = await findConversation(ctx.tx, id);
  if (!conversation) throw new DomainError('not_found');
  return conversation;
}
