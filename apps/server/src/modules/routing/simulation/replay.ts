import type { Simulation, SimulationChange, SimulationDay } from '@cskefu/contract';
import { measure } from './measure.ts';
import { AS_IT_WAS, prepareDay } from './prepare-day.ts';
import { type Fate, simulate } from './simulate.ts';

export interface ReplayQuestion {
  readonly day: SimulationDay;
  readonly change: SimulationChange | null;
  readonly targetSeconds: number;
  readonly seed: number;
}

/** What happened, what the simulation makes of the same day, and what it makes of the changed one. Pure. */
export function replay({ day, change, targetSeconds, seed }: ReplayQuestion): Simulation {
  const outcome = (wanted: SimulationChange) => {
    const prepared = prepareDay(day, wanted, seed);
    return measure(prepared, simulate(prepared), targetSeconds);
  };
  const real = day.conversations.flatMap(fateOf);
  const { begin, seconds, timeZone, groups } = day;
  return {
    day: {
      begin,
      seconds,
      timeZone,
      groups,
      conversations: day.conversations.length,
      agents: day.agents.map(({ shifts, ...agent }) => ({ ...agent, readySeconds: readySeconds(shifts) })),
    },
    targetSeconds,
    happened: real.length > 0 ? measure(day, real, targetSeconds) : null,
    replayed: outcome(AS_IT_WAS),
    changed: change && outcome(change),
  };
}

function fateOf({ groupId, at, handling, happened }: SimulationDay['conversations'][number]): Fate[] {
  return happened ? [{ groupId, at, handling: handling ?? 0, ...happened }] : [];
}

const readySeconds = (shifts: SimulationDay['agents'][number]['shifts']) =>
  shifts.filter(({ state }) => state === 'ready').reduce((sum, { from, to }) => sum + to - from, 0);
