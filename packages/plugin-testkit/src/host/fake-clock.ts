/** A time that stands still until it is moved. Timers of the plugin itself run on. */
export interface FakeClock {
  /** Ms since 1970. */
  now(): number;
  advance(ms: number): void;
}

export const createFakeClock = (startsAt: number): FakeClock => {
  let now = startsAt;
  return {
    now: () => now,
    advance: (ms) => {
      now += ms;
    },
  };
};
