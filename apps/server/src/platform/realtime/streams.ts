import type { Metrics } from '../metrics/index.ts';

/** One numbered thing of a stream, serialized once for everybody. */
export interface StreamFrame {
  readonly seq: number;
  readonly frame: Buffer;
  /** What guests among the followers get in its place: same number, less told. */
  readonly guestFrame?: Buffer | undefined;
}

/** Whoever follows streams: a connection. */
export interface Follower {
  /** From outside: gets the guest frame where there is one. */
  readonly isGuest?: boolean;
  deliver(frame: Buffer): void;
  /** Undefined when it can take more; else resolves when it can, or is gone. */
  whenWritable(): Promise<void> | undefined;
}

export interface StreamsOptions {
  /** Stored frames of a stream with a seq above `after`, ascending, without gaps. */
  readonly read: (key: string, after: number, limit: number) => Promise<StreamFrame[]>;
  /** A stream got its first follower on this node, or lost its last. */
  readonly onInterest?: (key: string, followed: boolean) => void;
  readonly metrics: Pick<Metrics, 'catchUpReads' | 'deliveries'>;
}

interface Position {
  /** Everything up to here was delivered to this follower. */
  seq: number;
  /** Still reading what was missed: live frames wait. */
  joining: boolean;
}

interface Stream {
  /** Everything up to here was delivered to the followers of this node. */
  seq: number;
  /** The highest seq that anybody spoke of. */
  announced: number;
  catchingUp: boolean;
  readonly followers: Map<Follower, Position>;
}

const PAGE = 200;
const RETRY_MS = 500;

/**
 * Numbered streams with live followers. Frames reach each follower in order, without gaps and without repetition, however
 * they come in: twice, out of order, or not at all. A hole is filled by reading.
 */
export class Streams {
  readonly #options: StreamsOptions;
  readonly #streams = new Map<string, Stream>();

  constructor(options: StreamsOptions) {
    this.#options = options;
  }

  /** Streams with at least one follower on this node. */
  get followed(): MapIterator<string> {
    return this.#streams.keys();
  }

  isFollowed(key: string): boolean {
    return this.#streams.has(key);
  }

  /** Where this node stands in a stream that it follows. */
  position(key: string): number | undefined {
    return this.#streams.get(key)?.seq;
  }

  /** Something new was committed. */
  publish(key: string, seq: number, frame: Buffer, guestFrame?: Buffer): void {
    const stream = this.#streams.get(key);
    if (!stream || seq <= stream.seq) return;
    if (stream.catchingUp || seq > stream.seq + 1) {
      this.announce(key, seq);
      return;
    }
    this.#advance(stream, { seq, frame, guestFrame });
  }

  /** The stream has reached `seq`, says somebody who does not have the frames. */
  announce(key: string, seq: number): void {
    const stream = this.#streams.get(key);
    if (!stream || seq <= stream.seq) return;
    stream.announced = Math.max(stream.announced, seq);
    if (!stream.catchingUp) void this.#catchUp(key, stream);
  }

  /**
   * Delivers everything after `after`, then lives on. Resolves with the position reached when the follower is live, or with null
   * if it left meanwhile. `latest` is the newest seq that the caller knows to be committed.
   */
  async follow(key: string, follower: Follower, after: number, latest: number): Promise<number | null> {
    const stream = this.#streams.get(key) ?? this.#open(key, latest);
    const position: Position = { seq: Math.min(after, latest), joining: true };
    stream.followers.set(follower, position);
    if (latest > stream.seq) this.announce(key, latest);
    try {
      while (position.seq < Math.max(stream.seq, latest)) {
        const frames = await this.#options.read(key, position.seq, PAGE);
        if (stream.followers.get(follower) !== position) return null;
        for (const numbered of frames) {
          const { seq } = numbered;
          if (seq <= position.seq) continue;
          // What was missed may be megabytes: a reader is slow only if it does not keep up with what is new.
          await follower.whenWritable();
          if (stream.followers.get(follower) !== position) return null;
          follower.deliver(frameFor(follower, numbered));
          position.seq = seq;
        }
        if (frames.length === 0) break;
      }
    } catch (error) {
      if (stream.followers.get(follower) === position) this.leave(key, follower);
      throw error;
    }
    position.joining = false;
    return position.seq;
  }

  leave(key: string, follower: Follower): void {
    const stream = this.#streams.get(key);
    if (!stream?.followers.delete(follower) || stream.followers.size > 0) return;
    this.#streams.delete(key);
    this.#options.onInterest?.(key, false);
  }

  /** Hands a frame without a number to all followers of a stream but one: typing, read marks. */
  relay(key: string, deliver: (follower: Follower) => void, except?: Follower): void {
    const stream = this.#streams.get(key);
    if (!stream) return;
    for (const follower of stream.followers.keys()) if (follower !== except) deliver(follower);
  }

  #open(key: string, seq: number): Stream {
    const stream: Stream = { seq, announced: seq, catchingUp: false, followers: new Map() };
    this.#streams.set(key, stream);
    this.#options.onInterest?.(key, true);
    // What was committed since the caller looked was told to nobody here: look once more.
    void this.#catchUp(key, stream);
    return stream;
  }

  #advance(stream: Stream, numbered: StreamFrame): void {
    const { seq } = numbered;
    stream.seq = seq;
    let delivered = 0;
    for (const [follower, position] of stream.followers) {
      if (position.joining || position.seq >= seq) continue;
      position.seq = seq;
      follower.deliver(frameFor(follower, numbered));
      delivered += 1;
    }
    if (delivered > 0) this.#options.metrics.deliveries.inc(delivered);
  }

  async #catchUp(key: string, stream: Stream): Promise<void> {
    stream.catchingUp = true;
    let behind = true;
    while (behind && this.#streams.get(key) === stream) {
      const found = await this.#readOn(key, stream);
      behind = found === null || found === PAGE || stream.seq < stream.announced;
      if (behind && !found) await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
    stream.catchingUp = false;
  }

  /** Answers with how many frames there were, or null: the database is away, and followers hear the rest as soon as it is back. */
  async #readOn(key: string, stream: Stream): Promise<number | null> {
    if (stream.seq < stream.announced) this.#options.metrics.catchUpReads.inc();
    try {
      const frames = await this.#options.read(key, stream.seq, PAGE);
      for (const numbered of frames) if (numbered.seq === stream.seq + 1) this.#advance(stream, numbered);
      return frames.length;
    } catch {
      return null;
    }
  }
}

const frameFor = (follower: Follower, { frame, guestFrame }: StreamFrame): Buffer =>
  guestFrame !== undefined && follower.isGuest ? guestFrame : frame;
