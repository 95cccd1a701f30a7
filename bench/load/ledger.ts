import type { Tally } from './load-plan.ts';

const ACKNOWLEDGED = 1;
const DELIVERED = 2;
const MOST_INCIDENTS = 10;

/** The fate of every message, in numbers only: a million of them weigh nine megabytes. */
export class Ledger {
  readonly conversationCount: number;
  /** Last seq seen, by side and conversation. */
  readonly #seqs: Int32Array;
  /** Last message number seen of an author, by reading side, author's side and conversation. */
  readonly #lastNumbers: Int32Array;
  #dueAt = new Float64Array(1 << 18);
  #state = new Uint8Array(1 << 18);
  #sent = 0;
  #acknowledged = 0;
  #delivered = 0;
  #doubled = 0;
  #reordered = 0;
  readonly #incidents: string[] = [];

  constructor(conversationCount: number, firstSeq: number) {
    this.conversationCount = conversationCount;
    this.#seqs = new Int32Array(conversationCount * 2).fill(firstSeq);
    this.#lastNumbers = new Int32Array(conversationCount * 4).fill(-1);
  }

  get unfinished(): number {
    return this.#sent - Math.min(this.#acknowledged, this.#delivered);
  }

  /** The number of a new message, due at this moment. */
  begin(dueAt: number): number {
    if (this.#sent === this.#state.length) this.#grow();
    this.#dueAt[this.#sent] = dueAt;
    return this.#sent++;
  }

  /** Conversation in which message `number` is written. */
  conversationOf(number: number): number {
    return number % this.conversationCount;
  }

  /** 0: its visitor writes it; 1: its agent. Sides take turns. */
  authorSideOf(number: number): 0 | 1 {
    return ((Math.floor(number / this.conversationCount) + number) & 1) as 0 | 1;
  }

  acknowledge(number: number): boolean {
    return this.#mark(number, ACKNOWLEDGED);
  }

  /** Seen at `side` as number `seq` of its stream. Answers with the milliseconds it took if that was its arrival at the other side. */
  see(side: 0 | 1, number: number, seq: number, now: number): number | null {
    const conversation = this.conversationOf(number);
    this.advance(side, conversation, seq);
    const author = this.authorSideOf(number);
    const place = ((side << 1) | author) * this.conversationCount + conversation;
    const last = this.#lastNumbers[place] as number;
    if (number <= last)
      this.#outOfOrder(
        `message ${number} of side ${author} came to side ${side} after ${last}, as ${seq} of conversation ${conversation}`,
      );
    this.#lastNumbers[place] = number;
    return author === side ? null : this.arrive(number, now);
  }

  /** The same without numbers: what a relay passes on. */
  arrive(number: number, now: number): number | null {
    if (this.#mark(number, DELIVERED)) return now - (this.#dueAt[number] as number);
    this.#doubled++;
    return null;
  }

  /** The stream of a conversation has come to `seq` at this side. */
  advance(side: 0 | 1, conversation: number, seq: number): void {
    const place = side * this.conversationCount + conversation;
    const last = this.#seqs[place] as number;
    if (seq !== last + 1) this.#outOfOrder(`${seq} came to side ${side} of conversation ${conversation} after ${last}`);
    this.#seqs[place] = seq;
  }

  tally(): Tally {
    let lost = 0;
    for (let number = 0; number < this.#sent; number++) if (this.#state[number] === ACKNOWLEDGED) lost++;
    return {
      sent: this.#sent,
      acknowledged: this.#acknowledged,
      delivered: this.#delivered,
      lost,
      doubled: this.#doubled,
      reordered: this.#reordered,
      incidents: this.#incidents,
    };
  }

  #outOfOrder(incident: string): void {
    this.#reordered++;
    if (this.#incidents.length < MOST_INCIDENTS) this.#incidents.push(incident);
  }

  #mark(number: number, flag: number): boolean {
    const state = this.#state[number] as number;
    if (state & flag) return false;
    this.#state[number] = state | flag;
    if (flag === ACKNOWLEDGED) this.#acknowledged++;
    else this.#delivered++;
    return true;
  }

  #grow(): void {
    const dueAt = new Float64Array(this.#dueAt.length * 2);
    const state = new Uint8Array(this.#state.length * 2);
    dueAt.set(this.#dueAt);
    state.set(this.#state);
    this.#dueAt = dueAt;
    this.#state = state;
  }
}
