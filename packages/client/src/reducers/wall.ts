import type { Wall, WallChange } from '@cskefu/contract';

/** A wall of which nothing is known yet. */
export const emptyWall: Wall = { at: '', groups: [], agents: [], alarms: [] };

/** The wall after a change of it. */
export function applyWallChange(wall: Wall, change: WallChange): Wall {
  const { at, alarms } = change;
  if (change.whole) return { at, groups: change.groups, agents: change.agents, alarms };
  return {
    at,
    groups: merge(wall.groups, change.groups, change.removedGroups),
    agents: merge(wall.agents, change.agents, change.removedAgents),
    alarms,
  };
}

/** Rows keep their places; new ones come last. */
function merge<T extends { id: number | string }>(rows: readonly T[], changed: readonly T[], removed: T['id'][]): T[] {
  const news = new Map(changed.map((row) => [row.id, row]));
  const gone = new Set(removed);
  const known = rows.filter(({ id }) => !gone.has(id)).map((row) => take(news, row.id) ?? row);
  return [...known, ...news.values()];
}

function take<T extends { id: number | string }>(news: Map<T['id'], T>, id: T['id']): T | undefined {
  const row = news.get(id);
  news.delete(id);
  return row;
}
