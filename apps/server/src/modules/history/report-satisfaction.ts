import type { SatisfactionReport } from '@cskefu/contract';
import { type RawBuilder, sql } from 'kysely';
import { DomainError } from '../../platform/errors/index.ts';
import type { AccountActor, UseCaseContext } from '../access/index.ts';
import { within } from '../organization/index.ts';

const DAY_MS = 24 * 60 * 60 * 1_000;
const USUAL_DAYS = 30;
const MOST_DAYS = 366;

interface ReportQuery {
  readonly from?: string | undefined;
  readonly to?: string | undefined;
  readonly timeZone: string;
  readonly agentId?: string | undefined;
  readonly skillGroupId?: number | undefined;
}

interface Figures {
  readonly rated: number;
  readonly average: number;
  readonly levels: number[];
}

/**
 * How content the visitors of the current unit and below were, by the moment at which they said it.
 * @throws {DomainError} invalid_input: more than a year, or backwards
 */
export async function reportSatisfaction(
  ctx: UseCaseContext<AccountActor>,
  { from, to, timeZone, agentId, skillGroupId }: ReportQuery,
): Promise<SatisfactionReport> {
  const end = to === undefined ? ctx.now : new Date(to);
  const begin = from === undefined ? new Date(end.getTime() - USUAL_DAYS * DAY_MS) : new Date(from);
  const length = end.getTime() - begin.getTime();
  if (!(length >= 0 && length <= MOST_DAYS * DAY_MS))
    throw new DomainError('invalid_input', {
      issues: [{ path: 'from', message: 'is after the end, or a year before' }],
    });
  const inTime = (column: RawBuilder<unknown>) =>
    sql`${within('c.skill_group_id', ctx.actor.scope)} and ${column} >= ${begin} and ${column} < ${end}
      ${agentId === undefined ? sql`` : sql`and c.agent_id = ${agentId}::uuid`}
      ${skillGroupId === undefined ? sql`` : sql`and c.skill_group_id = ${skillGroupId}`}`;
  const rated = sql`from conversations c where c.satisfaction is not null and ${inTime(sql`c.rated_at`)}`;

  const [total, days, skillGroups, agents] = await Promise.all([
    sql<Figures & { closed: number }>`
      select ${figures}, (
        select count(*)::int from conversations c
        where c.state = 'closed' and c.agent_id is not null and ${inTime(sql`c.closed_at`)}
      ) as closed ${rated}`.execute(ctx.tx),
    sql<Figures & { day: string }>`
      select to_char(c.rated_at at time zone ${timeZone}, 'YYYY-MM-DD') as day, ${figures} ${rated} group by 1 order by 1`.execute(
      ctx.tx,
    ),
    sql<Figures & { id: number; name: string }>`
      select f.*, u.name from (select c.skill_group_id as id, ${figures} ${rated} group by 1) f
      join org_units u on u.id = f.id order by f.rated desc, f.id`.execute(ctx.tx),
    sql<Figures & { id: string; name: string }>`
      select f.*, a.name from (select c.agent_id as id, ${figures} ${rated} group by 1) f
      join accounts a on a.id = f.id order by f.rated desc, f.id`.execute(ctx.tx),
  ]);
  const none = { rated: 0, average: null, levels: [0, 0, 0, 0, 0], closed: 0 };
  return { total: total.rows[0] ?? none, days: days.rows, skillGroups: skillGroups.rows, agents: agents.rows };
}

const figures = sql`count(*)::int as rated, round(avg(c.satisfaction), 2)::float8 as average, array[
  ${sql.join([1, 2, 3, 4, 5].map((level) => sql`count(*) filter (where c.satisfaction = ${sql.lit(level)})::int`))}
] as levels`;
