/** What queueing theory says of a group in which every agent serves one at a time. */
export interface Erlang {
  /** Share of the time in which an agent serves. */
  readonly occupancy: number;
  readonly probabilityOfWaiting: number;
  /** Of all, those too who do not wait; in the unit of the handling time. */
  readonly averageWait: number;
  /** Share of those who wait at most so long. */
  within(time: number): number;
}

/**
 * Erlang C: Poisson arrivals, exponential handling times, nobody leaves. Undefined where more comes than can be served: then the queue grows
 * without end.
 */
export function erlangC(arrivalsPerTime: number, handlingTime: number, agents: number): Erlang | undefined {
  const load = arrivalsPerTime * handlingTime;
  if (load >= agents) return undefined;
  const blocked = erlangB(load, agents);
  const probabilityOfWaiting = (agents * blocked) / (agents - load * (1 - blocked));
  const drain = (agents - load) / handlingTime;
  return {
    occupancy: load / agents,
    probabilityOfWaiting,
    averageWait: probabilityOfWaiting / drain,
    within: (time) => 1 - probabilityOfWaiting * Math.exp(-drain * time),
  };
}

/** Erlang B by its recursion, which no factorial overflows. */
function erlangB(load: number, agents: number): number {
  let blocked = 1;
  for (let count = 1; count <= agents; count += 1) blocked = (load * blocked) / (count + load * blocked);
  return blocked;
}
