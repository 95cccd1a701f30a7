/** How a plugin answers: counts since the start, and times of the last calls. */
export interface CallFigures {
  count(outcome: 'ok' | 'error' | 'miss', ms: number): void;
  read(): {
    readonly calls: number;
    readonly errors: number;
    readonly misses: number;
    readonly p50Ms: number | null;
    readonly p99Ms: number | null;
  };
}

const LAST = 512;

export const createCallFigures = (): CallFigures => {
  const times = new Float64Array(LAST);
  let calls = 0;
  let errors = 0;
  let misses = 0;
  return {
    count: (outcome, ms) => {
      times[calls % LAST] = ms;
      calls++;
      if (outcome === 'error') errors++;
      if (outcome === 'miss') misses++;
    },
    read: () => {
      const last = times.subarray(0, Math.min(calls, LAST)).toSorted();
      const at = (share: number) => (last.length === 0 ? null : (last[Math.floor((last.length - 1) * share)] ?? null));
      return { calls, errors, misses, p50Ms: rounded(at(0.5)), p99Ms: rounded(at(0.99)) };
    },
  };
};

const rounded = (ms: number | null): number | null => (ms === null ? null : Math.round(ms * 1_000) / 1_000);
