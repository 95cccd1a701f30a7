import type { Conversation } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { openByAgent } from '../conversations/index.ts';
import { accessContact } from './access-contact.ts';
import { whyNot } from './contact-card.ts';
import { listIdentities } from './identities.store.ts';

/**
 * An agent begins a conversation with a contact, where they were seen last. It is theirs at once and counts towards their limits.
 * @throws {DomainError} not_found; unreachable, with the reason; capacity_reached
 */
export async function initiateConversation(
  ctx: UseCaseContext<AccountActor>,
  { id }: { id: string },
): Promise<Conversation> {
  await accessContact(ctx, id);
  const identities = await listIdentities(ctx.tx, id, ctx.now);
  const reason = whyNot(identities, ctx.actor.id);
  const seenLast = identities.find(({ isOpen }) => isOpen)?.identity;
  if (reason !== null || !seenLast) throw new DomainError('unreachable', { detail: reason ?? 'channel_off' });
  return openByAgent(ctx, { visitorId: seenLast.visitorId, channelId: seenLast.channel.id });
}
