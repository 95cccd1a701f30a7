export interface BenchmarkOptions {
  /** A line for people. */
  say(line: string): void;
  /** Pairs of runs to take a ratio from. */
  readonly pairs: number;
  /** Also write a CPU profile of the server, and print where the time went. */
  readonly profile: boolean;
}

export interface BenchmarkResult {
  /** The one JSON object that is printed last. */
  readonly figures: Readonly<Record<string, number | string | null>>;
  /** What must not be: lost, doubled or reordered messages. Any of them fails the run. */
  readonly faults: readonly string[];
}

export type Benchmark = (options: BenchmarkOptions) => Promise<BenchmarkResult>;
