/** Latencies of one stretch; percentiles by sorting at the end. */
export class Latencies {
  #values = new Float32Array(1 << 16);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  add(milliseconds: number): void {
    if (this.#count === this.#values.length) {
      const values = new Float32Array(this.#values.length * 2);
      values.set(this.#values);
      this.#values = values;
    }
    this.#values[this.#count++] = milliseconds;
  }

  percentiles(): { p50Ms: number; p99Ms: number; maxMs: number } {
    const sorted = this.#values.slice(0, this.#count).sort();
    const at = (share: number) =>
      Math.round((sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0) * 100) / 100;
    return { p50Ms: at(0.5), p99Ms: at(0.99), maxMs: at(1) };
  }
}
