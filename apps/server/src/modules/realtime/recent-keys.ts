const GENERATION = 10_000;

/** Remembers the last ten to twenty thousand keys. */
export class RecentKeys {
  #young = new Set<string>();
  #old = new Set<string>();

  add(key: string): void {
    this.#young.add(key);
    if (this.#young.size < GENERATION) return;
    this.#old = this.#young;
    this.#young = new Set();
  }

  has(key: string): boolean {
    return this.#young.has(key) || this.#old.has(key);
  }
}
