import type { TagChange, TagRef } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import type { Reach } from '../organization/index.ts';
import { addLinks, type Bearer, findTagsOf, findUsable, removeLinks } from './tags.store.ts';

const MOST = 20;

export interface ChangedTags {
  readonly tags: TagRef[];
  readonly added: TagRef[];
  readonly removed: TagRef[];
}

/**
 * Puts tags on a thing of a unit and takes others away; the caller has the thing under lock and has looked at whether the actor may.
 * @throws {DomainError} not_found: a tag that the actor cannot use, or not there; conflict: too many
 */
export async function changeTags(
  ctx: UseCaseContext<AccountActor>,
  thing: { bearer: Bearer; id: string; unit: Pick<Reach, 'path'> },
  { add, remove }: TagChange,
): Promise<ChangedTags> {
  const { bearer, id, unit } = thing;
  const before = await findTagsOf(ctx.tx, bearer, id);
  const wanted = [...new Set(add)].filter((tagId) => !before.some((tag) => tag.id === tagId));
  const added = await findUsable(ctx.tx, ctx.actor.orgUnit, { fitting: unit, ids: wanted, limit: wanted.length + 1 });
  if (added.length < wanted.length) throw new DomainError('not_found', { detail: 'tag' });
  const removed = before.filter((tag) => remove.includes(tag.id));
  if (before.length + added.length - removed.length > MOST)
    throw new DomainError('conflict', { detail: `at most ${MOST}` });
  if (added.length > 0) await addLinks(ctx.tx, bearer, id, wanted);
  if (removed.length > 0) await removeLinks(ctx.tx, bearer, id, remove);
  return { tags: await findTagsOf(ctx.tx, bearer, id), added, removed };
}
