import type { Stretch } from '../load/load-plan.ts';
import type { Stage } from './stage.ts';

/** The promise: at this rate ninety-nine of a hundred messages arrive within so many milliseconds. */
export const MOST_P99_MS = 30;
const STEP = 1.25;
const SEARCH_SECONDS = 1.2;
const PROOF_SECONDS = 3;

const holds = (stretch: Stretch): boolean => !stretch.gaveUp && stretch.p99Ms <= MOST_P99_MS;

/**
 * The highest rate at which p99 stays within the promise for three seconds, in an open loop: doubles until it fails, then climbs by a
 * quarter from the last rate that held, and by an eighth in the end. A rate has failed when it failed twice: the machine hiccups.
 */
export async function findHighestRate(stage: Stage, from: number, say: (line: string) => void): Promise<number> {
  const attempt = async (rate: number, seconds: number): Promise<boolean> => {
    for (let tries = 1; ; tries++) {
      const stretch = await stage.openLoop(rate, seconds);
      say(
        `    ${String(rate).padStart(6)}/s  p99 ${stretch.p99Ms.toFixed(1)} ms${stretch.gaveUp ? ', given up' : ''}${others(stretch.cpu.others)}`,
      );
      if (holds(stretch)) return true;
      if (tries === 2) return false;
    }
  };
  let held = from;
  while (await attempt(held * 2, SEARCH_SECONDS)) held *= 2;
  let proved = 0;
  for (let rate = held; await attempt(rate, PROOF_SECONDS); rate = Math.round(rate * STEP)) proved = rate;
  const last = Math.round(proved * Math.sqrt(STEP));
  return proved > 0 && (await attempt(last, PROOF_SECONDS)) ? last : proved;
}

function others(share: number): string {
  return share < 0.1 ? '' : `  (others use ${Math.round(share * 100)} % of a core)`;
}
