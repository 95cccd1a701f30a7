/** A fingerprint of a conversation's messages, in order: whatever is missing, doubled or swapped changes it. */
export function fingerprint(before: number, seq: number, number: number): number {
  let mixed = Math.imul(before ^ seq, 0x9e3779b1) ^ Math.imul(number + 1, 0x85ebca6b);
  mixed = Math.imul(mixed ^ (mixed >>> 15), 0x2c1b3c6d);
  return (mixed ^ (mixed >>> 13)) >>> 0;
}

/** What one client has seen of one conversation: nothing but a position and a fingerprint. */
export class StreamWatch {
  seq = 0;
  print = 0;
  /** The conversation was closed: nothing more will come. */
  isOver = false;

  /** Answers what was wrong with it: on a connection, events come one after the other, none missing and none again. */
  see(seq: number, number: number | null): 'doubled' | 'reordered' | null {
    if (seq <= this.seq) return 'doubled';
    const fault = seq === this.seq + 1 ? null : 'reordered';
    this.seq = seq;
    if (number !== null) this.print = fingerprint(this.print, seq, number);
    return fault;
  }
}
