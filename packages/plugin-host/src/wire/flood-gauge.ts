/** No honest plugin asks so often; refusing each call would still cost the core its time. */
const MAX_CALLS_PER_SECOND = 5_000;

/** Counts calls; says so when there were more than `most` within a second. */
export const createFloodGauge = (most = MAX_CALLS_PER_SECOND, now: () => number = () => performance.now()) => {
  let since = now();
  let calls = 0;
  return {
    rises: (): boolean => {
      calls++;
      if (calls <= most) return false;
      const elapsed = now() - since;
      since = now();
      calls = 0;
      return elapsed < 1_000;
    },
  };
};
