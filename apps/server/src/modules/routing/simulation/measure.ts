import type { SimulationDay, SimulationFigures, SimulationOutcome } from '@cskefu/contract';
import { type Stretch, workByHour } from './occupancy.ts';
import type { Fate } from './simulate.ts';

type Day = Pick<SimulationDay, 'seconds' | 'groups' | 'agents'>;

/** Seconds: where one bar of the distribution ends and the next begins. */
const BARS = [5, 15, 30, 60, 120, 300, 600, 1_200, 3_600];
const HOUR = 3_600;

/** What a day was like, simulated or real: both are measured by this. */
export function measure(day: Day, fates: readonly Fate[], targetSeconds: number): SimulationOutcome {
  const work = workOf(day, fates);
  const hours = Array.from({ length: Math.ceil(day.seconds / HOUR) }, (_, hour) => hour);
  const byHour = groupBy(fates, ({ at }) => Math.floor(at / HOUR));
  const byGroup = groupBy(fates, ({ groupId }) => groupId);
  const served = fates.filter(({ end }) => end === 'served');
  return {
    total: figuresOf(fates, targetSeconds, [...work.values()].flat()),
    groups: day.groups.map(({ id, name }) => ({
      id,
      name,
      figures: figuresOf(byGroup.get(id) ?? [], targetSeconds, work.get(id) ?? []),
    })),
    hours: hours.map((hour) => {
      const ofHour = byHour.get(hour) ?? [];
      const parts = [...work.values()].flat().flatMap((hoursOfAgent) => hoursOfAgent[hour] ?? []);
      return { hour, ...countsOf(ofHour, targetSeconds), occupancy: share(sum(parts, 'busy'), sum(parts, 'onDuty')) };
    }),
    waits: [...BARS, null].map((upTo, index) => {
      const from = index === 0 ? -1 : (BARS[index - 1] ?? -1);
      const count = served.filter(({ waited }) => waited > from && (upTo === null || waited <= upTo)).length;
      return { upTo, count };
    }),
  };
}

/** Of each group's agents, the hours of their work. */
function workOf(day: Day, fates: readonly Fate[]): Map<number, Stretch[][]> {
  const served = groupBy(
    fates.filter(({ end }) => end === 'served'),
    ({ agentId }) => agentId,
  );
  const work = day.agents.map((agent) => ({
    groupId: agent.groupId,
    hours: workByHour(
      agent.shifts.filter(({ state }) => state === 'ready'),
      (served.get(agent.id) ?? []).map(({ at, waited, handling }) => ({
        from: at + waited,
        to: at + waited + handling,
      })),
    ),
  }));
  return new Map(
    [...groupBy(work, ({ groupId }) => groupId)].map(([id, agents]) => [id, agents.map(({ hours }) => hours)]),
  );
}

function countsOf(fates: readonly Fate[], targetSeconds: number) {
  const served = fates.filter(({ end }) => end === 'served');
  const inTime = served.filter(({ waited }) => waited <= targetSeconds).length;
  return {
    offered: fates.length,
    served: served.length,
    abandoned: fates.filter(({ end }) => end === 'abandoned').length,
    unserved: fates.filter(({ end }) => end === 'unserved').length,
    averageWait:
      served.length === 0 ? null : round(served.reduce((all, { waited }) => all + waited, 0) / served.length),
    serviceLevel: share(inTime, fates.length),
  };
}

function figuresOf(fates: readonly Fate[], targetSeconds: number, work: readonly Stretch[][]): SimulationFigures {
  const counts = countsOf(fates, targetSeconds);
  const waits = fates
    .filter(({ end }) => end === 'served')
    .map(({ waited }) => waited)
    .sort((a, b) => a - b);
  const parts = work.flat();
  const busy = sum(parts, 'busy');
  return {
    ...counts,
    medianWait: quantile(waits, 0.5),
    p80Wait: quantile(waits, 0.8),
    p95Wait: quantile(waits, 0.95),
    longestWait: quantile(waits, 1),
    waited: share(waits.filter((wait) => wait >= 0.001).length, waits.length),
    abandonment: share(counts.abandoned, counts.offered),
    occupancy: share(busy, sum(parts, 'onDuty')),
    concurrency: busy === 0 ? null : round(sum(parts, 'served') / busy),
  };
}

/** The smallest that so many are not above. */
function quantile(sorted: readonly number[], part: number): number | null {
  const found = sorted[Math.max(0, Math.ceil(part * sorted.length) - 1)];
  return found === undefined ? null : round(found);
}

const sum = (parts: readonly Stretch[], key: keyof Stretch) => parts.reduce((all, part) => all + part[key], 0);
const share = (part: number, whole: number) => (whole === 0 ? null : Math.round((part / whole) * 10_000) / 10_000);
const round = (value: number) => Math.round(value * 100) / 100;

function groupBy<T, K>(items: readonly T[], keyOf: (item: T) => K): Map<K, T[]> {
  const groups = new Map<K, T[]>();
  for (const item of items) {
    const key = keyOf(item);
    const group = groups.get(key);
    if (group) group.push(item);
    else groups.set(key, [item]);
  }
  return groups;
}
