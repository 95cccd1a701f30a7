const WINDOW_MS = 5 * 60_000;
const CRASHES_TO_GIVE_UP = 3;
const BACKOFF_MS = [0, 1_000, 5_000, 30_000];

/** Remembers the crashes of one plugin, and says what follows from them. */
export const createCrashHistory = (now: () => number = () => performance.now()) => {
  let crashes: number[] = [];
  return {
    /** Counts one; answers how long to wait before the next start, or that it is enough. */
    add: (): { readonly startInMs: number } | 'give_up' => {
      const at = now();
      crashes = [...crashes.filter((crash) => at - crash < WINDOW_MS), at];
      if (crashes.length >= CRASHES_TO_GIVE_UP) return 'give_up';
      return { startInMs: BACKOFF_MS[crashes.length - 1] ?? 0 };
    },
    forget: () => {
      crashes = [];
    },
    count: () => crashes.length,
  };
};

export type CrashHistory = ReturnType<typeof createCrashHistory>;
