import type { Contact, ContactFields } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { holdUnitWithin } from '../organization/index.ts';
import { type ContactRecord, findContact, insertContact } from './contacts.store.ts';

/**
 * A new contact, of a unit in the actor's reach; of their own one if none is named.
 * @throws {DomainError} not_found: the unit lies outside of the reach
 */
export async function createContact(
  ctx: UseCaseContext<AccountActor>,
  { orgUnitId = ctx.actor.orgUnit.id, ...fields }: ContactFields & { orgUnitId?: number | undefined },
): Promise<Contact> {
  if (!(await holdUnitWithin(ctx.tx, ctx.actor.orgUnit, orgUnitId)))
    throw new DomainError('not_found', { detail: 'org unit' });
  const id = await insertContact(ctx.tx, { ...fields, orgUnitId, createdBy: ctx.actor.id }, ctx.now);
  // Who, not what: the log cannot forget, and a person may ask us to.
  ctx.emit({ type: 'contact.created', orgUnitId, payload: { contactId: id } });
  return ((await findContact(ctx.tx, id)) as ContactRecord).contact;
}
