import type { ServerFrame } from '@cskefu/contract';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { created, headAt, message, pageBefore, type Stream, seedOf, streamArbitrary } from '../testing/stream.ts';
import {
  applyEvent,
  applyEvents,
  applyFrameToThread,
  applyRead,
  emptyThread,
  needsCatchUp,
  prependPage,
  type Thread,
  threadFromSnapshot,
} from './thread.ts';

/** What may happen to a screen between its start and now; numbers are taken modulo what there is. */
type Happening =
  | { what: 'live'; count: number }
  | { what: 'lost'; count: number }
  | { what: 'repeat'; from: number; count: number }
  | { what: 'resume' }
  | { what: 'earlier'; limit: number }
  | { what: 'same page'; limit: number }
  | { what: 'read'; by: 'agent' | 'visitor'; back: number };

const count = fc.integer({ min: 1, max: 6 });
const happening: fc.Arbitrary<Happening> = fc.oneof(
  fc.record({ what: fc.constant('live' as const), count }),
  fc.record({ what: fc.constant('lost' as const), count }),
  fc.record({ what: fc.constant('repeat' as const), from: fc.nat(), count }),
  fc.record({ what: fc.constant('resume' as const) }),
  fc.record({ what: fc.constant('earlier' as const), limit: count }),
  fc.record({ what: fc.constant('same page' as const), limit: count }),
  fc.record({ what: fc.constant('read' as const), by: fc.constantFrom('agent', 'visitor'), back: fc.nat() }),
);

/** A server with one conversation, and the screen that follows it over a bad network. */
class Scene {
  readonly stream: Stream;
  thread: Thread;
  /** The server has committed so many. */
  now: number;
  marks = { agent: 0, visitor: 0 };

  constructor(stream: Stream, headSeq: number, pageSeq: number, limit: number) {
    this.stream = stream;
    this.now = Math.max(headSeq, pageSeq);
    this.thread = threadFromSnapshot(headAt(stream, headSeq), pageBefore(stream, pageSeq, pageSeq + 1, limit));
  }

  happen(next: Happening): void {
    const { events } = this.stream;
    switch (next.what) {
      case 'live':
        for (const event of events.slice(this.now, this.now + next.count)) this.deliver({ type: 'event', event });
        this.now = Math.min(this.now + next.count, events.length);
        break;
      case 'lost':
        this.now = Math.min(this.now + next.count, events.length);
        break;
      case 'repeat':
        for (const event of events.slice(next.from % this.now, this.now).slice(0, next.count))
          this.deliver({ type: 'event', event });
        break;
      case 'resume':
        this.resume();
        break;
      case 'earlier':
        this.prepend(this.thread.events[0]?.seq ?? this.thread.seq + 1, next.limit);
        break;
      case 'same page':
        this.prepend(this.thread.seq + 1, next.limit);
        break;
      case 'read':
        this.marks[next.by] = Math.max(this.marks[next.by], this.now - (next.back % this.now));
        this.deliver({ type: 'read', conversationId: 'c1', by: next.by, seq: this.marks[next.by] });
    }
  }

  resume(): void {
    for (const event of this.stream.events.slice(this.thread.seq, this.now)) this.deliver({ type: 'event', event });
    const { reads } = headAt(this.stream, this.now, this.marks.agent, this.marks.visitor);
    this.deliver({ type: 'subscribed', conversationId: 'c1', seq: this.now, reads });
  }

  prepend(before: number, limit: number): void {
    this.thread = prependPage(this.thread, pageBefore(this.stream, this.now, before, limit));
  }

  deliver(frame: ServerFrame): void {
    this.thread = applyFrameToThread(this.thread, frame);
  }

  /** Everything arrives in the end: what is newer by resuming, what is older page by page. */
  settle(): void {
    this.now = this.stream.events.length;
    this.resume();
    while (this.thread.hasEarlier) this.prepend(this.thread.events[0]?.seq ?? this.thread.seq + 1, 7);
  }
}

const scene = fc
  .tuple(streamArbitrary(), fc.nat(), fc.nat(), count, fc.array(happening, { maxLength: 40, size: 'max' }))
  .map(([stream, head, page, limit, happenings]) => {
    const total = stream.events.length;
    return { stream, headSeq: 1 + (head % total), pageSeq: 1 + (page % total), limit, happenings };
  });

describe('a thread', () => {
  it('ends the same whatever was cut, repeated, resumed, read and paged on the way', () => {
    fc.assert(
      fc.property(scene, ({ stream, headSeq, pageSeq, limit, happenings }) => {
        const played = new Scene(stream, headSeq, pageSeq, limit);
        for (const next of happenings) {
          played.happen(next);
          expectContiguous(played.thread);
        }
        played.settle();
        const total = stream.events.length;
        const head = headAt(stream, total, played.marks.agent, played.marks.visitor);
        const atOnce = threadFromSnapshot(head, { events: [...stream.events], hasEarlier: false, hasLater: false });
        expect(played.thread).toEqual(atOnce);
      }),
      { numRuns: 2_000 },
    );
  });

  it('follows a conversation from its first event, as from a snapshot', () => {
    fc.assert(
      fc.property(streamArbitrary(), (stream) => {
        const thread = stream.events.reduce(applyEvent, emptyThread(seedOf('c1')));
        const total = stream.events.length;
        expect(thread).toEqual(threadFromSnapshot(headAt(stream, total), pageBefore(stream, total, total + 1, total)));
        expect(applyEvents(emptyThread(seedOf('c1')), stream.events)).toEqual(thread);
      }),
    );
  });

  it('stays the same object when nothing changes', () => {
    fc.assert(
      fc.property(streamArbitrary('c1', 12), fc.nat(), (stream, cut) => {
        const seq = 1 + (cut % stream.events.length);
        const thread = threadFromSnapshot(headAt(stream, seq), pageBefore(stream, seq, seq + 1, 5));
        for (const event of stream.events) {
          if (event.seq === seq + 1) continue;
          expect(applyEvent(thread, event)).toBe(thread);
          expect(needsCatchUp(thread, event)).toBe(event.seq > seq + 1);
        }
        const { reads } = thread.conversation;
        const subscribed = { type: 'subscribed', conversationId: 'c1', seq, reads } as const;
        expect(applyFrameToThread(thread, subscribed)).toBe(thread);
        expect(
          applyFrameToThread(thread, { ...subscribed, conversationId: 'c2', reads: { visitor: 99, agent: 99 } }),
        ).toBe(thread);
        expect(applyFrameToThread(thread, { type: 'pong' })).toBe(thread);
        expect(applyRead(thread, { by: 'agent', seq: reads.agent })).toBe(thread);
        expect(prependPage(thread, pageBefore(stream, seq, seq + 1, 5))).toBe(thread);
      }),
    );
  });

  it('does not take a page that does not reach it', () => {
    fc.assert(
      fc.property(streamArbitrary(), (stream) => {
        const total = stream.events.length;
        fc.pre(total > 4);
        const thread = threadFromSnapshot(headAt(stream, total), pageBefore(stream, total, total + 1, 2));
        expect(prependPage(thread, pageBefore(stream, total, total - 2, 1))).toBe(thread);
      }),
    );
  });

  it('knows that nothing lies before an empty page', () => {
    const stream = { events: [] };
    const thread = { ...emptyThread(seedOf('c1')), hasEarlier: true };
    expect(prependPage(thread, pageBefore(stream, 0, 1, 5))).toEqual({ ...thread, hasEarlier: false });
  });

  it('never counts a message as unread that was marked before it came', () => {
    const stream = { events: [created, message(2), message(3)] };
    const thread = stream.events.slice(0, 1).reduce(applyEvent, emptyThread(seedOf('c1')));
    const marked = applyRead(thread, { by: 'agent', seq: 2 });
    expect(applyEvents(marked, stream.events).conversation.unread).toBe(1);
  });

  it('does not count while the head knows of more than the events', () => {
    const events = [created, message(2), message(3), message(4)];
    const thread = threadFromSnapshot(headAt({ events }, 4), pageBefore({ events }, 2, 3, 5));
    expect(applyEvent(thread, message(3)).conversation.unread).toBe(3);
    expect(applyRead(thread, { by: 'agent', seq: 2 }).conversation.unread).toBe(3);
    const marked = applyRead(thread, { by: 'agent', seq: 2 });
    expect(applyEvents(marked, events).conversation.unread).toBe(2);
  });

  it('leaves the count to the server where it does not reach back to the mark', () => {
    const events = [created, message(2), message(3), message(4)];
    const thread = threadFromSnapshot(headAt({ events }, 4), {
      events: [message(4)],
      hasEarlier: true,
      hasLater: false,
    });
    expect(applyRead(thread, { by: 'agent', seq: 2 }).conversation.unread).toBe(3);
    expect(applyRead(thread, { by: 'agent', seq: 3 }).conversation.unread).toBe(1);
    expect(applyRead(thread, { by: 'agent', seq: 4 }).conversation.unread).toBe(0);
  });
});

function expectContiguous({ events, seq }: Thread): void {
  const first = events[0]?.seq ?? seq + 1;
  expect(events.map((event) => event.seq)).toEqual(Array.from({ length: events.length }, (_, index) => first + index));
  expect(events.at(-1)?.seq ?? seq).toBe(seq);
}
