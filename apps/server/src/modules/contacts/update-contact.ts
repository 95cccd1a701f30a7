import type { Contact, ContactChanges, ContactFields } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessContact } from './access-contact.ts';
import { type ContactRecord, fieldsOf, findContact, lockContact, saveContact } from './contacts.store.ts';

/**
 * Changes a contact; what is absent stays, so two people may change different fields at once.
 * @throws {DomainError} not_found
 */
export async function updateContact(
  ctx: UseCaseContext<AccountActor>,
  { id, ...changes }: ContactChanges & { id: string },
): Promise<Contact> {
  await lockContact(ctx.tx, id);
  const { contact } = await accessContact(ctx, id);
  const before = fieldsOf(contact);
  const given = Object.entries(changes).filter(([, value]) => value !== undefined);
  const changed = given.filter(([key, value]) => before[key as keyof ContactFields] !== value).map(([key]) => key);
  if (changed.length === 0) return contact;
  await saveContact(ctx.tx, id, { ...before, ...Object.fromEntries(given) }, ctx.now);
  ctx.emit({ type: 'contact.updated', orgUnitId: contact.orgUnit.id, payload: { contactId: id, fields: changed } });
  return ((await findContact(ctx.tx, id)) as ContactRecord).contact;
}
