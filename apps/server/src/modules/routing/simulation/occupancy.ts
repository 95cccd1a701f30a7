export interface Interval {
  readonly from: number;
  readonly to: number;
}

/** Seconds of one agent in one hour. */
export interface Stretch {
  /** Ready, or still serving. */
  readonly onDuty: number;
  /** With at least one conversation. */
  readonly busy: number;
  /** Summed over the conversations. */
  readonly served: number;
}

const HOUR = 3_600;

/** How an agent spent each hour, from when they were ready and what they served. */
export function workByHour(ready: readonly Interval[], serving: readonly Interval[]): Stretch[] {
  const onDuty = byHour(union([...ready, ...serving]));
  const busy = byHour(union(serving));
  const served = byHour(serving);
  return Array.from({ length: Math.max(onDuty.length, served.length) }, (_, hour) => ({
    onDuty: onDuty[hour] ?? 0,
    busy: busy[hour] ?? 0,
    served: served[hour] ?? 0,
  }));
}

/** What overlaps becomes one. */
function union(intervals: readonly Interval[]): Interval[] {
  const merged: { from: number; to: number }[] = [];
  for (const { from, to } of [...intervals].sort((a, b) => a.from - b.from)) {
    const last = merged.at(-1);
    if (last && from <= last.to) last.to = Math.max(last.to, to);
    else merged.push({ from, to });
  }
  return merged;
}

/** No day is so long that an hour beyond could matter. */
const MOST_HOURS = 24 * 14;

function byHour(intervals: readonly Interval[]): number[] {
  const hours: number[] = [];
  for (const { from, to } of intervals)
    for (let hour = Math.floor(from / HOUR); hour * HOUR < to && hour < MOST_HOURS; hour += 1)
      hours[hour] = (hours[hour] ?? 0) + Math.min(to, (hour + 1) * HOUR) - Math.max(from, hour * HOUR);
  return hours;
}
