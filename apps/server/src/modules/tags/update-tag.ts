import type { Tag, TagColor } from '@cskefu/contract';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessTag } from './access-tag.ts';
import { nameTaken } from './create-tag.ts';
import { isNameTaken, lockNames, presentTag, saveTag } from './tags.store.ts';

/** @throws {DomainError} not_found; taken: the name, in the line of its unit */
export async function updateTag(
  ctx: UseCaseContext<AccountActor>,
  { id, ...changes }: { id: string; name?: string | undefined; color?: TagColor | undefined },
): Promise<Tag> {
  await lockNames(ctx.tx);
  const before = await accessTag(ctx, id);
  const { name = before.name, color = before.color } = changes;
  if (await isNameTaken(ctx.tx, before, name, id)) throw nameTaken();
  await saveTag(ctx.tx, { id, name, color });
  ctx.emit({
    type: 'tag.updated',
    orgUnitId: before.orgUnit.id,
    payload: { tagId: id, before: { name: before.name, color: before.color }, after: { name, color } },
  });
  return presentTag({ ...before, name, color });
}
