import type { Tag } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { covers } from '../organization/index.ts';
import { accessTag } from './access-tag.ts';
import { copyLinks, findTag, presentTag, removeTag, type TagRecord } from './tags.store.ts';

/**
 * One tag becomes part of another: whatever bore it bears that. Only upwards or within a unit, where all of it may bear the other one.
 * @throws {DomainError} not_found, conflict
 */
export async function mergeTag(
  ctx: UseCaseContext<AccountActor>,
  { id, intoId }: { id: string; intoId: string },
): Promise<Tag> {
  const [from, into] = [await accessTag(ctx, id), await accessTag(ctx, intoId)];
  if (id === intoId || !covers(into, from.path))
    throw new DomainError('conflict', { detail: 'only into another one of the same unit or one above' });
  await copyLinks(ctx.tx, id, intoId);
  await removeTag(ctx.tx, id);
  const payload = { tagId: id, intoId, before: { name: from.name }, after: { name: into.name } };
  ctx.emit({ type: 'tag.merged', orgUnitId: from.orgUnit.id, payload });
  return presentTag((await findTag(ctx.tx, intoId)) as TagRecord);
}
