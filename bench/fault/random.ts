/** Chance that can be repeated: the same seed gives the same sequence. */
export interface Random {
  /** In [0, 1). */
  next(): number;
  chance(probability: number): boolean;
  /** In [0, count). */
  below(count: number): number;
  /** Around `mean`, often less and now and then much more. */
  exponential(mean: number): number;
  pick<T>(values: readonly [T, ...T[]]): T;
  shuffled<T>(values: readonly T[]): T[];
}

/** The generator is mulberry32: small, fast, good enough for mischief. */
export function createRandom(seed: number): Random {
  let state = seed >>> 0;
  const next = () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
  const below = (count: number) => Math.floor(next() * count);
  return {
    next,
    below,
    chance: (probability) => next() < probability,
    exponential: (mean) => -Math.log(1 - next()) * mean,
    pick: (values) => values[below(values.length)] as (typeof values)[number],
    shuffled: (values) => {
      const rest = [...values];
      return Array.from(values, () => rest.splice(below(rest.length), 1)[0] as (typeof values)[number]);
    },
  };
}
