import type { Desk } from '../desk/desk.ts';
import { CAPACITY } from './populate-routing.ts';

export interface RoutingVerdict {
  readonly doubleAssigned: number;
  readonly outOfOrder: number;
}

/** What the tables say in the end: nothing goes back to the queue here, so each is given once, and in each group in the order of waiting. */
export async function judgeRouting({ database }: Desk): Promise<RoutingVerdict> {
  const { rows } = await database.pool.query<RoutingVerdict>(`
    select
      (select count(*)::int from (
        select from events where type = 'conversation.assigned' group by conversation_id having count(*) > 1) twice) as "doubleAssigned",
      (select count(*)::int from (
        select c.created_at < max(c.created_at) over (
          partition by c.skill_group_id order by a.position rows between unbounded preceding and 1 preceding) as late
        from assignments a join conversations c on c.id = a.conversation_id) given where late) as "outOfOrder"`);
  return rows[0] ?? { doubleAssigned: 0, outOfOrder: 0 };
}

/** Agents who have more than they may, looked at again and again until it is over. */
export function watchCapacity({ database }: Desk): { stop(): Promise<number> } {
  let highest = 0;
  let isOver = false;
  const watch = async () => {
    while (!isOver) {
      const { rows } = await database.pool.query<{ count: number }>(
        `select count(*)::int as count from (
          select from conversations where state = 'active' group by agent_id having count(*) > ${CAPACITY}) beyond`,
      );
      highest = Math.max(highest, rows[0]?.count ?? 0);
      await new Promise((resolve) => setTimeout(resolve, 200));
    }
  };
  const watching = watch();
  return {
    stop: async () => {
      isOver = true;
      await watching;
      return highest;
    },
  };
}
