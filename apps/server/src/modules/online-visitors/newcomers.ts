const MINUTE_MS = 60_000;
/** So many new visitors from one address within a minute: a school or a company may, a script that makes them up may not go on. */
const MOST = 3_000;
const MOST_ADDRESSES = 50_000;

/** How many visitors without a token came from an address in this minute: each leaves rows behind. */
export class Newcomers {
  readonly #counts = new Map<string, number>();
  readonly #most: number;
  #minute = 0;

  constructor(most = MOST) {
    this.#most = most;
  }

  /** False: not for now. */
  admit(address: string, now = Date.now()): boolean {
    const minute = Math.floor(now / MINUTE_MS);
    if (minute !== this.#minute || this.#counts.size >= MOST_ADDRESSES) this.#counts.clear();
    this.#minute = minute;
    const count = (this.#counts.get(address) ?? 0) + 1;
    this.#counts.set(address, count);
    return count <= this.#most;
  }
}
