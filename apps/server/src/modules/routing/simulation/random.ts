/** Chance that can be repeated: the same seed gives the same numbers. */
export interface Chance {
  /** At least 0, below 1. */
  next(): number;
  exponential(mean: number): number;
  /** With this mean; the logarithm has a standard deviation of `sigma`. */
  lognormal(mean: number, sigma: number): number;
  pick<T>(items: readonly T[]): T | undefined;
}

export function createChance(seed: number): Chance {
  const next = mulberry(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
  return {
    next,
    exponential: (mean) => -mean * Math.log(1 - next()),
    lognormal: (mean, sigma) => mean * Math.exp(sigma * normal() - (sigma * sigma) / 2),
    pick: (items) => items[Math.floor(next() * items.length)],
  };
}

/** Mulberry32: 32 bits of state are plenty for a day. */
function mulberry(seed: number): () => number {
  let state = (seed ^ 0x9e3779b9) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
