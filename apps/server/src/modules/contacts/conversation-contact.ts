import type { ContactCard, ContactFields } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, reaches, type UseCaseContext } from '../access/index.ts';
import { accessInHistory } from '../conversations/index.ts';
import { accessContact } from './access-contact.ts';
import { cardOf } from './contact-card.ts';
import { findContact } from './contacts.store.ts';
import { createContact } from './create-contact.ts';
import { findLinked, insertIdentity, removeIdentity } from './identities.store.ts';

type Context = UseCaseContext<AccountActor>;

/** The contact of a conversation's visitor; hidden where it lies outside of the reach. */
export async function readContactOf(
  ctx: Context,
  { id }: { id: string },
): Promise<{ contact: ContactCard | null; hidden: boolean }> {
  const { visitor } = await accessInHistory(ctx, id);
  const contactId = await findLinked(ctx.tx, visitor.id);
  const found = contactId === undefined ? undefined : await findContact(ctx.tx, contactId);
  if (!found) return { contact: null, hidden: false };
  if (!reaches(ctx.actor, found.path)) return { contact: null, hidden: true };
  return { contact: await cardOf(ctx, found.contact), hidden: false };
}

/**
 * Links the visitor of a conversation to a contact. Linking the same again changes nothing.
 * @throws {DomainError} not_found; conflict: they are linked to another one
 */
export async function linkContact(
  ctx: Context,
  { id, contactId }: { id: string; contactId: string },
): Promise<ContactCard> {
  const { visitor } = await accessInHistory(ctx, id);
  const { contact } = await accessContact(ctx, contactId);
  await link(ctx, visitor.id, contactId, contact.orgUnit.id);
  return cardOf(ctx, contact);
}

/**
 * Makes a contact of the visitor of a conversation: of its skill group where that lies in the reach, so that whoever serves there sees it.
 * @throws {DomainError} not_found; conflict: they are linked already
 */
export async function createContactOf(
  ctx: Context,
  { id, ...fields }: ContactFields & { id: string },
): Promise<ContactCard> {
  const { visitor, skillGroup, agent } = await accessInHistory(ctx, id);
  const own = { ...fields, orgUnitId: ctx.actor.orgUnit.id };
  const contact = await createContact(ctx, { ...fields, orgUnitId: skillGroup.id }).catch((error: unknown) => {
    // Theirs, though of another branch of the tree.
    const isElsewhere = error instanceof DomainError && error.code === 'not_found' && agent?.id === ctx.actor.id;
    if (!isElsewhere) throw error;
    return createContact(ctx, own);
  });
  await link(ctx, visitor.id, contact.id, contact.orgUnit.id);
  return cardOf(ctx, contact);
}

/** @throws {DomainError} not_found: there is none, or it lies outside of the reach */
export async function unlinkContact(ctx: Context, { id }: { id: string }): Promise<{ ok: true }> {
  const { visitor } = await accessInHistory(ctx, id);
  const contactId = await findLinked(ctx.tx, visitor.id);
  if (contactId === undefined) return { ok: true };
  const { contact } = await accessContact(ctx, contactId);
  await removeIdentity(ctx.tx, visitor.id);
  const payload = { contactId, visitorId: visitor.id };
  ctx.emit({ type: 'contact.unlinked', orgUnitId: contact.orgUnit.id, payload });
  return { ok: true };
}

async function link(ctx: Context, visitorId: string, contactId: string, orgUnitId: number): Promise<void> {
  const linked = await insertIdentity(ctx.tx, { visitorId, contactId, linkedBy: ctx.actor.id }, ctx.now);
  if (linked) return ctx.emit({ type: 'contact.linked', orgUnitId, payload: { contactId, visitorId } });
  if ((await findLinked(ctx.tx, visitorId)) !== contactId)
    throw new DomainError('conflict', { detail: 'the visitor is linked to another contact' });
}
