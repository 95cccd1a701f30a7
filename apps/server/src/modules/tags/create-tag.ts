import type { Tag, TagColor } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { holdUnitWithin } from '../organization/index.ts';
import { countTags, findTag, insertTag, isNameTaken, lockNames, presentTag, type TagRecord } from './tags.store.ts';

/** Nobody finds the right one among more. */
const MOST_TAGS = 500;

/** @throws {DomainError} not_found: the unit lies outside of the reach; taken: the name, in its line; conflict: there are too many */
export async function createTag(
  ctx: UseCaseContext<AccountActor>,
  { name, color, orgUnitId }: { name: string; color: TagColor; orgUnitId: number },
): Promise<Tag> {
  const unit = await holdUnitWithin(ctx.tx, ctx.actor.orgUnit, orgUnitId);
  if (!unit) throw new DomainError('not_found', { detail: 'org unit' });
  await lockNames(ctx.tx);
  if (await isNameTaken(ctx.tx, unit, name)) throw nameTaken();
  if ((await countTags(ctx.tx, orgUnitId)) >= MOST_TAGS)
    throw new DomainError('conflict', { detail: `at most ${MOST_TAGS} of a unit` });
  const id = await insertTag(ctx.tx, { name, color, orgUnitId, createdBy: ctx.actor.id }, ctx.now);
  ctx.emit({ type: 'tag.created', orgUnitId, payload: { tagId: id, after: { name, color } } });
  return presentTag((await findTag(ctx.tx, id)) as TagRecord);
}

export const nameTaken = () =>
  new DomainError('taken', { issues: [{ path: 'name', message: 'is the name of another' }] });
