import type { Block } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { listBlocks } from './blocks.store.ts';

interface BlocksQuery {
  readonly state: 'active' | 'past';
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** A page of the block list in the actor's current unit and below. */
export async function listBlocksWithin(
  ctx: UseCaseContext<AccountActor>,
  { state, search, cursor, limit }: BlocksQuery,
): Promise<{ items: Block[]; nextCursor: string | null }> {
  const after = cursor === undefined ? null : parse(cursor);
  const found = await listBlocks(ctx.tx, ctx.actor.scope, { state, search, after, limit: limit + 1 }, ctx.now);
  const items = found.slice(0, limit);
  const last = items.at(-1);
  return {
    items: items.map(({ block }) => block),
    nextCursor: found.length > limit && last ? `${last.createdAt.getTime()}_${last.id}` : null,
  };
}

const CURSOR = /^(\d{1,14})_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

function parse(cursor: string): [string, string] {
  const [, at, id] = CURSOR.exec(cursor) ?? [];
  if (at === undefined || id === undefined)
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
  return [new Date(Number(at)).toISOString(), id];
}
