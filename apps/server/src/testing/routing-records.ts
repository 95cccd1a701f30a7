import { sql } from 'kysely';
import type { Database } from '../platform/database/index.ts';

/** Visitors who wait although a ready agent of their group has room. */
export async function countStranded(db: Database): Promise<number> {
  const { rows } = await sql<{ count: number }>`
    select count(*)::int as count from conversations c
    where c.state = 'waiting' and exists (
      select 1 from agents join accounts on accounts.id = agents.account_id join org_units u on u.id = accounts.org_unit_id
      where agents.state = 'ready' and u.id = c.skill_group_id and not accounts.is_super_administrator
        and coalesce(agents.max_conversations, u.max_conversations)
          > (select count(*) from conversations o where o.agent_id = accounts.id and o.state = 'active')
    )`.execute(db);
  return rows[0]?.count ?? 0;
}

interface Step {
  readonly conversationId: string;
  readonly group: number;
  readonly type: string;
  readonly at: number;
  /** Decides the place in the queue. */
  readonly since: number;
  /** By an agent's own choice: that may be anybody in the queue. */
  readonly taken: boolean;
}

/** A stretch of waiting of one conversation. */
interface Wait {
  readonly group: number;
  readonly since: number;
  readonly from: number;
  readonly to: number;
  /** How it ended. */
  readonly by: string | undefined;
}

/** Moments in the log are taken before the locks, so two decisions that are nearer than this say nothing of each other. */
const SLACK_MS = 1_500;

/** What the event log tells of routing: given twice, overtaken in the queue. */
export async function judgeRouting(db: Database): Promise<{ doubleAssigned: number; outOfOrder: number }> {
  const { rows } = await sql<{
    conversation_id: string;
    org_unit_id: number;
    type: string;
    created_at: Date;
    since: string | null;
    taken: boolean;
  }>`
    select conversation_id, org_unit_id, type, created_at, payload ->> 'since' as since,
      coalesce(payload ->> 'by' = 'taken', false) as taken
    from events
    where conversation_id is not null and type in ('conversation.waiting', 'conversation.assigned', 'conversation.closed')
    order by conversation_id, seq`.execute(db);
  const steps = rows.map(
    (row): Step => ({
      conversationId: row.conversation_id,
      group: row.org_unit_id,
      type: row.type,
      at: row.created_at.getTime(),
      taken: row.taken,
      since: row.since === null ? row.created_at.getTime() : Date.parse(row.since),
    }),
  );
  const doubleAssigned = steps.filter(
    (step, index) =>
      step.type === 'conversation.assigned' &&
      steps[index - 1]?.conversationId === step.conversationId &&
      steps[index - 1]?.type === 'conversation.assigned',
  ).length;
  return { doubleAssigned, outOfOrder: countOvertaken(waitsOf(steps)) };
}

function waitsOf(steps: readonly Step[]): Wait[] {
  return steps.flatMap((step, index) => {
    if (step.type !== 'conversation.waiting') return [];
    const next = steps[index + 1];
    const end = next?.conversationId === step.conversationId ? next : undefined;
    return [
      {
        group: step.group,
        since: step.since,
        from: step.at,
        to: end?.at ?? Infinity,
        by: end?.taken ? undefined : end?.type,
      },
    ];
  });
}

/** Those who were given while somebody before them in the queue went on waiting. */
function countOvertaken(waits: readonly Wait[]): number {
  const overtook = (given: Wait) =>
    waits.some(
      (other) =>
        other.group === given.group &&
        other.since < given.since &&
        other.from + SLACK_MS < given.to &&
        other.to > given.to + SLACK_MS,
    );
  return waits.filter((wait) => wait.by === 'conversation.assigned' && overtook(wait)).length;
}
