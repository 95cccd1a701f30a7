import type { Role } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { listRoles as findPage, toRole } from './roles.store.ts';

/** A page of all roles, in the order of their creation. */
export async function listRoles(
  ctx: UseCaseContext<AccountActor>,
  { search, cursor, limit }: { search?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: Role[]; nextCursor: string | null }> {
  const after = cursor === undefined ? 0 : parseCursor(cursor);
  const found = await findPage(ctx.tx, ctx.actor.orgUnit, { search, after, limit: limit + 1 });
  const items = found.slice(0, limit).map((role) => toRole(ctx.actor, role));
  const last = items.at(-1);
  return { items, nextCursor: found.length > limit && last ? String(last.id) : null };
}

function parseCursor(cursor: string): number {
  if (/^\d{1,9}$/.test(cursor)) return Number(cursor);
  throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
}
