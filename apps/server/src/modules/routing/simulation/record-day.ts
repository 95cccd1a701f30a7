import type { SimulatedConversation, SimulationDay } from '@cskefu/contract';
import { sql } from 'kysely';
import type { Database } from '../../../platform/database/index.ts';
import { DomainError } from '../../../platform/errors/index.ts';
import { type Reach, within } from '../../organization/index.ts';
import { findRoutingSettings } from '../../routing-settings/index.ts';

const MOST_CONVERSATIONS = 20_000;
const MOST_AGENTS = 1_000;
/** Who works on after midnight serves what came before it. */
const EVENING_SECONDS = 4 * 3_600;

interface Day {
  readonly begin: Date;
  readonly seconds: number;
}

/**
 * A day of a unit and everything below it as it was: what came and when, how long it took, who was there. Presence that was, settings and
 * limits that are now. What agents began themselves did not wait, and is left out.
 * @throws {DomainError} too_large
 */
export async function recordDay(
  db: Database,
  reach: Reach,
  { date, timeZone }: { date: string; timeZone: string },
  now: Date,
): Promise<SimulationDay> {
  const day = await findDay(db, date, timeZone);
  const groups = await findGroups(db, reach, day);
  const ids = new Set(groups.map(({ id }) => id));
  const conversations = await findConversations(db, reach, day, now, ids);
  const agents = await findAgents(db, ids, day, now);
  if (conversations.length > MOST_CONVERSATIONS || agents.length > MOST_AGENTS) throw new DomainError('too_large');
  return {
    version: 1,
    begin: day.begin.toISOString(),
    seconds: day.seconds,
    timeZone,
    groups,
    agents,
    conversations,
  };
}

/** Where clocks are changed, a day has 23 hours, or 25. */
async function findDay(db: Database, date: string, timeZone: string): Promise<Day> {
  const { rows } = await sql<{ begin: Date; end: Date }>`
    select ${date}::timestamp at time zone ${timeZone} as begin,
      (${date}::timestamp + interval '1 day') at time zone ${timeZone} as end`.execute(db);
  const { begin, end } = rows[0] as { begin: Date; end: Date };
  return { begin, seconds: (end.getTime() - begin.getTime()) / 1_000 };
}

async function findGroups(db: Database, reach: Reach, { begin, seconds }: Day): Promise<SimulationDay['groups']> {
  const end = new Date(begin.getTime() + seconds * 1_000);
  const { rows } = await sql<{ id: number; name: string }>`
    select u.id, u.name from org_units u
    where ${within('u.id', reach)} and (
      (u.is_skill_group and u.deleted_at is null and exists (
        select 1 from agents a join accounts on accounts.id = a.account_id where accounts.org_unit_id = u.id
      )) or exists (
        select 1 from conversations c where c.skill_group_id = u.id and c.created_at >= ${begin} and c.created_at < ${end}
      )
    )
    order by u.path limit 500`.execute(db);
  const groups: SimulationDay['groups'] = [];
  for (const row of rows) groups.push({ ...row, settings: await findRoutingSettings(db, row.id), overflow: null });
  return groups;
}

interface ConversationRow {
  readonly visitor_id: string;
  readonly skill_group_id: number;
  readonly arrived_in: number | null;
  readonly priority: number;
  readonly created_at: Date;
  readonly assigned_at: Date | null;
  readonly agent_id: string | null;
  readonly closed_at: Date | null;
  readonly last_agent_id: string | null;
}

async function findConversations(
  db: Database,
  reach: Reach,
  { begin, seconds }: Day,
  now: Date,
  groups: ReadonlySet<number>,
): Promise<SimulatedConversation[]> {
  const end = new Date(begin.getTime() + seconds * 1_000);
  const { rows } = await sql<ConversationRow>`
    select c.visitor_id, c.skill_group_id, c.priority, c.created_at, c.closed_at,
      waiting.org_unit_id as arrived_in, assigned.created_at as assigned_at, assigned.agent_id, before.agent_id as last_agent_id
    from conversations c
    left join lateral (
      select e.org_unit_id from events e
      where e.conversation_id = c.id and e.type <> 'message.created' and e.seq is not null and e.type = 'conversation.waiting'
      order by e.seq limit 1
    ) waiting on true
    left join lateral (
      select e.created_at, e.payload -> 'agent' ->> 'id' as agent_id from events e
      where e.conversation_id = c.id and e.type <> 'message.created' and e.seq is not null and e.type = 'conversation.assigned'
      order by e.seq limit 1
    ) assigned on true
    left join lateral (
      select p.agent_id from conversations p
      where p.visitor_id = c.visitor_id and p.created_at < c.created_at and p.agent_id is not null
      order by p.created_at desc, p.id desc limit 1
    ) before on true
    where ${within('c.skill_group_id', reach)} and c.created_at >= ${begin} and c.created_at < ${end}
      and c.origin = 'visitor' and c.close_reason is distinct from 'merged'
    order by c.created_at, c.id limit ${MOST_CONVERSATIONS + 1}`.execute(db);
  const visitors = new Map<string, number>();
  return rows.map((row) => {
    const visitor = visitors.get(row.visitor_id) ?? visitors.size;
    visitors.set(row.visitor_id, visitor);
    const end = row.assigned_at ? 'served' : row.closed_at ? 'abandoned' : 'unserved';
    const until = row.assigned_at ?? row.closed_at ?? now;
    return {
      at: secondsBetween(begin, row.created_at),
      groupId: row.arrived_in !== null && groups.has(row.arrived_in) ? row.arrived_in : row.skill_group_id,
      handling: row.assigned_at && row.closed_at ? secondsBetween(row.assigned_at, row.closed_at) : null,
      visitor,
      lastAgentId: row.last_agent_id,
      boundAgentId: null,
      priority: row.priority,
      patience: null,
      happened: { waited: secondsBetween(row.created_at, until), agentId: row.agent_id, end },
    };
  });
}

interface StretchRow {
  readonly id: string;
  readonly name: string;
  readonly group_id: number;
  readonly capacity: number;
  readonly state: 'ready' | 'away' | 'busy';
  readonly from_at: Date;
  readonly to_at: Date | null;
}

async function findAgents(
  db: Database,
  groups: ReadonlySet<number>,
  { begin, seconds }: Day,
  now: Date,
): Promise<SimulationDay['agents']> {
  const end = new Date(Math.min(now.getTime(), begin.getTime() + (seconds + EVENING_SECONDS) * 1_000));
  const { rows } = await sql<StretchRow>`
    select a.id, a.name, a.org_unit_id as group_id, p.state, p.from_at, p.to_at,
      coalesce(agents.max_conversations, u.max_conversations) as capacity
    from accounts a
    join org_units u on u.id = a.org_unit_id
    left join agents on agents.account_id = a.id
    join agent_presence_periods p on p.account_id = a.id
    where a.org_unit_id = any (${[...groups]}::int[]) and not a.is_super_administrator
      and p.state <> 'offline' and p.from_at < ${end} and (p.to_at is null or p.to_at > ${begin})
    order by a.id, p.from_at`.execute(db);
  const agents = new Map<string, SimulationDay['agents'][number]>();
  for (const { id, name, group_id: groupId, capacity, state, from_at, to_at } of rows) {
    const agent = agents.get(id) ?? { id, name, groupId, capacity, shifts: [] };
    agents.set(id, agent);
    if (agent.shifts.length < 2_000)
      agent.shifts.push({
        from: Math.max(0, secondsBetween(begin, from_at)),
        to: secondsBetween(begin, to_at && to_at < end ? to_at : end),
        state,
      });
  }
  return [...agents.values()];
}

const secondsBetween = (from: Date, to: Date) => Math.max(0, (to.getTime() - from.getTime()) / 1_000);
