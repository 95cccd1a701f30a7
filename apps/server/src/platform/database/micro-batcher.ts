/** What one item of a batch came to: each has its own fate. */
export type Outcome<Result> = { ok: true; value: Result } | { ok: false; error: unknown };

export interface MicroBatcherOptions<Item, Result> {
  /** Handles a whole batch in one round trip; answers in the order of the items. */
  readonly run: (items: Item[]) => Promise<Result[]>;
  readonly maxBatch: number;
  /** Batches under way at the same time; 1 keeps the order of the items. */
  readonly concurrency?: number;
  /**
   * Errors that no single item is to blame for: the whole batch fails at once instead of being cut in halves, and with it everything
   * that waits behind it, so that nothing overtakes what failed.
   */
  readonly isCollective?: (error: unknown) => boolean;
  /** Called after each batch that went through. */
  readonly onBatch?: (size: number, milliseconds: number) => void;
}

interface Waiting<Item, Result> {
  readonly item: Item;
  readonly settle: (outcome: Outcome<Result>) => void;
}

/**
 * Gathers what arrives while a batch is under way into the next one. No timer and no minimum delay: when nothing is
 * under way, an item goes at once, alone.
 *
 * If a batch fails, it is cut in halves and tried again, until the one item that is to blame stands alone: it fails, its
 * neighbours do not. `run` must therefore be all or nothing, and harmless to repeat.
 */
export class MicroBatcher<Item, Result> {
  readonly #options: MicroBatcherOptions<Item, Result>;
  #queue: Waiting<Item, Result>[] = [];
  #running = 0;
  #scheduled = false;
  #idle: (() => void)[] = [];

  constructor(options: MicroBatcherOptions<Item, Result>) {
    this.#options = options;
  }

  /** Items that have not been answered, without those of running batches. */
  get waiting(): number {
    return this.#queue.length;
  }

  /** Resolves with what `run` answered for this item; rejects if it was this item that failed. */
  add(item: Item): Promise<Result> {
    return new Promise((resolve, reject) => {
      this.push(item, (outcome) => (outcome.ok ? resolve(outcome.value) : reject(outcome.error)));
    });
  }

  /** Like `add`, for paths where a promise per item costs too much. `settle` must not throw. */
  push(item: Item, settle: (outcome: Outcome<Result>) => void): void {
    this.#queue.push({ item, settle });
    this.#schedule();
  }

  /** Resolves when nothing waits and nothing runs. */
  async drain(): Promise<void> {
    if (this.#queue.length === 0 && this.#running === 0) return;
    await new Promise<void>((resolve) => this.#idle.push(resolve));
  }

  /** One turn of the loop gathers everything that came with the same read of the sockets. */
  #schedule(): void {
    if (this.#scheduled || this.#running >= (this.#options.concurrency ?? 1)) return;
    this.#scheduled = true;
    setImmediate(() => {
      this.#scheduled = false;
      void this.#runNext();
    });
  }

  async #runNext(): Promise<void> {
    if (this.#queue.length === 0) return;
    const batch = this.#queue.splice(0, this.#options.maxBatch);
    this.#running += 1;
    try {
      await this.#runBatch(batch);
    } finally {
      this.#running -= 1;
      if (this.#queue.length > 0) this.#schedule();
      else if (this.#running === 0) for (const wake of this.#idle.splice(0)) wake();
    }
  }

  /** Answers with the error that stopped everything, if there was one. */
  async #runBatch(batch: Waiting<Item, Result>[]): Promise<Collective | null> {
    const start = performance.now();
    let results: Result[];
    try {
      results = await this.#options.run(batch.map((waiting) => waiting.item));
    } catch (error) {
      if (!this.#options.isCollective?.(error)) return this.#bisect(batch, error);
      fail([...batch, ...this.#queue.splice(0)], error);
      return { error };
    }
    this.#options.onBatch?.(batch.length, performance.now() - start);
    for (const [index, waiting] of batch.entries()) {
      waiting.settle({ ok: true, value: results[index] as Result });
    }
    return null;
  }

  async #bisect(batch: Waiting<Item, Result>[], error: unknown): Promise<Collective | null> {
    if (batch.length === 1) {
      fail(batch, error);
      return null;
    }
    const middle = batch.length >> 1;
    const stopped = await this.#runBatch(batch.slice(0, middle));
    if (stopped) fail(batch.slice(middle), stopped.error);
    return stopped ?? this.#runBatch(batch.slice(middle));
  }
}

interface Collective {
  readonly error: unknown;
}

function fail(batch: readonly Pick<Waiting<unknown, never>, 'settle'>[], error: unknown): void {
  for (const waiting of batch) waiting.settle({ ok: false, error });
}
