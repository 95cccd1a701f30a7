import type { PassedOverBecause, RoutingStrategy } from '@cskefu/contract';

interface Facts {
  readonly load: number;
  readonly idleSince: number;
  /** Smaller: had their turn longer ago. No two are equal. */
  readonly turn: number;
}

interface Strategy {
  /** Negative: the first one is served before the second. */
  before(a: Facts, b: Facts): number;
  /** Why this one with room comes after the chosen one. */
  whyNot(other: Facts, chosen: Facts): PassedOverBecause;
}

/** How the agents with room are ordered: one entry for each strategy. */
export const strategies: Readonly<Record<RoutingStrategy, Strategy>> = {
  idle_first: {
    before: (a, b) =>
      a.load - b.load || (a.load === 0 && b.load === 0 ? a.idleSince - b.idleSince : 0) || a.turn - b.turn,
    whyNot: (other, chosen) => {
      if (chosen.load === 0 && other.load > 0) return 'not_idle';
      if (chosen.load === 0 && other.idleSince > chosen.idleSince) return 'idle_for_less';
      return other.load > chosen.load ? 'more_loaded' : 'later_turn';
    },
  },
  least_loaded: {
    before: (a, b) => a.load - b.load || a.turn - b.turn,
    whyNot: (other, chosen) => (other.load > chosen.load ? 'more_loaded' : 'later_turn'),
  },
  round_robin: {
    before: (a, b) => a.turn - b.turn,
    whyNot: () => 'later_turn',
  },
};
