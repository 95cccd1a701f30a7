import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, reaches, type UseCaseContext } from '../access/index.ts';
import { type ContactRecord, findContact } from './contacts.store.ts';

/**
 * A contact of a unit in the actor's reach.
 * @throws {DomainError} not_found
 */
export async function accessContact(ctx: UseCaseContext<AccountActor>, id: string): Promise<ContactRecord> {
  const found = await findContact(ctx.tx, id);
  if (!found || !reaches(ctx.actor, found.path)) throw new DomainError('not_found');
  return found;
}
