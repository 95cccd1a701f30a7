import type { WatchedConversation } from '@cskefu/contract';
import { sql } from 'kysely';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { listConversations } from '../conversations/index.ts';
import { within } from '../organization/index.ts';

export interface WatchedQuery {
  readonly state?: 'active' | 'waiting' | undefined;
  readonly agentId?: string | undefined;
  readonly skillGroupId?: number | undefined;
  readonly longerThanMinutes?: number | undefined;
  readonly unansweredForSeconds?: number | undefined;
  readonly cursor?: string | undefined;
  readonly limit: number;
}

/** What is served or waits now in the actor's current unit, the oldest first: what lasts long wants eyes. */
export async function listWatched(
  ctx: UseCaseContext<AccountActor>,
  query: WatchedQuery,
): Promise<{ items: WatchedConversation[]; nextCursor: string | null }> {
  const minutesAgo = (minutes: number) => new Date(ctx.now.getTime() - minutes * 60_000);
  const conditions = [
    query.state === undefined ? sql`c.state <> 'closed'` : sql`c.state = ${query.state} and c.state <> 'closed'`,
    within('c.skill_group_id', ctx.actor.scope),
    ...(query.agentId === undefined ? [] : [sql`c.agent_id = ${query.agentId}::uuid`]),
    ...(query.skillGroupId === undefined ? [] : [sql`c.skill_group_id = ${query.skillGroupId}`]),
    ...(query.longerThanMinutes === undefined ? [] : [sql`c.created_at < ${minutesAgo(query.longerThanMinutes)}`]),
    ...(query.unansweredForSeconds === undefined
      ? []
      : [
          sql`c.last_message_author_kind = 'visitor' and c.last_message_at < ${minutesAgo(query.unansweredForSeconds / 60)}`,
        ]),
    ...(query.cursor === undefined ? [] : [after(query.cursor)]),
  ];
  const found = await listConversations(
    ctx.tx,
    sql`select c.id from conversations c where ${sql.join(conditions, sql` and `)}
      order by c.created_at, c.id limit ${query.limit + 1}`,
  );
  const rows = found.reverse();
  const items = rows.slice(0, query.limit).map((row) => ({
    ...row,
    unansweredSince: row.lastMessage?.authorKind === 'visitor' ? row.lastMessage.at : null,
  }));
  const last = items.at(-1);
  return { items, nextCursor: rows.length > query.limit && last ? `${last.createdAt}_${last.id}` : null };
}

const CURSOR = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z)_([0-9a-f-]{36})$/;

function after(cursor: string) {
  const [, createdAt, id] = CURSOR.exec(cursor) ?? [];
  if (createdAt === undefined || id === undefined || Number.isNaN(Date.parse(createdAt)) || !UUID.test(id))
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
  return sql`(c.created_at, c.id) > (${createdAt}::timestamptz, ${id}::uuid)`;
}

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
