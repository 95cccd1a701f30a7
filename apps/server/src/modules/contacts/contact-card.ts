import type { Contact, ContactCard, Unreachable } from '@cskefu/contract';
import { type AccountActor, reaches, type UseCaseContext } from '../access/index.ts';
import { accessContact } from './access-contact.ts';
import { type IdentityRecord, listIdentities } from './identities.store.ts';

/**
 * A contact, by what they are known, and whether they can be reached.
 * @throws {DomainError} not_found
 */
export async function readContactCard(ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<ContactCard> {
  const { contact } = await accessContact(ctx, id);
  return cardOf(ctx, contact);
}

export async function cardOf(ctx: UseCaseContext<AccountActor>, contact: Contact): Promise<ContactCard> {
  const identities = await listIdentities(ctx.tx, contact.id, ctx.now);
  const open = identities.map((one) => one.open).find((one) => one && maySee(ctx.actor, one));
  return {
    ...contact,
    identities: identities.map(({ identity }) => identity),
    unreachable: whyNot(identities, ctx.actor.id),
    openConversationId: open?.id ?? null,
  };
}

const maySee = (actor: AccountActor, open: { agentId: string | null; path: string }) =>
  open.agentId === actor.id || (actor.permissions.has('conversations:read') && reaches(actor, open.path));

/** Why a conversation cannot be initiated; null where it can. An open one anywhere is where to talk. */
export function whyNot(identities: readonly IdentityRecord[], agentId: string): Unreachable | null {
  if (identities.length === 0) return 'no_identity';
  if (identities.some(({ blocked }) => blocked)) return 'blocked';
  const open = identities.flatMap((one) => one.open ?? []);
  if (open.some((one) => one.agentId === agentId)) return 'served_by_me';
  if (open.some((one) => one.state === 'active')) return 'served_by_other';
  if (open.length > 0) return 'waiting';
  return identities.some(({ isOpen }) => isOpen) ? null : 'channel_off';
}
