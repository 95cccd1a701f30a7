import type { WrapUp, WrapUpContent } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader, DatabaseTransaction } from '../../platform/database/index.ts';

/** What is recorded of these conversations; those of which nothing is are absent. */
export async function findWrapUps(db: DatabaseReader, ids: readonly string[]): Promise<Map<string, WrapUp>> {
  if (ids.length === 0) return new Map();
  const rows = await db
    .selectFrom('wrap_ups as w')
    .innerJoin('accounts as a', 'a.id', 'w.written_by')
    .leftJoin('accounts as f', 'f.id', 'w.follow_up_by')
    .select(['w.conversation_id', 'w.memo', 'w.written_at', 'w.written_by', 'a.name as by_name'])
    .select(['w.follow_up_at', 'w.follow_up_memo', 'w.follow_up_by', 'f.name as follow_up_name', 'w.followed_up_at'])
    .select(
      sql<WrapUp['serviceTypes']>`coalesce((
        select json_agg(json_build_object('id', s.id, 'name', concat_ws(' / ', p.name, s.name)) order by concat_ws(' / ', p.name, s.name))
        from wrap_up_service_types x join service_types s on s.id = x.service_type_id left join service_types p on p.id = s.parent_id
        where x.conversation_id = w.conversation_id
      ), '[]'::json)`.as('service_types'),
    )
    .where('w.conversation_id', '=', sql<string>`any (${[...ids]}::uuid[])`)
    .where('w.written_at', 'is not', null)
    .execute();
  return new Map(
    rows.map((row) => [
      row.conversation_id,
      {
        serviceTypes: row.service_types,
        memo: row.memo,
        followUp: row.follow_up_at && {
          dueAt: row.follow_up_at.toISOString(),
          memo: row.follow_up_memo,
          by: { id: row.follow_up_by ?? '', name: row.follow_up_name ?? '' },
          doneAt: row.followed_up_at?.toISOString() ?? null,
        },
        by: { id: row.written_by ?? '', name: row.by_name },
        at: row.written_at?.toISOString() ?? '',
      },
    ]),
  );
}

export async function findDraft(db: DatabaseReader, id: string): Promise<WrapUpContent | null> {
  const row = await db.selectFrom('wrap_ups').select('draft').where('conversation_id', '=', id).executeTakeFirst();
  return (row?.draft ?? null) as WrapUpContent | null;
}

export async function saveDraft(tx: DatabaseTransaction, id: string, draft: WrapUpContent): Promise<void> {
  const value = JSON.stringify(draft);
  await tx
    .insertInto('wrap_ups')
    .values({ conversation_id: id, draft: value })
    .onConflict((conflict) => conflict.column('conversation_id').doUpdateSet({ draft: value }))
    .execute();
}

/** A follow-up that stays as it was stays with whom it was, and stays done. */
export async function saveWrapUp(
  tx: DatabaseTransaction,
  id: string,
  { serviceTypeIds, memo, followUp }: WrapUpContent,
  by: string,
  now: Date,
): Promise<void> {
  const due = followUp && new Date(followUp.dueAt);
  await sql`
    insert into wrap_ups (conversation_id, memo, written_by, written_at, follow_up_at, follow_up_memo, follow_up_by)
    values (${id}, ${memo}, ${by}, ${now}, ${due}, ${followUp?.memo ?? ''}, ${followUp ? by : null})
    on conflict (conversation_id) do update set
      draft = null, memo = excluded.memo, written_by = excluded.written_by, written_at = excluded.written_at,
      follow_up_at = excluded.follow_up_at, follow_up_memo = excluded.follow_up_memo,
      follow_up_by = case
        when wrap_ups.follow_up_at = excluded.follow_up_at then wrap_ups.follow_up_by else excluded.follow_up_by end,
      followed_up_at = case when wrap_ups.follow_up_at = excluded.follow_up_at then wrap_ups.followed_up_at end`.execute(
    tx,
  );
  await tx.deleteFrom('wrap_up_service_types').where('conversation_id', '=', id).execute();
  if (serviceTypeIds.length > 0)
    await tx
      .insertInto('wrap_up_service_types')
      .values(serviceTypeIds.map((serviceTypeId) => ({ conversation_id: id, service_type_id: serviceTypeId })))
      .execute();
}

/** False: there is none, or it is so already. */
export async function markFollowedUp(tx: DatabaseTransaction, id: string, at: Date | null): Promise<boolean> {
  const row = await tx
    .updateTable('wrap_ups')
    .set({ followed_up_at: at })
    .where('conversation_id', '=', id)
    .where('follow_up_at', 'is not', null)
    .where('followed_up_at', at === null ? 'is not' : 'is', null)
    .returning('conversation_id')
    .executeTakeFirst();
  return row !== undefined;
}

type After = readonly [string, string] | null;

/** Ids of the conversations that somebody follows up, by date; with the date of each. */
export async function listFollowUps(
  db: DatabaseReader,
  accountId: string,
  { state, before, after, limit }: { state: 'open' | 'done'; before?: string | undefined; after: After; limit: number },
): Promise<{ id: string; dueAt: Date }[]> {
  const direction = state === 'open' ? 'asc' : 'desc';
  const beyond = sql.raw(state === 'open' ? '>' : '<');
  const rows = await db
    .selectFrom('wrap_ups')
    .select(['conversation_id', 'follow_up_at'])
    .where('follow_up_by', '=', accountId)
    .where('follow_up_at', 'is not', null)
    .where('followed_up_at', state === 'open' ? 'is' : 'is not', null)
    .$if(before !== undefined, (query) => query.where('follow_up_at', '<', new Date(before ?? 0)))
    .$if(after !== null, (query) =>
      query.where(
        sql<boolean>`(follow_up_at, conversation_id) ${beyond} (${after?.[0]}::timestamptz, ${after?.[1]}::uuid)`,
      ),
    )
    .orderBy('follow_up_at', direction)
    .orderBy('conversation_id', direction)
    .limit(limit)
    .execute();
  return rows.map((row) => ({ id: row.conversation_id, dueAt: row.follow_up_at as Date }));
}

export async function countDue(db: DatabaseReader, accountId: string, now: Date): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from wrap_ups
    where follow_up_by = ${accountId} and follow_up_at <= ${now} and followed_up_at is null`.execute(db);
  return rows[0]?.count ?? 0;
}

/** The groups of what an agent served since then and has not wrapped up. */
export async function groupsWithoutWrapUp(db: DatabaseReader, agentId: string, since: Date): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select distinct c.skill_group_id as id from conversations c where ${withoutWrapUp(agentId, since)}`.execute(db);
  return rows.map(({ id }) => id);
}

/** Ids of what an agent served in these groups and has not wrapped up, as a query; the last ended first. */
export const idsWithoutWrapUp = (
  agentId: string,
  since: Date,
  groups: readonly number[],
  after: After,
  limit: number,
) => sql`
  select c.id from conversations c
  where ${withoutWrapUp(agentId, since)} and c.skill_group_id = any (${[...groups]}::int[])
    and (${after?.[0] ?? null}::timestamptz is null or (c.created_at, c.id) < (${after?.[0] ?? null}::timestamptz, ${after?.[1] ?? null}::uuid))
  order by c.created_at desc, c.id desc limit ${limit}`;

export async function countWithoutWrapUp(
  db: DatabaseReader,
  agentId: string,
  since: Date,
  groups: readonly number[],
): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from conversations c
    where ${withoutWrapUp(agentId, since)} and c.skill_group_id = any (${[...groups]}::int[])`.execute(db);
  return rows[0]?.count ?? 0;
}

/** One that was merged into another is no service of its own. */
const withoutWrapUp = (agentId: string, since: Date): RawBuilder<boolean> => sql<boolean>`
  c.agent_id = ${agentId} and c.state = 'closed' and c.closed_at > ${since} and c.close_reason <> 'merged'
  and not exists (select from wrap_ups w where w.conversation_id = c.id and w.written_at is not null)`;
