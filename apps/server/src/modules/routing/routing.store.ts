import type { RoutingSettings } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import type { PresentAgent } from '../agents/index.ts';
import { type Candidate, LEFT_MESSAGE_YIELDS_MS, type WaitingConversation } from './decide-assignments.ts';

/** Taken from the queue in one transaction at the most; whoever wakes the group comes again while there is more. */
export const ROUND = 200;

/** Whether anything waits in a skill group, and the agents to whom something of it is bound. */
export async function findDemand(
  db: DatabaseReader,
  skillGroupId: number,
): Promise<{ isWaiting: boolean; boundAgentIds: string[] }> {
  const { rows } = await sql<{ is_waiting: boolean; bound: string[] }>`
    select
      exists (select 1 from conversations where skill_group_id = ${skillGroupId} and state = 'waiting') as is_waiting,
      array(
        select distinct bound_agent_id from conversations
        where skill_group_id = ${skillGroupId} and state = 'waiting' and bound_agent_id is not null
      ) as bound`.execute(db);
  return { isWaiting: rows[0]?.is_waiting ?? false, boundAgentIds: rows[0]?.bound ?? [] };
}

/** `queueRank` as the database says it; whoever lists the queue takes this one, then the id. */
export const rankInQueue = (ageingMinutes: number | RawBuilder<number>): RawBuilder<Date> =>
  sql`waiting_since - priority * ${ageingMinutes} * interval '1 minute'
    + case when origin = 'left_message' then ${LEFT_MESSAGE_YIELDS_MS} * interval '1 millisecond' else interval '0' end`;

/** The front of the queue: so many that anybody may serve, and all that are bound to somebody. */
export async function findFront(
  db: DatabaseReader,
  skillGroupId: number,
  { ageingMinutes, lastAgentFirst }: RoutingSettings,
  limit: number,
): Promise<WaitingConversation[]> {
  const rank = rankInQueue(ageingMinutes);
  const lastAgent = lastAgentFirst
    ? sql`(select agent_id from conversations before where before.visitor_id = w.visitor_id and before.state = 'closed'
        and before.agent_id is not null order by before.created_at desc, before.id desc limit 1)`
    : sql`null::uuid`;
  const { rows } = await sql<{
    id: string;
    waiting_since: Date;
    priority: number;
    is_left_message: boolean;
    bound_agent_id: string | null;
    last_agent_id: string | null;
  }>`
    select w.id, w.waiting_since, w.priority, w.origin = 'left_message' as is_left_message, w.bound_agent_id, ${lastAgent} as last_agent_id
    from (
      (select id, visitor_id, waiting_since, priority, origin, bound_agent_id from conversations
        where skill_group_id = ${skillGroupId} and state = 'waiting' and bound_agent_id is null order by ${rank}, id limit ${limit})
      union all
      select id, visitor_id, waiting_since, priority, origin, bound_agent_id from conversations
        where skill_group_id = ${skillGroupId} and state = 'waiting' and bound_agent_id is not null
    ) w`.execute(db);
  return rows.map((row) => ({
    id: row.id,
    waitingSince: row.waiting_since.getTime(),
    priority: row.priority,
    isLeftMessage: row.is_left_message,
    boundAgentId: row.bound_agent_id,
    lastAgentId: row.last_agent_id,
  }));
}

/**
 * What the decision must know of agents beside their presence: what they serve, whose turn it was, since when they have nothing. The moment of an
 * assignment is taken before the locks, so it may be a little earlier than the readiness that made it possible.
 */
export async function measureAgents(
  db: DatabaseReader,
  skillGroupId: number,
  agents: readonly PresentAgent[],
): Promise<Candidate[]> {
  if (agents.length === 0) return [];
  const { rows } = await sql<{
    load: number;
    group_load: number;
    fresh: number;
    last_turn: string | null;
    last_closed: Date | null;
  }>`
    select s.load, s.group_load, s.fresh, t.position as last_turn, e.closed_at as last_closed
    from unnest(${agents.map(({ id }) => id)}::uuid[], ${agents.map(({ since }) => since)}::timestamptz[])
      with ordinality as a (id, since, ord)
    cross join lateral (
      select count(*)::int as load, (count(*) filter (where skill_group_id = ${skillGroupId}))::int as group_load,
        (count(*) filter (where assigned_at >= a.since - interval '1 second'))::int as fresh
      from conversations where agent_id = a.id and state = 'active'
    ) s
    left join lateral (select position from assignments where agent_id = a.id order by position desc limit 1) t on true
    left join lateral (
      select closed_at from conversations where agent_id = a.id and state = 'closed' order by closed_at desc, id desc limit 1
    ) e on true
    order by a.ord`.execute(db);
  return agents.flatMap(({ id, state, since, capacity, isMember }, index) => {
    const row = rows[index];
    if (!row) return [];
    return {
      id,
      state,
      since: since.getTime(),
      capacity,
      isMember,
      load: row.load,
      groupLoad: row.group_load,
      fresh: row.fresh,
      lastTurn: row.last_turn === null ? null : Number(row.last_turn),
      idleSince: Math.max(since.getTime(), row.last_closed?.getTime() ?? 0),
    };
  });
}

/** Skill groups in which something waits that concerns these agents: their own units, and where something is bound to them. */
export async function findGroupsOf(db: DatabaseReader, accountIds: readonly string[]): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    select org_unit_id as id from accounts where id = any (${accountIds}::uuid[])
    union
    select skill_group_id from conversations where state = 'waiting' and bound_agent_id = any (${accountIds}::uuid[])`.execute(
    db,
  );
  return rows.map(({ id }) => id);
}

/** Waiting skill groups at and below a unit, and those where something waits for an agent who belongs there. */
export async function findGroupsBelow(db: DatabaseReader, orgUnitId: number): Promise<number[]> {
  const { rows } = await sql<{ id: number }>`
    with below as (
      select unit.id from org_units unit join org_units top on unit.path like top.path || '%' where top.id = ${orgUnitId}
    )
    select distinct skill_group_id as id from conversations where state = 'waiting' and skill_group_id in (select id from below)
    union
    select skill_group_id from conversations join accounts on accounts.id = bound_agent_id
      where state = 'waiting' and accounts.org_unit_id in (select id from below)`.execute(db);
  return rows.map(({ id }) => id);
}

/** The agent of a conversation, whatever became of it. */
export async function findAgentOf(db: DatabaseReader, conversationId: string): Promise<string | undefined> {
  const row = await db
    .selectFrom('conversations')
    .select('agent_id')
    .where('id', '=', conversationId)
    .executeTakeFirst();
  return row?.agent_id ?? undefined;
}

/** Skill groups in which anything waits. */
export async function findWaitingGroups(db: DatabaseReader): Promise<number[]> {
  const rows = await db
    .selectFrom('conversations')
    .select('skill_group_id')
    .distinct()
    .where('state', '=', 'waiting')
    .execute();
  return rows.map((row) => row.skill_group_id);
}
