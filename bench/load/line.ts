import { MAX_IN_FLIGHT } from '../../packages/contract/src/limits.ts';

/**
 * One author's messages on their way, in order, at most so many unanswered. After a refusal it lets everything that is under way be answered,
 * waits, and sends in a new round from the first that is not stored: as the outbox of `packages/client` does, without its cost.
 */
export class Line {
  readonly #transmit: (number: number, round: number) => void;
  /** From `#head` on: not stored as far as known, the first `#sent` of them sent in this round. */
  #queue: number[] = [];
  #head = 0;
  #sent = 0;
  #unanswered = 0;
  #round = 0;
  #refused = false;
  #paused = false;

  constructor(transmit: (number: number, round: number) => void) {
    this.#transmit = transmit;
  }

  add(number: number): void {
    this.#queue.push(number);
    this.#pump();
  }

  stored(number: number): void {
    const at = this.#queue[this.#head] === number ? this.#head : this.#queue.indexOf(number, this.#head);
    if (at < 0) return;
    if (at === this.#head) this.#head++;
    else this.#queue.splice(at, 1);
    this.#sent--;
    this.#answered();
  }

  refused(retryAfterMs: number): void {
    this.#refused = true;
    if (!this.#paused) {
      this.#paused = true;
      setTimeout(() => {
        this.#paused = false;
        this.#pump();
      }, retryAfterMs);
    }
    this.#answered();
  }

  #answered(): void {
    this.#unanswered--;
    if (this.#head > 1_024) {
      this.#queue = this.#queue.slice(this.#head);
      this.#head = 0;
    }
    this.#pump();
  }

  #pump(): void {
    if (this.#paused || (this.#refused && this.#unanswered > 0)) return;
    if (this.#refused) {
      this.#refused = false;
      this.#sent = 0;
      this.#round++;
    }
    const waiting = this.#queue.length - this.#head;
    while (this.#sent < MAX_IN_FLIGHT && this.#sent < waiting) {
      const number = this.#queue[this.#head + this.#sent] as number;
      this.#sent++;
      this.#unanswered++;
      this.#transmit(number, this.#round);
    }
  }
}
