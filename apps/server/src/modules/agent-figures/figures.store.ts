import type { AgentReportQuery, AgentReportRow } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { type Reach, within } from '../organization/index.ts';

export interface Period {
  readonly begin: Date;
  readonly end: Date;
}

export interface FiguresQuestion extends Pick<AgentReportQuery, 'timeZone' | 'agentId' | 'skillGroupId'> {
  readonly by: AgentReportQuery['by'] | 'total';
  readonly period: Period;
  readonly scope: Reach;
  readonly now: Date;
}

interface FiguresRow {
  readonly agent_id: string | null;
  readonly agent_name: string | null;
  readonly group_id: number | null;
  readonly group_name: string | null;
  readonly day: string | null;
  readonly conversations: number;
  readonly average_wait: number | null;
  readonly first_response: number | null;
  readonly reply_time: number | null;
  readonly length: number | null;
  readonly replies: number;
  readonly transferred_in: number;
  readonly transferred_out: number;
  readonly rated: number;
  readonly satisfaction: number | null;
  readonly wrapped_up: number;
  readonly ready: number;
  readonly away: number;
  readonly busy: number;
}

/** Sums over what agents served and how long they were there, the busiest first; by day, the earliest first. */
export async function findFigures(
  db: DatabaseReader,
  question: FiguresQuestion,
  { offset, limit }: { offset: number; limit: number },
): Promise<AgentReportRow[]> {
  const { by } = question;
  const order = by === 'day' ? sql`day` : sql`conversations desc, ready desc, coalesce(f.key, p.key)`;
  const { rows } = await sql<FiguresRow>`
    with f as (${served(question)}), p as (${present(question)})
    select a.id as agent_id, a.name as agent_name, u.id as group_id, u.name as group_name,
      ${by === 'day' ? sql`coalesce(f.key, p.key)` : sql`null`} as day,
      coalesce(f.conversations, 0) as conversations, f.average_wait, f.first_response, f.reply_time, f.length,
      coalesce(f.replies, 0) as replies, coalesce(f.transferred_in, 0) as transferred_in,
      coalesce(f.transferred_out, 0) as transferred_out, coalesce(f.rated, 0) as rated, f.satisfaction,
      coalesce(f.wrapped_up, 0) as wrapped_up,
      coalesce(p.ready, 0) as ready, coalesce(p.away, 0) as away, coalesce(p.busy, 0) as busy
    from f full join p on p.key = f.key
    left join accounts a on ${by === 'agent' ? sql`a.id::text = coalesce(f.key, p.key)` : sql`false`}
    left join org_units u on ${by === 'skill_group' ? sql`u.id::text = f.key` : sql`false`}
    order by ${order} limit ${limit} offset ${offset}`.execute(db);
  return rows.map((row) => toReportRow(row, by));
}

/** Everything together is one row, also where there is nothing. */
const together = (by: FiguresQuestion['by']) => (by === 'total' ? sql`` : sql`group by 1`);

const inZone = (column: RawBuilder<unknown>, timeZone: string) =>
  sql`to_char(${column} at time zone ${timeZone}, 'YYYY-MM-DD')`;

/** What belongs together: one row for each key. All figures of a service count when it began. */
function served({ by, period, scope, timeZone, agentId, skillGroupId }: FiguresQuestion): RawBuilder<unknown> {
  const keys = {
    total: sql`''::text`,
    agent: sql`s.agent_id::text`,
    skill_group: sql`s.skill_group_id::text`,
    day: inZone(sql`s.began_at`, timeZone),
  };
  return sql`
    select ${keys[by]} as key, count(distinct s.conversation_id)::int as conversations, avg(s.waited) as average_wait,
      avg(s.first_response) as first_response, sum(s.answer_time) / nullif(sum(s.answers), 0) as reply_time,
      avg(extract(epoch from s.ended_at - s.began_at))::float8 as length, sum(s.replies)::int as replies,
      (count(*) filter (where s.transferred_in))::int as transferred_in,
      (count(*) filter (where s.transferred_out))::int as transferred_out, count(s.satisfaction)::int as rated,
      round(avg(s.satisfaction), 2)::float8 as satisfaction, (count(*) filter (where s.wrapped_up))::int as wrapped_up
    from agent_services s
    where ${within('s.skill_group_id', scope)} and s.began_at >= ${period.begin} and s.began_at < ${period.end}
      ${agentId === undefined ? sql`` : sql`and s.agent_id = ${agentId}::uuid`}
      ${skillGroupId === undefined ? sql`` : sql`and s.skill_group_id = ${skillGroupId}`}
    ${together(by)}`;
}

/** How long agents of this part of the tree were there. Skill groups have no presence: people have. */
function present({ by, period, scope, timeZone, now, agentId, skillGroupId }: FiguresQuestion): RawBuilder<unknown> {
  if (by === 'skill_group') return sql`select null::text as key, 0 as ready, 0 as away, 0 as busy where false`;
  const end = new Date(Math.min(period.end.getTime(), now.getTime()));
  const stretch =
    by === 'day'
      ? sql`cross join lateral (
          select d as local_day, greatest(d at time zone ${timeZone}, ${period.begin}::timestamptz) as from_at,
            least((d + interval '1 day') at time zone ${timeZone}, ${end}::timestamptz) as to_at
          from generate_series(date_trunc('day', greatest(p.from_at, ${period.begin}::timestamptz) at time zone ${timeZone}),
            least(coalesce(p.to_at, ${end}::timestamptz), ${end}::timestamptz) at time zone ${timeZone}, interval '1 day') d
        ) w`
      : sql`cross join (select ${period.begin}::timestamptz as from_at, ${end}::timestamptz as to_at) w`;
  const key = { total: sql`''::text`, agent: sql`p.account_id::text`, day: sql`to_char(w.local_day, 'YYYY-MM-DD')` }[
    by
  ];
  const seconds = sql`extract(epoch from least(coalesce(p.to_at, w.to_at), w.to_at) - greatest(p.from_at, w.from_at))`;
  const sumOf = (state: string) =>
    sql`coalesce(sum(greatest(${seconds}, 0)) filter (where p.state = ${sql.lit(state)}), 0)::float8`;
  return sql`
    select ${key} as key, ${sumOf('ready')} as ready, ${sumOf('away')} as away, ${sumOf('busy')} as busy
    from agent_presence_periods p join accounts a on a.id = p.account_id ${stretch}
    where ${within('a.org_unit_id', scope)} and p.state <> 'offline'
      and p.from_at < ${end} and (p.to_at is null or p.to_at > ${period.begin})
      ${agentId === undefined ? sql`` : sql`and p.account_id = ${agentId}::uuid`}
      ${skillGroupId === undefined ? sql`` : sql`and a.org_unit_id = ${skillGroupId}`}
    ${together(by)}`;
}

function toReportRow(row: FiguresRow, by: FiguresQuestion['by']): AgentReportRow {
  return {
    agent: row.agent_id === null ? null : { id: row.agent_id, name: row.agent_name ?? '' },
    skillGroup: row.group_id === null ? null : { id: row.group_id, name: row.group_name ?? '' },
    day: row.day,
    conversations: row.conversations,
    averageWait: toTenth(row.average_wait),
    firstResponse: toTenth(row.first_response),
    replyTime: toTenth(row.reply_time),
    length: toTenth(row.length),
    replies: row.replies,
    transferredIn: row.transferred_in,
    transferredOut: row.transferred_out,
    rated: row.rated,
    satisfaction: row.satisfaction,
    wrappedUp: row.wrapped_up,
    presence:
      by === 'skill_group'
        ? null
        : { ready: Math.round(row.ready), away: Math.round(row.away), busy: Math.round(row.busy) },
  };
}

const toTenth = (seconds: number | null) => (seconds === null ? null : Math.round(seconds * 10) / 10);
