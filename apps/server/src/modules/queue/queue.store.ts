import type { RoutingSettings } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { type Reach, within } from '../organization/index.ts';
import { rankInQueue } from '../routing/index.ts';
import type { Pace } from './estimate-wait.ts';

export type GroupSettings = ReadonlyMap<number, RoutingSettings>;

export interface QueueRow {
  readonly id: string;
  readonly skill_group_id: number;
  readonly place: number;
  readonly priority: number;
  readonly waiting_since: Date;
  readonly bound_agent_id: string | null;
  readonly bound_agent_name: string | null;
}

/** Everything that waits in these skill groups, with its place: in the order in which routing goes through it. */
function placed(groups: GroupSettings): RawBuilder<unknown> {
  const ageing = [...groups.values()].map(({ ageingMinutes }) => ageingMinutes);
  const rank = rankInQueue(sql`g.ageing`);
  return sql`
    select c.id, c.skill_group_id, c.priority, c.waiting_since, c.bound_agent_id, ${rank} as rank,
      (row_number() over (partition by c.skill_group_id order by ${rank}, c.id))::int as place
    from conversations c
    join unnest(${[...groups.keys()]}::int[], ${ageing}::int[]) as g (id, ageing) on g.id = c.skill_group_id
    where c.state = 'waiting'`;
}

/** A stretch of the queue of these skill groups, as one line. */
export async function listQueued(
  db: DatabaseReader,
  groups: GroupSettings,
  offset: number,
  limit: number,
): Promise<QueueRow[]> {
  const { rows } = await sql<QueueRow>`
    select q.*, accounts.name as bound_agent_name
    from (select * from (${placed(groups)}) w order by rank, id limit ${limit} offset ${offset}) q
    left join accounts on accounts.id = q.bound_agent_id
    order by q.rank, q.id`.execute(db);
  return rows;
}

/** The places of these conversations, as far as they wait in these skill groups. */
export async function findPlacesOf(
  db: DatabaseReader,
  groups: GroupSettings,
  ids: readonly string[],
): Promise<{ id: string; skill_group_id: number; place: number }[]> {
  const { rows } = await sql<{ id: string; skill_group_id: number; place: number }>`
    select w.id, w.skill_group_id, w.place from (${placed(groups)}) w
    join unnest(${ids}::uuid[]) as wanted (id) on wanted.id = w.id`.execute(db);
  return rows;
}

/** In which skill groups these conversations wait; those that do not wait are absent. */
export async function findGroupsOfWaiting(db: DatabaseReader, ids: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await sql<{ id: string; skill_group_id: number }>`
    select id, skill_group_id from conversations where id = any (${ids}::uuid[]) and state = 'waiting'`.execute(db);
  return new Map(rows.map((row) => [row.id, row.skill_group_id]));
}

export interface WaitingGroup {
  readonly id: number;
  readonly name: string;
  readonly waiting: number;
  readonly longest_since: Date;
}

/** Skill groups of a part of the tree in which somebody waits, those with the most first. */
export async function findWaitingGroupsWithin(db: DatabaseReader, reach: Reach): Promise<WaitingGroup[]> {
  const { rows } = await sql<WaitingGroup>`
    select u.id, u.name, w.waiting, w.longest_since
    from (
      select c.skill_group_id, count(*)::int as waiting, min(c.waiting_since) as longest_since
      from conversations c where c.state = 'waiting' and ${within('c.skill_group_id', reach)} group by c.skill_group_id
    ) w
    join org_units u on u.id = w.skill_group_id
    order by w.waiting desc, u.name, u.id`.execute(db);
  return rows;
}

/** So far back, and so many, count as recent. */
const RECENT_HOURS = 4;
const RECENT_SERVICES = 50;

/** How fast the queue of each skill group moves, and how many agents are ready there. */
export async function measurePace(
  db: DatabaseReader,
  groups: GroupSettings,
  now: Date,
): Promise<Map<number, Pace & { readyAgents: number }>> {
  const most = [...groups.values()].map(({ maxPerAgent }) => maxPerAgent);
  const { rows } = await sql<{ id: number; services: number; mean: number; seats: number; ready: number }>`
    select g.id, s.services, s.mean, a.seats, a.ready
    from unnest(${[...groups.keys()]}::int[], ${most}::int[]) as g (id, most)
    cross join lateral (
      select count(*)::int as services, coalesce(avg(extract(epoch from closed_at - assigned_at)), 0)::float8 as mean
      from (
        select closed_at, assigned_at from conversations c
        where c.skill_group_id = g.id and c.state = 'closed' and c.assigned_at is not null
          and c.closed_at > ${now}::timestamptz - ${RECENT_HOURS} * interval '1 hour'
        order by c.closed_at desc limit ${RECENT_SERVICES}
      ) newest
    ) s
    cross join lateral (
      select count(*)::int as ready,
        coalesce(sum(least(coalesce(agents.max_conversations, u.max_conversations), g.most)), 0)::int as seats
      from agents
      join accounts on accounts.id = agents.account_id
      join org_units u on u.id = accounts.org_unit_id
      where accounts.org_unit_id = g.id and u.is_skill_group and accounts.disabled_at is null
        and not accounts.is_super_administrator and agents.state = 'ready'
    ) a`.execute(db);
  return new Map(
    rows.map(({ id, services, mean, seats, ready }) => [
      id,
      { services, meanSeconds: mean, seats, readyAgents: ready },
    ]),
  );
}
