import { DomainError } from '../../platform/errors/index.ts';
import { type AccountActor, reaches, type UseCaseContext } from '../access/index.ts';
import { findTag, type TagRecord } from './tags.store.ts';

/**
 * A tag of a unit in the actor's reach: what comes from above is used, not changed.
 * @throws {DomainError} not_found
 */
export async function accessTag(ctx: UseCaseContext<AccountActor>, id: string): Promise<TagRecord> {
  const tag = await findTag(ctx.tx, id);
  if (!tag || !reaches(ctx.actor, tag.path)) throw new DomainError('not_found');
  return tag;
}
