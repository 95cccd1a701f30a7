const MISSES_TO_OPEN = 5;
const OPEN_MS = 10_000;

/**
 * After five misses in a row nothing is asked for ten seconds; then one call tries. While it is open the answer is immediate, so a hanging
 * plugin costs each caller its deadline only a few times.
 */
export interface Breaker {
  /** Whether to ask now. Whoever gets a yes must tell how it went. */
  allows(): boolean;
  succeeded(): void;
  missed(): void;
  readonly state: 'closed' | 'open' | 'half_open';
}

export const createBreaker = (now: () => number = () => performance.now()): Breaker => {
  let misses = 0;
  let openedAt: number | null = null;
  let trying = false;
  const isOpen = () => openedAt !== null && now() - openedAt < OPEN_MS;
  return {
    allows: () => {
      if (openedAt === null) return true;
      if (isOpen() || trying) return false;
      trying = true;
      return true;
    },
    succeeded: () => {
      misses = 0;
      openedAt = null;
      trying = false;
    },
    missed: () => {
      misses++;
      if (trying || misses >= MISSES_TO_OPEN) openedAt = now();
      trying = false;
    },
    get state() {
      if (openedAt === null) return 'closed';
      return isOpen() ? 'open' : 'half_open';
    },
  };
};
