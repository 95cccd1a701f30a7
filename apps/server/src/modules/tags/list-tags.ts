import type { Tag, TagRef } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { findUnitPath } from '../organization/index.ts';
import { findUsable, listTags, presentTag } from './tags.store.ts';

/** Those that the actor may use; nobody learns of a tag of another branch, whatever unit is named. */
export async function listUsableTags(
  ctx: UseCaseContext<AccountActor>,
  { search, orgUnitId, limit }: { search?: string | undefined; orgUnitId?: number | undefined; limit: number },
): Promise<{ items: TagRef[] }> {
  const fitting = orgUnitId === undefined ? undefined : { path: (await findUnitPath(ctx.tx, orgUnitId)) ?? '/0/' };
  return { items: await findUsable(ctx.tx, ctx.actor.orgUnit, { fitting, search, limit }) };
}

/** Those within reach, narrowed by the current unit. */
export async function listTagsWithin(
  ctx: UseCaseContext<AccountActor>,
  { search, cursor = '0', limit }: { search?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Tag[]; nextCursor: string | null }> {
  if (!/^\d{1,6}$/.test(cursor))
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
  const offset = Number(cursor);
  const found = await listTags(ctx.tx, ctx.actor.scope, { search, offset, limit: limit + 1 });
  return {
    items: found.slice(0, limit).map(presentTag),
    nextCursor: found.length > limit ? String(offset + limit) : null,
  };
}
