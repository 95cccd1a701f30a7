import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { type Follower, type StreamFrame, Streams } from './index.ts';

beforeAll(() => void vi.useFakeTimers());
afterAll(() => void vi.useRealTimers());

const KEY = 'talk';
const metrics = { catchUpReads: { inc: () => {} }, deliveries: { inc: () => {} } } as never;
const frameOf = (seq: number): StreamFrame => ({ seq, frame: Buffer.from(String(seq)) });
const pause = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));

/** A store whose answers take their time and at times fail, as told by `chance`. */
function slowStore(chance: () => number, failing: number) {
  const store = { committed: 0, fails: true };
  const read = async (_key: string, after: number, limit: number) => {
    await pause(chance() * 30);
    const found = Array.from({ length: Math.min(store.committed - after, limit) }, (_, index) =>
      frameOf(after + 1 + index),
    );
    await pause(chance() * 30);
    if (store.fails && chance() < failing) throw new Error('the database is away');
    return found;
  };
  return { store, read };
}

/** A client: keeps what it was given, leaves and comes back after what it has, and comes back when it was thrown out. */
class Client implements Follower {
  readonly got: number[] = [];
  follows = false;
  readonly after: number;
  readonly #streams: Streams;
  readonly #head: () => Promise<number>;
  readonly #chance: () => number;
  #visit = 0;

  constructor(streams: Streams, head: () => Promise<number>, after: number, chance: () => number) {
    this.#streams = streams;
    this.#head = head;
    this.after = after;
    this.#chance = chance;
  }

  deliver(frame: Buffer): void {
    this.got.push(Number(frame.toString()));
  }

  whenWritable(): Promise<void> | undefined {
    return this.#chance() < 0.1 ? pause(this.#chance() * 20) : undefined;
  }

  leave(): void {
    this.follows = false;
    this.#visit += 1;
    this.#streams.leave(KEY, this);
  }

  async join(): Promise<void> {
    this.leave();
    this.follows = true;
    const visit = this.#visit;
    while (visit === this.#visit) {
      const last = this.got.at(-1) ?? this.after;
      const head = await this.#head();
      if (visit !== this.#visit) return;
      const reached = await this.#streams.follow(KEY, this, last, head).catch(() => 'again' as const);
      if (reached !== 'again') return;
      await pause(20);
    }
  }
}

/** The same random numbers for the same seed. */
function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const action = fc.record({
  wait: fc.nat(40),
  does: fc.oneof(
    fc.record({ type: fc.constant('commit' as const), count: fc.integer({ min: 1, max: 4 }) }),
    fc.record({ type: fc.constant('join' as const), who: fc.nat(3) }),
    fc.record({ type: fc.constant('leave' as const), who: fc.nat(3) }),
  ),
});

interface Action {
  readonly wait: number;
  readonly does: { readonly type: string; readonly count?: number; readonly who?: number };
}

interface Weather {
  /** How often a commit is not told, told twice, told late; how often a read fails. */
  readonly lost: number;
  readonly twice: number;
  readonly late: number;
  readonly failing: number;
}

async function play(actions: readonly Action[], seed: number, weather: Weather) {
  const chance = randomFrom(seed);
  const { store, read } = slowStore(chance, weather.failing);
  const streams = new Streams({ read, metrics });
  const head = async () => {
    await pause(chance() * 20);
    const seen = store.committed;
    await pause(chance() * 20);
    return seen;
  };
  store.committed = 3;
  const clients = [0, 1, 2, 3].map((who) => new Client(streams, head, who, chance));
  const tell = async (seq: number) => {
    await pause(chance() < weather.late ? chance() * 200 : 0);
    const { frame } = frameOf(seq);
    if (chance() >= weather.lost) streams.publish(KEY, seq, frame);
    if (chance() < weather.twice) void pause(chance() * 300).then(() => streams.publish(KEY, seq, frame));
  };
  for (const { wait, does } of actions) {
    await vi.advanceTimersByTimeAsync(wait);
    const client = clients[does.who ?? 0] as Client;
    if (does.type === 'join') void client.join();
    else if (does.type === 'leave') client.leave();
    else for (let index = 0; index < (does.count ?? 0); index += 1) void tell(++store.committed);
  }
  store.fails = false;
  await vi.advanceTimersByTimeAsync(5_000);
  return { streams, store, clients };
}

const wholeFrom = (after: number, last: number) =>
  Array.from({ length: last - after }, (_, index) => after + 1 + index);

/** Those who follow have it all; those who left have it all once they are back. */
async function expectWhole(clients: readonly Client[], last: number): Promise<void> {
  for (const client of clients) if (client.follows) expect(client.got).toEqual(wholeFrom(client.after, last));
  for (const client of clients) void client.join();
  await vi.advanceTimersByTimeAsync(5_000);
  for (const client of clients) expect(client.got).toEqual(wholeFrom(client.after, last));
}

describe('everybody who follows gets everything after what they have, in order, each once', () => {
  const talk = fc.array(action, { minLength: 10, maxLength: 60, size: 'max' });

  test('on one node, where every commit is told, whoever comes and goes meanwhile', async () => {
    const fine = { lost: 0, twice: 0, late: 0.3, failing: 0 };
    await fc.assert(
      fc.asyncProperty(talk, fc.integer(), async (actions, seed) => {
        const { store, clients } = await play(actions, seed, fine);
        await expectWhole(clients, store.committed);
      }),
      { numRuns: 1_000 },
    );
  });

  test('between nodes, where what is told is lost, doubled and late, and reads fail: at the latest when somebody says how far the stream is', async () => {
    const storm = { lost: 0.3, twice: 0.2, late: 0.5, failing: 0.3 };
    await fc.assert(
      fc.asyncProperty(talk, fc.integer(), async (actions, seed) => {
        const { streams, store, clients } = await play(actions, seed, storm);
        streams.announce(KEY, store.committed);
        await vi.advanceTimersByTimeAsync(5_000);
        await expectWhole(clients, store.committed);
      }),
      { numRuns: 1_000 },
    );
  });
});

describe('following', () => {
  const listener = () => {
    const got: string[] = [];
    return { got, deliver: (frame: Buffer) => void got.push(frame.toString()), whenWritable: () => undefined };
  };

  test('what was said between the look at the head and the following is not missed', async () => {
    const streams = new Streams({
      read: async (_key, after) => [1, 2, 3].filter((seq) => seq > after).map(frameOf),
      metrics,
    });
    const late = listener();
    // The head said 2; 3 was committed and told before anybody followed.
    streams.publish(KEY, 3, frameOf(3).frame);
    await streams.follow(KEY, late, 2, 2);
    await vi.advanceTimersByTimeAsync(10);
    expect(late.got).toEqual(['3']);
  });

  test('a long absence is made up for in pages', async () => {
    const limits: number[] = [];
    const streams = new Streams({
      read: async (_key, after, limit) => {
        limits.push(limit);
        return Array.from({ length: Math.min(950 - after, limit) }, (_, index) => frameOf(after + 1 + index));
      },
      metrics,
    });
    const late = listener();
    expect(await streams.follow(KEY, late, 0, 950)).toBe(950);
    expect(late.got).toEqual(wholeFrom(0, 950).map(String));
    expect(Math.max(...limits)).toBeLessThanOrEqual(500);
  });

  test('interest begins with the first follower and ends with the last', async () => {
    const interest: boolean[] = [];
    const streams = new Streams({
      read: async () => [],
      onInterest: (_key, followed) => interest.push(followed),
      metrics,
    });
    const [one, two] = [listener(), listener()];
    await streams.follow(KEY, one, 0, 0);
    await streams.follow(KEY, two, 0, 0);
    streams.leave(KEY, one);
    expect(interest).toEqual([true]);
    streams.leave(KEY, two);
    expect(interest).toEqual([true, false]);
    streams.publish(KEY, 1, frameOf(1).frame);
    expect([one.got, two.got]).toEqual([[], []]);
  });

  test('a read that fails ends the following, so that nobody believes to hear', async () => {
    const streams = new Streams({ read: () => Promise.reject(new Error('away')), metrics });
    await expect(streams.follow(KEY, listener(), 0, 5)).rejects.toThrow('away');
    expect(streams.isFollowed(KEY)).toBe(false);
  });
});
