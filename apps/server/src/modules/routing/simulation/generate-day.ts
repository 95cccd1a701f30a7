import type { GeneratedDay, SimulationDay } from '@cskefu/contract';
import { type Chance, createChance } from './random.ts';

const HOUR = 3_600;
/** Of the logarithm of handling times: what conversations of many desks look like. */
const USUAL_SPREAD = 0.9;

/** A day that could be: Poisson arrivals hour by hour, handling times by chance, everybody on the same shift. */
export function generateDay(
  wanted: GeneratedDay,
  { group, begin, timeZone }: { group: SimulationDay['groups'][number]; begin: string; timeZone: string },
  seed: number,
): SimulationDay {
  const chance = createChance(seed);
  const agents = Array.from({ length: wanted.agents }, (_, index) => ({
    id: `agent-${index + 1}`,
    name: `${index + 1}`,
    groupId: group.id,
    capacity: wanted.capacity,
    shifts: [{ ...wanted.shift, state: 'ready' as const }],
  }));
  const conversations = wanted.arrivalsPerHour.flatMap((perHour, hour) =>
    arrivals(perHour, chance).map((at) => ({
      at: round(hour * HOUR + at),
      groupId: group.id,
      handling: round(drawHandling(wanted, chance)),
      visitor: null,
      lastAgentId: null,
      boundAgentId: null,
      priority: 0,
      patience: wanted.patienceSeconds === null ? null : round(chance.exponential(wanted.patienceSeconds)),
      happened: null,
    })),
  );
  return { version: 1, begin, seconds: 24 * HOUR, timeZone, groups: [group], agents, conversations };
}

/** Moments of one hour. */
function arrivals(perHour: number, chance: Chance): number[] {
  const found: number[] = [];
  if (perHour === 0) return found;
  for (let at = chance.exponential(HOUR / perHour); at < HOUR; at += chance.exponential(HOUR / perHour)) found.push(at);
  return found;
}

function drawHandling({ handlingSeconds, spread }: GeneratedDay, chance: Chance): number {
  if (spread === 'constant') return handlingSeconds;
  if (spread === 'exponential') return chance.exponential(handlingSeconds);
  return chance.lognormal(handlingSeconds, USUAL_SPREAD);
}

const round = (seconds: number) => Math.round(seconds * 1_000) / 1_000;
