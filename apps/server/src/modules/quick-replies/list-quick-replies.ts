import type { QuickReply } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { listShared, listUsable, presentQuickReply, type QuickReplyRecord } from './quick-replies.store.ts';

interface ListQuery {
  readonly search?: string | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

interface Page {
  readonly items: QuickReply[];
  readonly nextCursor: string | null;
}

/** What an agent can use. */
export async function listOwnQuickReplies(
  ctx: UseCaseContext<AccountActor>,
  { personal, ...query }: ListQuery & { personal: '0' | '1' },
): Promise<Page> {
  const filter = filterOf(query);
  return pageOf(await listUsable(ctx.tx, ctx.actor, { ...filter, personal: personal === '1' }), filter);
}

/** The shared ones within reach, narrowed by the current unit. */
export async function listSharedQuickReplies(ctx: UseCaseContext<AccountActor>, query: ListQuery): Promise<Page> {
  const filter = filterOf(query);
  return pageOf(await listShared(ctx.tx, ctx.actor.scope, filter), filter);
}

function filterOf({ search, cursor = '0', limit }: ListQuery) {
  if (!/^\d{1,6}$/.test(cursor))
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
  return { search, offset: Number(cursor), limit: limit + 1 };
}

function pageOf(found: QuickReplyRecord[], { offset, limit }: { offset: number; limit: number }): Page {
  const items = found.slice(0, limit - 1).map(presentQuickReply);
  return { items, nextCursor: found.length === limit ? String(offset + limit - 1) : null };
}
