import type { Contact, TagChange } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { changeTags } from '../tags/index.ts';
import { accessContact } from './access-contact.ts';
import { type ContactRecord, findContact, lockContact } from './contacts.store.ts';

/** @throws {DomainError} not_found, also for a tag of another branch; conflict: too many */
export async function tagContact(
  ctx: UseCaseContext<AccountActor>,
  { id, ...change }: TagChange & { id: string },
): Promise<Contact> {
  await lockContact(ctx.tx, id);
  const { contact, path } = await accessContact(ctx, id);
  const { added, removed } = await changeTags(ctx, { bearer: 'contact', id, unit: { path } }, change);
  if (added.length > 0 || removed.length > 0)
    ctx.emit({
      type: 'contact.tagged',
      orgUnitId: contact.orgUnit.id,
      payload: { contactId: id, added: added.map(({ name }) => name), removed: removed.map(({ name }) => name) },
    });
  return ((await findContact(ctx.tx, id)) as ContactRecord).contact;
}
