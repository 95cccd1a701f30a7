import type { Conversation, LeftMessageDraft } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { UseCaseContext, VisitorActor } from '../access/index.ts';
import {
  accessConversation,
  accessOpenChannel,
  type Beginning,
  leaveMessage as storeMessage,
} from '../conversations/index.ts';
import { findVisitor, setGivenName, visitorName } from '../visitors/index.ts';
import { checkForm } from './check-form.ts';
import { countLeftSince, findByRequest, saveLeftMessage } from './left-messages.store.ts';

export type Form = Omit<LeftMessageDraft, 'website' | 'captcha'>;

export interface Keeping {
  readonly form: Form;
  /** How a new conversation is to begin, as plugins want it. */
  readonly beginning?: Beginning | undefined;
  /** It was checked when it came. */
  readonly isReleased?: true;
}

/** What else a visitor may do than fill the table. */
const MOST_AN_HOUR = 5;
const HOUR_MS = 60 * 60 * 1_000;

/** @throws {DomainError} conflict, invalid_input, rate_limited, channel_unavailable, blocked, id_taken */
export async function keepForm(
  ctx: UseCaseContext<VisitorActor>,
  { form, beginning, isReleased }: Keeping,
): Promise<{ conversation: Conversation }> {
  const { id } = form;
  const known = await findKept(ctx, id);
  if (known) return { conversation: await accessConversation(ctx, known) };
  const { text, ...contact } = isReleased ? form : await checkArrival(ctx, form);
  if (contact.name !== undefined) await setGivenName(ctx.tx, ctx.actor.id, contact.name);
  const channel = await accessOpenChannel(ctx, ctx.actor.channelId);
  const words = text === undefined ? null : { id, authorName: await nameOf(ctx), text };
  const conversationId = await storeMessage(ctx, channel, words, beginning);
  await saveLeftMessage(ctx.tx, { conversationId, visitorId: ctx.actor.id, requestId: id }, contact, ctx.now);
  return { conversation: await accessConversation(ctx, conversationId) };
}

/**
 * The conversation that this very form made.
 * @throws {DomainError} id_taken
 */
export async function findKept({ tx, actor }: UseCaseContext<VisitorActor>, id: string): Promise<string | undefined> {
  const known = await findByRequest(tx, id);
  if (known && known.visitorId !== actor.id) throw new DomainError('id_taken');
  return known?.conversationId;
}

/**
 * What a form says, if it may be left.
 * @throws {DomainError} conflict: the channel takes none; invalid_input; rate_limited; channel_unavailable
 */
export async function checkArrival(
  ctx: UseCaseContext<VisitorActor>,
  { id: _id, ...given }: Form,
): Promise<Omit<Form, 'id'>> {
  const channel = await accessOpenChannel(ctx, ctx.actor.channelId);
  if (channel.settings.leftMessage.offer === 'off')
    throw new DomainError('conflict', { detail: 'this channel takes none' });
  const form = checkForm(given, channel.settings.leftMessage);
  await keepWithinLimit(ctx);
  return form;
}

export async function nameOf(ctx: UseCaseContext<VisitorActor>): Promise<string> {
  const visitor = await findVisitor(ctx.tx, ctx.actor.id);
  if (!visitor) throw new DomainError('unauthenticated');
  return visitorName(visitor);
}

async function keepWithinLimit(ctx: UseCaseContext<VisitorActor>): Promise<void> {
  const since = new Date(ctx.now.getTime() - HOUR_MS);
  if ((await countLeftSince(ctx.tx, ctx.actor.id, since)) >= MOST_AN_HOUR)
    throw new DomainError('rate_limited', { retryAfterMs: HOUR_MS });
}
