/** From what the wait in a skill group is estimated. */
export interface Pace {
  /** Services that ended in the last hours, the newest ones. */
  readonly services: number;
  /** Their mean length from assignment to end. */
  readonly meanSeconds: number;
  /** Conversations that the ready agents may have at once. */
  readonly seats: number;
}

/** Of less, nothing is concluded. */
const FEWEST_SERVICES = 3;
const MINUTE = 60;
/** Up to so many minutes, in steps of so many. */
const STEPS = [
  [10, 1],
  [30, 5],
  [120, 15],
  [240, 30],
] as const;

/**
 * How long whoever has this place will probably wait, in seconds: a seat becomes free every `meanSeconds / seats`, and as many must become
 * free as the place says. Null: there is nothing to base it on, or it is more than anybody can foresee.
 */
export function estimateWait(place: number, { services, meanSeconds, seats }: Pace): number | null {
  if (services < FEWEST_SERVICES || seats === 0) return null;
  return roundUp((place * meanSeconds) / seats);
}

/** Up, so that it is kept more often than not; the longer, the coarser. Null beyond the last step. */
function roundUp(seconds: number): number | null {
  const minutes = Math.max(1, Math.ceil(seconds / MINUTE));
  const step = STEPS.find(([most]) => minutes <= most)?.[1];
  return step === undefined ? null : Math.ceil(minutes / step) * step * MINUTE;
}
