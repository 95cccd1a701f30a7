import type { Conversation, LeftMessageDraft } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { UseCaseContext, VisitorActor } from '../access/index.ts';
import { accessConversation, accessOpenChannel, leaveMessage as storeMessage } from '../conversations/index.ts';
import { findVisitor, setGivenName, visitorName } from '../visitors/index.ts';
import { checkForm } from './check-form.ts';
import { countLeftSince, findByRequest, saveLeftMessage } from './left-messages.store.ts';

/** Whether whoever fills in a form is a person. The door for a captcha: none is wired up yet. */
export type IsHuman = (answer: string | undefined, address: string) => Promise<boolean>;

/** What else a visitor may do than fill the table. */
const MOST_AN_HOUR = 5;
const HOUR_MS = 60 * 60 * 1_000;

/**
 * A visitor leaves a message: with their contact data, and the words as a message of the conversation. Repeating it changes nothing.
 * @throws {DomainError} conflict: an agent serves them, or the channel takes none; invalid_input; rate_limited; channel_unavailable
 */
export async function leaveMessage(
  ctx: UseCaseContext<VisitorActor>,
  { id, website, captcha: _captcha, ...given }: LeftMessageDraft,
): Promise<{ conversation: Conversation | null }> {
  // No person sees that field. Whoever fills it in learns nothing.
  if (website) return { conversation: null };
  const known = await findByRequest(ctx.tx, id);
  if (known && known.visitorId !== ctx.actor.id) throw new DomainError('id_taken');
  if (known) return { conversation: await accessConversation(ctx, known.conversationId) };
  const channel = await accessOpenChannel(ctx, ctx.actor.channelId);
  if (channel.settings.leftMessage.offer === 'off')
    throw new DomainError('conflict', { detail: 'this channel takes none' });
  const { text, ...contact } = checkForm(given, channel.settings.leftMessage);
  await keepWithinLimit(ctx);
  if (contact.name !== undefined) await setGivenName(ctx.tx, ctx.actor.id, contact.name);
  const words = text === undefined ? null : { id, authorName: await nameOf(ctx), text };
  const conversationId = await storeMessage(ctx, channel, words);
  await saveLeftMessage(ctx.tx, { conversationId, visitorId: ctx.actor.id, requestId: id }, contact, ctx.now);
  return { conversation: await accessConversation(ctx, conversationId) };
}

async function nameOf(ctx: UseCaseContext<VisitorActor>): Promise<string> {
  const visitor = await findVisitor(ctx.tx, ctx.actor.id);
  if (!visitor) throw new DomainError('unauthenticated');
  return visitorName(visitor);
}

async function keepWithinLimit(ctx: UseCaseContext<VisitorActor>): Promise<void> {
  const since = new Date(ctx.now.getTime() - HOUR_MS);
  if ((await countLeftSince(ctx.tx, ctx.actor.id, since)) >= MOST_AN_HOUR)
    throw new DomainError('rate_limited', { retryAfterMs: HOUR_MS });
}
