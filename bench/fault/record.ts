/** Numbers for each message that is to be acknowledged: some are refused, because the conversation was closed meanwhile. */
const MOST_TRIES = 2;

/** What happened to each message, as its author knows it, and every oddity that a client noticed. */
export class Record {
  readonly total: number;
  /** Where the author was told it lies; 0: not told yet. */
  readonly seqs: Int32Array;
  /** Messages that the desk refused for good, and with which code. */
  readonly refused = new Map<number, string>();
  readonly incidents: string[] = [];
  doubled = 0;
  reordered = 0;
  repetitions = 0;
  acknowledged = 0;
  #begun = 0;

  constructor(total: number) {
    this.total = total;
    this.seqs = new Int32Array(total * MOST_TRIES);
  }

  /** The number of the next message to write, or null when all are written. One that was refused for good is made up for. */
  begin(): number | null {
    return this.#begun < this.seqs.length && this.#begun < this.total + this.refused.size ? this.#begun++ : null;
  }

  /** How many numbers were given away. */
  get begun(): number {
    return this.#begun;
  }

  get isComplete(): boolean {
    return this.acknowledged >= this.total;
  }

  confirm(number: number, seq: number): void {
    const known = this.seqs[number];
    if (known === 0) {
      this.seqs[number] = seq;
      this.acknowledged++;
    } else if (known !== seq) this.note('doubled', `message ${number} was acknowledged as ${known} and as ${seq}`);
  }

  refuse(number: number, code: string): void {
    this.refused.set(number, code);
  }

  note(fault: 'doubled' | 'reordered', incident: string): void {
    this[fault]++;
    this.#remember(incident);
  }

  #remember(incident: string): void {
    if (this.incidents.length < 20) this.incidents.push(incident);
  }
}
