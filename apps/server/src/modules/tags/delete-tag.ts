import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { accessTag } from './access-tag.ts';
import { removeTag } from './tags.store.ts';

/** @throws {DomainError} not_found */
export async function deleteTag(ctx: UseCaseContext<AccountActor>, { id }: { id: string }): Promise<{ ok: true }> {
  const { name, color, orgUnit } = await accessTag(ctx, id);
  await removeTag(ctx.tx, id);
  ctx.emit({ type: 'tag.deleted', orgUnitId: orgUnit.id, payload: { tagId: id, before: { name, color } } });
  return { ok: true };
}
