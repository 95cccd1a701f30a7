import type { Conversation, InboxCounts, InboxView } from '@cskefu/contract';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import {
  countInbox,
  listActiveOfAgent,
  listClosedOfAgent,
  listSnoozedOfAgent,
  listWaiting,
} from './conversations.store.ts';

export interface InboxPage {
  readonly items: Conversation[];
  readonly nextCursor: string | null;
  readonly counts: InboxCounts;
}

/** A page of the signed-in account's inbox, with the counts of its tabs. */
export async function listInbox(
  ctx: UseCaseContext<AccountActor>,
  input: { view: InboxView; cursor?: string | undefined; limit: number },
): Promise<InboxPage> {
  const after = input.cursor === undefined ? null : parseCursor(input.cursor);
  const [found, counts] = await Promise.all([
    list(ctx, input.view, after, input.limit + 1),
    countInbox(ctx.tx, ctx.actor.id, ctx.actor.scope),
  ]);
  const items = found.slice(0, input.limit);
  const last = items.at(-1);
  return {
    items,
    nextCursor: found.length > input.limit && last ? cursorOf(input.view, last) : null,
    counts,
  };
}

function list(ctx: UseCaseContext<AccountActor>, view: InboxView, after: [string, string] | null, limit: number) {
  switch (view) {
    case 'mine':
      return listActiveOfAgent(ctx.tx, ctx.actor.id, after, limit);
    case 'snoozed':
      return listSnoozedOfAgent(ctx.tx, ctx.actor.id, after, limit);
    case 'waiting':
      return listWaiting(ctx.tx, ctx.actor.scope, after, limit);
    case 'closed':
      return listClosedOfAgent(ctx.tx, ctx.actor.id, after, limit);
  }
}

function cursorOf(view: InboxView, row: Conversation): string {
  return `${momentOf(view, row)}_${row.id}`;
}

function momentOf(view: InboxView, row: Conversation) {
  switch (view) {
    case 'mine':
      return row.lastMessage?.at ?? row.assignedAt ?? row.createdAt;
    case 'snoozed':
      return row.snooze?.until;
    case 'waiting':
      return row.waitingSince;
    case 'closed':
      return row.closedAt;
  }
}

/** PostgreSQL knows no year 0. */
const CURSOR = /^((?!0000)\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/**
 * A cursor is a moment and an id.
 * @throws {DomainError} invalid_input
 */
export function parseCursor(cursor: string): [string, string] {
  const [, at, id] = CURSOR.exec(cursor) ?? [];
  const moment = new Date(at ?? Number.NaN);
  if (id === undefined || Number.isNaN(moment.getTime())) {
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
  }
  return [moment.toISOString(), id];
}
