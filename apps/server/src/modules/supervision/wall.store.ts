import type { AlarmKind, PresenceState } from '@cskefu/contract';
import { sql } from 'kysely';
import type { Database, DatabaseTransaction } from '../../platform/database/index.ts';
import type { LogPosition } from '../../platform/events/index.ts';
import { findAllSettings, findDeskTimeZone, settingsAt } from './supervision-settings.store.ts';
import { type DayFigures, NOT_ABANDONED, type WallState } from './wall-state.ts';

export interface WallSnapshot {
  readonly state: WallState;
  /** From here on the log has what is missing. */
  readonly position: LogPosition;
  /** Positions of what stands behind that and is in the state already. */
  readonly included: ReadonlySet<string>;
}

/** The whole desk at one moment, and where the log goes on from there for whoever follows events of these types. */
export function readWall(db: Database, types: readonly string[] = []): Promise<WallSnapshot> {
  return db
    .transaction()
    .setIsolationLevel('repeatable read')
    .setAccessMode('read only')
    .execute(async (tx) => {
      const { position, included } = await findLogAhead(tx, types);
      const settings = await findAllSettings(tx);
      const timeZone = await findDeskTimeZone(tx);
      const groups = await findGroups(tx);
      const paths = new Map(groups.map(({ id, path }) => [id, path]));
      const day = await findDay(tx, timeZone);
      const state: WallState = {
        groups: new Map(groups.map((group) => [group.id, group])),
        agents: await findAgents(tx),
        open: await findOpen(tx),
        today: await findToday(tx, day.began, (id) => settingsAt(settings, paths.get(id) ?? '/0/').answerWithinSeconds),
        acknowledgements: await findAcknowledgements(tx),
        settingsAt: (path) => settingsAt(settings, path),
        dayBegan: day.began,
        dayEnds: day.ends,
      };
      return { state, position, included };
    });
}

/**
 * The log is only read up to the oldest transaction that runs, and a snapshot includes what younger ones have committed. Which events those are is
 * asked of the log, for an event may stand under a number that is not that of its transaction.
 */
async function findLogAhead(tx: DatabaseTransaction, types: readonly string[]): Promise<Omit<WallSnapshot, 'state'>> {
  const { rows } = await sql<{ xmin: string; positions: string[] }>`
    select pg_snapshot_xmin(pg_current_snapshot())::text as xmin, array(
      select position::text from events
      where transaction_id >= pg_snapshot_xmin(pg_current_snapshot())
        and type <> 'message.created' and type = any (${types as string[]})
    ) as positions`.execute(tx);
  return {
    position: { transactionId: rows[0]?.xmin ?? '0', position: '0' },
    included: new Set(rows[0]?.positions),
  };
}

const findGroups = (tx: DatabaseTransaction) =>
  tx
    .selectFrom('org_units')
    .select(['id', 'name', 'path'])
    .where('is_skill_group', '=', true)
    .where('deleted_at', 'is', null)
    .orderBy('name')
    .execute();

async function findDay(tx: DatabaseTransaction, timeZone: string): Promise<{ began: Date; ends: Date }> {
  const { rows } = await sql<{ began: Date; ends: Date }>`
    select d.midnight at time zone ${timeZone} as began, (d.midnight + interval '1 day') at time zone ${timeZone} as ends
    from (select date_trunc('day', now() at time zone ${timeZone}) as midnight) d`.execute(tx);
  return rows[0] as { began: Date; ends: Date };
}

async function findAgents(tx: DatabaseTransaction) {
  const rows = await tx
    .selectFrom('agents')
    .innerJoin('accounts', 'accounts.id', 'agents.account_id')
    .innerJoin('org_units', 'org_units.id', 'accounts.org_unit_id')
    .leftJoin('accounts as supervisor', 'supervisor.id', 'agents.forced_by')
    .select(['accounts.id', 'accounts.name', 'agents.state', 'agents.reason', 'agents.since'])
    .select(['org_units.id as unit_id', 'org_units.name as unit_name', 'org_units.path'])
    .select('supervisor.name as forced_by')
    .select(sql<number>`coalesce(agents.max_conversations, org_units.max_conversations)`.as('capacity'))
    .where('accounts.disabled_at', 'is', null)
    .where('accounts.deleted_at', 'is', null)
    .where('accounts.is_super_administrator', '=', false)
    .orderBy('accounts.name')
    .execute();
  return new Map(
    rows.map(({ unit_id, unit_name, forced_by, ...row }) => [
      row.id,
      {
        ...row,
        state: row.state as PresenceState,
        reason: row.state === 'offline' ? null : row.reason,
        unit: { id: unit_id, name: unit_name },
        forcedBy: forced_by,
      },
    ]),
  );
}

async function findOpen(tx: DatabaseTransaction): Promise<WallState['open']> {
  const { rows } = await sql<{
    id: string;
    group: number;
    agent: string | null;
    waiting: Date | null;
    created: Date;
    answered: boolean;
    counts: boolean;
    left: boolean;
    begun_in: number | null;
  }>`
    select c.id, c.skill_group_id as group, case when c.state = 'active' then c.agent_id end as agent,
      c.waiting_since as waiting, c.created_at as created,
      exists (select from assignments a where a.conversation_id = c.id) as answered,
      c.origin = 'visitor' as counts, c.origin = 'left_message' as left,
      (select e.org_unit_id from events e
        where e.conversation_id = c.id and e.seq = 1 and e.type <> 'message.created' and e.seq is not null) as begun_in
    from conversations c where c.state <> 'closed'`.execute(tx);
  return new Map(
    rows.map((row) => [
      row.id,
      {
        groupId: row.group,
        begunIn: row.begun_in ?? row.group,
        agentId: row.agent,
        waitingSince: row.waiting?.getTime() ?? null,
        createdAt: row.created.getTime(),
        answered: row.answered,
        counts: row.counts,
        isLeftMessage: row.left,
      },
    ]),
  );
}

/**
 * The day's figures, each of the moment of its event: begun, given to a first agent, ended without one. How many were in time is counted by
 * second, for each group has a limit of its own.
 */
async function findToday(
  tx: DatabaseTransaction,
  began: Date,
  answerWithin: (groupId: number) => number,
): Promise<Map<number, DayFigures>> {
  const { rows } = await sql<{
    group: number;
    kind: 'begun' | 'answered' | 'abandoned';
    count: number;
    wait: number;
    late: number;
  }>`
    with happened as (
      select e.type, e.conversation_id, e.seq, e.org_unit_id, e.created_at, e.payload, c.created_at as began
      from events e join conversations c on c.id = e.conversation_id and c.origin = 'visitor'
      where e.created_at >= ${began} and e.type in ('conversation.created', 'conversation.assigned', 'conversation.closed')
    ), ended as (
      select org_unit_id as group, 'begun' as kind, 0 as wait from happened where type = 'conversation.created'
      union all
      select org_unit_id, 'answered', greatest(0, extract(epoch from created_at - began) * 1000)::bigint from happened h
      where type = 'conversation.assigned'
        and not exists (select from assignments a where a.conversation_id = h.conversation_id and a.seq < h.seq)
      union all
      select org_unit_id, 'abandoned', 0 from happened h
      where type = 'conversation.closed' and not (payload ->> 'reason' = any (${NOT_ABANDONED}))
        and not exists (select from assignments a where a.conversation_id = h.conversation_id)
    )
    select "group", kind, count(*)::int as count, sum(wait)::float8 as wait, ceil(wait / 1000.0)::int as late
    from ended where "group" is not null group by 1, 2, 5`.execute(tx);
  const today = new Map<number, DayFigures>();
  for (const { group, kind, count, wait, late } of rows) {
    const figures = today.get(group) ?? { begun: 0, answered: 0, abandoned: 0, waitMs: 0, inTime: 0 };
    today.set(group, figures);
    figures[kind] += count;
    if (kind !== 'answered') continue;
    figures.waitMs += wait;
    if (late <= answerWithin(group)) figures.inTime += count;
  }
  return today;
}

/** Older ones count no more. */
export const ACKNOWLEDGED_MS = 30 * 60_000;

async function findAcknowledgements(tx: DatabaseTransaction): Promise<WallState['acknowledgements']> {
  const rows = await tx
    .selectFrom('alarm_acknowledgements as a')
    .innerJoin('accounts', 'accounts.id', 'a.acknowledged_by')
    .select(['a.org_unit_id', 'a.kind', 'a.acknowledged_at', 'accounts.name'])
    .execute();
  return rows.map((row) => ({
    groupId: row.org_unit_id,
    kind: row.kind as AlarmKind,
    by: row.name,
    at: row.acknowledged_at,
  }));
}
