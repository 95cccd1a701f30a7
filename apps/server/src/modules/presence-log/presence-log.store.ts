import type { PresencePeriod, PresenceState } from '@cskefu/contract';
import { sql } from 'kysely';
import type { DatabaseReader } from '../../platform/database/index.ts';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor } from '../access/index.ts';
import { within } from '../organization/index.ts';

export interface PresenceFilter {
  readonly agentId?: string | undefined;
  readonly state?: PresenceState | undefined;
  readonly reason?: string | undefined;
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

export interface PeriodRow {
  readonly id: string;
  /** Microseconds since 1970: a cursor must not round. */
  readonly micros: string;
  readonly account_id: string;
  readonly name: string;
  readonly unit_id: number;
  readonly unit_name: string;
  readonly state: PresenceState;
  readonly reason: string | null;
  readonly forced_by: string | null;
  readonly forced_by_name: string | null;
  readonly from_at: Date;
  readonly to_at: Date | null;
  readonly session_id: string | null;
  readonly device: string | null;
}

/** A page of stretches of presence in the actor's current unit, the newest first. */
export async function listPeriods(
  db: DatabaseReader,
  actor: AccountActor,
  filter: PresenceFilter,
  after: string | undefined,
  limit: number,
): Promise<PeriodRow[]> {
  const { agentId, state, reason, from, to } = filter;
  const conditions = [
    within('a.org_unit_id', actor.scope),
    ...(agentId === undefined ? [] : [sql`p.account_id = ${agentId}::uuid`]),
    ...(state === undefined ? [] : [sql`p.state = ${state}`]),
    ...(reason === undefined ? [] : [sql`p.reason = ${reason}`]),
    ...(from === undefined ? [] : [sql`coalesce(p.to_at, 'infinity') > ${from}::timestamptz`]),
    ...(to === undefined ? [] : [sql`p.from_at < ${to}::timestamptz`]),
    ...(after === undefined ? [] : [older(after)]),
  ];
  const { rows } = await sql<PeriodRow>`
    select p.id::text, (extract(epoch from p.from_at) * 1000000)::bigint::text as micros, p.account_id, a.name, u.id as unit_id,
      u.name as unit_name, p.state, p.reason, p.forced_by, s.name as forced_by_name, p.from_at, p.to_at, p.session_id, p.device
    from agent_presence_periods p
    join accounts a on a.id = p.account_id
    join org_units u on u.id = a.org_unit_id
    left join accounts s on s.id = p.forced_by
    where ${sql.join(conditions, sql` and `)}
    order by p.from_at desc, p.id desc
    limit ${limit}`.execute(db);
  return rows;
}

export const periodCursorOf = (row: PeriodRow): string => `${row.micros}_${row.id}`;

const CURSOR = /^(\d{1,17})_(\d{1,18})$/;

function older(cursor: string) {
  const [, micros, id] = CURSOR.exec(cursor) ?? [];
  if (micros === undefined || id === undefined)
    throw new DomainError('invalid_input', { issues: [{ path: 'cursor', message: 'is not a cursor of this list' }] });
  return sql`(p.from_at, p.id) < (timestamptz 'epoch' + ${micros}::bigint * interval '1 microsecond', ${id}::bigint)`;
}

export interface DaySums {
  readonly day: string;
  readonly ready: number;
  readonly away: number;
  readonly busy: number;
  readonly offline: number;
}

/** Seconds in each state, by day of a time zone; stretches over midnight belong to both days. */
export async function sumByDay(
  db: DatabaseReader,
  actor: AccountActor,
  { agentId, from, to, timeZone }: { agentId?: string | undefined; from: Date; to: Date; timeZone: string },
): Promise<DaySums[]> {
  const seconds = (state: PresenceState) =>
    sql`coalesce(sum(extract(epoch from least(coalesce(p.to_at, now()), d.ends) - greatest(p.from_at, d.begins)))
      filter (where p.state = ${state}), 0)::int as ${sql.ref(state)}`;
  const { rows } = await sql<DaySums>`
    with d as (
      select day::date::text as day, day at time zone ${timeZone} as begins,
        least((day + interval '1 day') at time zone ${timeZone}, now()) as ends
      from generate_series(
        date_trunc('day', ${from}::timestamptz at time zone ${timeZone}),
        (${to}::timestamptz - interval '1 microsecond') at time zone ${timeZone}, interval '1 day'
      ) as day
    )
    select d.day, ${sql.join([seconds('ready'), seconds('away'), seconds('busy'), seconds('offline')])}
    from d
    join agent_presence_periods p on p.from_at < d.ends and coalesce(p.to_at, now()) > d.begins
    join accounts a on a.id = p.account_id
    where ${within('a.org_unit_id', actor.scope)} and ${agentId === undefined ? sql`true` : sql`p.account_id = ${agentId}::uuid`}
    group by d.day order by d.day desc`.execute(db);
  return rows;
}

export function presentPeriod(row: PeriodRow, now: Date): PresencePeriod {
  return {
    id: row.id,
    agent: { id: row.account_id, name: row.name },
    unit: { id: row.unit_id, name: row.unit_name },
    state: row.state,
    reason: row.reason,
    forcedBy: row.forced_by === null ? null : { id: row.forced_by, name: row.forced_by_name ?? '' },
    from: row.from_at.toISOString(),
    to: row.to_at?.toISOString() ?? null,
    seconds: Math.max(0, Math.round(((row.to_at ?? now).getTime() - row.from_at.getTime()) / 1_000)),
    session: row.session_id === null ? null : { id: row.session_id, device: row.device },
  };
}
