import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import type { Outbox } from './outbox.ts';
import type { FakeSocket } from './testing/fake-socket.ts';
import { ack, desk, event, refuse, states, write } from './testing/outbox-desk.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('refused', () => {
  it.each(['busy', 'rate_limited', 'unavailable', 'too_many_in_flight'] as const)(
    'pauses on %s and then sends everything unanswered again in order',
    (code) => {
      const { realtime, accept, outbox } = desk();
      realtime.start();
      const socket = accept();
      for (const id of ['m1', 'm2', 'm3']) write(outbox, id);
      refuse(socket, 'm2', code, 180);
      refuse(socket, 'm3', code, 180);
      write(outbox, 'm4');
      ack(socket, 'm1');
      vi.advanceTimersByTime(179);
      expect(socket.sentIds()).toEqual(['m1', 'm2', 'm3']);
      expect(states(outbox)).toEqual(['m2 waiting', 'm3 waiting', 'm4 waiting']);
      vi.advanceTimersByTime(1);
      expect(socket.sentIds()).toEqual(['m1', 'm2', 'm3', 'm2', 'm3', 'm4']);
    },
  );

  it('waits for the answers still under way before it repeats', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    for (const id of ['m1', 'm2', 'm3']) write(outbox, id);
    refuse(socket, 'm1', 'busy', 1);
    vi.advanceTimersByTime(500);
    refuse(socket, 'm2', 'busy', 1);
    vi.advanceTimersByTime(500);
    expect(socket.sentIds()).toEqual(['m1', 'm2', 'm3']);
    ack(socket, 'm3');
    vi.advanceTimersByTime(1);
    expect(socket.sentIds()).toEqual(['m1', 'm2', 'm3', 'm1', 'm2']);
  });

  it('pauses as long as the newest pause says, whatever was refused before', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    for (const id of ['m1', 'm2']) write(outbox, id);
    refuse(socket, 'm1', 'busy', 100);
    vi.advanceTimersByTime(60);
    refuse(socket, 'm2', 'busy', 100);
    vi.advanceTimersByTime(40);
    expect(socket.sentIds()).toEqual(['m1', 'm2', 'm1', 'm2']);
    refuse(socket, 'm1', 'busy', 1_000);
    refuse(socket, 'm2', 'busy', 1_000);
    vi.advanceTimersByTime(999);
    expect(socket.sentIds()).toEqual(['m1', 'm2', 'm1', 'm2']);
    vi.advanceTimersByTime(1);
    expect(socket.sentIds()).toEqual(['m1', 'm2', 'm1', 'm2', 'm1', 'm2']);
  });

  it('does not wait for ever for an answer that was lost', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    for (const id of ['m1', 'm2']) write(outbox, id);
    refuse(socket, 'm1', 'busy', 1);
    vi.advanceTimersByTime(10_000);
    expect(socket.sentIds()).toEqual(['m1', 'm2', 'm1', 'm2']);
  });

  it('repeats what was refused although the message before it turned out to be stored', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    for (const id of ['m1', 'm2']) write(outbox, id);
    event(socket, 'm1');
    refuse(socket, 'm1', 'busy', 100);
    refuse(socket, 'm2', 'busy', 100);
    vi.advanceTimersByTime(100);
    expect(socket.sentIds()).toEqual(['m1', 'm2', 'm2']);
  });

  it('waits a second where the server named no time', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    write(outbox, 'm1');
    refuse(socket, 'm1', 'unavailable');
    vi.advanceTimersByTime(999);
    expect(socket.sentIds()).toEqual(['m1']);
    vi.advanceTimersByTime(1);
    expect(socket.sentIds()).toEqual(['m1', 'm1']);
  });

  it('goes on pausing over a reconnect', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const first = accept();
    write(outbox, 'm1');
    refuse(first, 'm1', 'busy', 20_000);
    first.drop();
    vi.advanceTimersByTime(15_000);
    const second = accept();
    expect(second.sentIds()).toEqual([]);
    vi.advanceTimersByTime(5_000);
    expect(second.sentIds()).toEqual(['m1']);
  });

  it('keeps a message that was refused for good as failed, and goes on with the others', () => {
    const { realtime, accept, outbox, store } = desk();
    realtime.start();
    const socket = accept({ maxInFlight: 2 });
    for (const id of ['m1', 'm2', 'm3']) write(outbox, id);
    refuse(socket, 'm1', 'conversation_closed');
    expect(states(outbox)).toEqual(['m1 failed', 'm2 sending', 'm3 sending']);
    expect(outbox.items()[0]?.error).toBe('conversation_closed');
    expect(store.list()[0]).toMatchObject({ id: 'm1', state: 'failed', error: 'conversation_closed' });
    vi.advanceTimersByTime(60_000);
    expect(socket.sentIds().filter((id) => id === 'm1')).toHaveLength(1);
  });

  it('asks with each welcome what became of a message that is held for review', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    write(outbox, 'm1');
    write(outbox, 'm2');
    refuse(socket, 'm1', 'held_for_review');
    refuse(socket, 'm2', 'too_large');
    socket.drop();
    vi.advanceTimersByTime(15_000);
    const next = accept();
    expect(next.sentIds()).toEqual(['m1']);
    refuse(next, 'm1', 'held_for_review');
    expect(outbox.items()[0]).toMatchObject({ id: 'm1', state: 'failed', error: 'held_for_review' });
  });

  it('sends a failed message again on demand, at the end and with the same id', () => {
    const { realtime, accept, outbox, socket } = desk();
    realtime.start();
    refuseFirst(accept(), outbox);
    socket().drop();
    write(outbox, 'm2');
    outbox.retry('m1');
    outbox.retry('m2');
    expect(states(outbox)).toEqual(['m2 waiting', 'm1 waiting']);
    expect(outbox.items()[1]).not.toHaveProperty('error');
    vi.advanceTimersByTime(15_000);
    expect(accept().sentIds()).toEqual(['m2', 'm1']);
  });

  it('forgets a failed message on demand', () => {
    const { realtime, accept, outbox, store } = desk();
    realtime.start();
    refuseFirst(accept(), outbox);
    outbox.discard('m1');
    expect([outbox.items(), store.list()]).toEqual([[], []]);
  });

  it('never sends a text that the server would close the connection over', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    outbox.add({ id: 'long', message: { kind: 'text', text: '长'.repeat(10_001) } });
    outbox.add({ id: 'full', message: { kind: 'text', text: '\u0001'.repeat(10_000) } });
    expect(socket.sentIds()).toEqual(['full']);
    expect(outbox.items()[0]).toMatchObject({ id: 'long', state: 'failed', error: 'too_large' });
    expect(Buffer.byteLength(JSON.stringify(socket.sent.at(-1)))).toBeLessThan(65_536);
  });

  function refuseFirst(socket: FakeSocket, outbox: Outbox): void {
    write(outbox, 'm1');
    refuse(socket, 'm1', 'invalid_input');
    expect(states(outbox)).toEqual(['m1 failed']);
  }
});
