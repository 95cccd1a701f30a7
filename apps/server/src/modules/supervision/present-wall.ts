import type { AlarmKind, Wall, WallAgent, WallAlarm, WallGroup } from '@cskefu/contract';
import { ACKNOWLEDGED_MS } from './wall.store.ts';
import type { WallState } from './wall-state.ts';

/** A row of a wall, and where in the tree it lies. */
export interface Placed<T> {
  readonly path: string;
  readonly row: T;
}

export interface PlacedWall {
  readonly groups: ReadonlyMap<number, Placed<WallGroup>>;
  readonly agents: ReadonlyMap<string, Placed<WallAgent>>;
  readonly alarms: readonly Placed<WallAlarm>[];
}

/** So few visitors say nothing about the service level. */
const FEWEST = 5;

/** Everything that walls show, of the whole desk. */
export function presentWall(state: WallState, now: Date): PlacedWall {
  const loads = new Map<string, number>();
  const queues = new Map<number, { waiting: number; since: number; active: number }>();
  for (const { groupId, agentId, waitingSince, isLeftMessage } of state.open.values()) {
    const queue = queues.get(groupId) ?? { waiting: 0, since: Number.POSITIVE_INFINITY, active: 0 };
    queues.set(groupId, queue);
    if (waitingSince !== null && !isLeftMessage) {
      queue.waiting += 1;
      queue.since = Math.min(queue.since, waitingSince);
    }
    if (agentId !== null) {
      queue.active += 1;
      loads.set(agentId, (loads.get(agentId) ?? 0) + 1);
    }
  }
  const agents = presentAgents(state, loads);
  const ready = new Set([...agents.values()].flatMap(({ row }) => (row.state === 'ready' ? [row.unit.id] : [])));
  const groups = new Map<number, Placed<WallGroup>>();
  for (const { id, name, path } of state.groups.values()) {
    const queue = queues.get(id);
    const { answerWithinSeconds, serviceLevelTarget } = state.settingsAt(path);
    const today = state.today.get(id) ?? { begun: 0, answered: 0, abandoned: 0, waitMs: 0, inTime: 0 };
    const row: WallGroup = {
      id,
      name,
      waiting: queue?.waiting ?? 0,
      waitingSince: queue && queue.waiting > 0 ? new Date(queue.since).toISOString() : null,
      active: queue?.active ?? 0,
      ...today,
      answerWithinSeconds,
      serviceLevelTarget,
    };
    groups.set(id, { path, row });
  }
  return { groups, agents, alarms: [...groups.values()].flatMap((group) => alarmsOf(state, group, ready, now)) };
}

function presentAgents(state: WallState, loads: ReadonlyMap<string, number>): Map<string, Placed<WallAgent>> {
  const agents = new Map<string, Placed<WallAgent>>();
  for (const { path, since, ...agent } of state.agents.values()) {
    const known = state.settingsAt(path).awayReasons.find(({ name }) => name === agent.reason);
    const row: WallAgent = {
      ...agent,
      since: since.toISOString(),
      maxMinutes: agent.state === 'away' ? (known?.maxMinutes ?? null) : null,
      load: loads.get(agent.id) ?? 0,
    };
    agents.set(agent.id, { path, row });
  }
  return agents;
}

function alarmsOf(
  state: WallState,
  { path, row }: Placed<WallGroup>,
  ready: ReadonlySet<number>,
  now: Date,
): Placed<WallAlarm>[] {
  const settings = state.settingsAt(path);
  const waitedMs = row.waitingSince === null ? 0 : now.getTime() - Date.parse(row.waitingSince);
  const ended = row.answered + row.abandoned;
  const checks: [AlarmKind, limit: number, isOn: boolean][] = [
    ['waiting', settings.alarmWaiting, row.waiting > settings.alarmWaiting],
    ['longest_wait', settings.alarmLongestWaitSeconds, waitedMs > settings.alarmLongestWaitSeconds * 1_000],
    [
      'service_level',
      settings.alarmServiceLevel,
      ended >= FEWEST && (100 * row.inTime) / ended < settings.alarmServiceLevel,
    ],
    ['no_agent_ready', settings.alarmNoAgentReady ? 1 : 0, row.waiting > 0 && !ready.has(row.id)],
  ];
  return checks.flatMap(([kind, limit, isOn]) => {
    if (limit === 0 || !isOn) return [];
    const acknowledged = state.acknowledgements.find(
      (one) => one.groupId === row.id && one.kind === kind && now.getTime() - one.at.getTime() < ACKNOWLEDGED_MS,
    );
    const by = acknowledged ? { by: acknowledged.by, at: acknowledged.at.toISOString() } : null;
    return [{ path, row: { skillGroupId: row.id, kind, limit, acknowledged: by } }];
  });
}

/** What of it lies in a unit and below. */
export function wallWithin(wall: PlacedWall, unitId: number, now: Date): Wall {
  const here = <T>(rows: Iterable<Placed<T>>) =>
    [...rows].filter(({ path }) => path.includes(`/${unitId}/`)).map(({ row }) => row);
  return {
    at: now.toISOString(),
    groups: here(wall.groups.values()),
    agents: here(wall.agents.values()),
    alarms: here(wall.alarms),
  };
}
