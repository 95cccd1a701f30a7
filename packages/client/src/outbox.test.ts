import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { ack, desk, event, refuse, states, write } from './testing/outbox-desk.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

describe('sending', () => {
  it('sends at once while online, and forgets what was acknowledged', () => {
    const { realtime, accept, outbox, store } = desk();
    realtime.start();
    const socket = accept();
    write(outbox, 'm1', 'c');
    expect(socket.sentOf('send')).toEqual([
      { type: 'send', id: 'm1', conversationId: 'c', message: { kind: 'text', text: 'm1' } },
    ]);
    expect(states(outbox)).toEqual(['m1 sending']);
    ack(socket, 'm1');
    expect(outbox.items()).toEqual([]);
    expect(store.list()).toEqual([]);
  });

  it('leaves the conversation out where the author does not know it', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    write(outbox, 'm1');
    expect(socket.sentOf('send')).toEqual([{ type: 'send', id: 'm1', message: { kind: 'text', text: 'm1' } }]);
  });

  it('keeps what is written offline and sends it in order with the welcome', () => {
    const { realtime, accept, outbox } = desk();
    for (const id of ['m1', 'm2', 'm3']) write(outbox, id);
    expect(states(outbox)).toEqual(['m1 waiting', 'm2 waiting', 'm3 waiting']);
    realtime.start();
    expect(accept().sentIds()).toEqual(['m1', 'm2', 'm3']);
  });

  it('takes the event of the message for an acknowledgement, and a second acknowledgement for nothing', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    write(outbox, 'm1');
    write(outbox, 'm2');
    event(socket, 'm1');
    expect(states(outbox)).toEqual(['m2 sending']);
    ack(socket, 'm1');
    ack(socket, 'm1');
    ack(socket, 'unknown');
    expect(states(outbox)).toEqual(['m2 sending']);
  });

  it('has no more unanswered than the server allows', () => {
    const { realtime, accept, outbox } = desk();
    for (let index = 0; index < 9; index++) write(outbox, `m${index}`);
    realtime.start();
    const socket = accept({ maxInFlight: 3 });
    expect(socket.sentIds()).toEqual(['m0', 'm1', 'm2']);
    ack(socket, 'm0');
    expect(socket.sentIds()).toEqual(['m0', 'm1', 'm2', 'm3']);
    refuse(socket, 'm1', 'forbidden');
    expect(socket.sentIds()).toEqual(['m0', 'm1', 'm2', 'm3', 'm4']);
  });

  it('makes an id and a time, and orders messages of one millisecond as they were written', () => {
    const { outbox } = desk();
    const items = ['a', 'b', 'c'].map((text) => outbox.add({ message: { kind: 'text', text } }));
    expect(new Set(items.map((item) => item.id)).size).toBe(3);
    expect(items[0]?.createdAt).toBe(new Date().toISOString());
    expect(outbox.items()).toEqual(items);
  });

  it('keeps the order although the clock was set back', () => {
    const { outbox } = desk();
    write(outbox, 'm1');
    vi.setSystemTime(Date.now() - 3_600_000);
    write(outbox, 'm0');
    expect(states(outbox)).toEqual(['m1 waiting', 'm0 waiting']);
  });
});

describe('cut off', () => {
  it('sends everything unanswered again, oldest first, with the same ids', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const first = accept();
    for (const id of ['m1', 'm2', 'm3']) write(outbox, id);
    ack(first, 'm2');
    first.drop();
    expect(states(outbox)).toEqual(['m1 waiting', 'm3 waiting']);
    write(outbox, 'm4');
    vi.advanceTimersByTime(15_000);
    expect(accept().sentIds()).toEqual(['m1', 'm3', 'm4']);
  });

  it('sends everything unanswered again after ten seconds without any answer', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    write(outbox, 'm1');
    write(outbox, 'm2');
    vi.advanceTimersByTime(9_000);
    ack(socket, 'm1');
    vi.advanceTimersByTime(9_999);
    expect(socket.sentIds()).toEqual(['m1', 'm2']);
    vi.advanceTimersByTime(1);
    expect(socket.sentIds()).toEqual(['m1', 'm2', 'm2']);
    ack(socket, 'm2');
    vi.advanceTimersByTime(20_000);
    expect(socket.sentIds()).toEqual(['m1', 'm2', 'm2']);
  });

  it('does not repeat what has not even left the machine', () => {
    const { realtime, accept, outbox } = desk();
    realtime.start();
    const socket = accept();
    write(outbox, 'm1');
    socket.bufferedAmount = 100;
    vi.advanceTimersByTime(10_000);
    expect(socket.sentIds()).toEqual(['m1']);
    socket.bufferedAmount = 0;
    vi.advanceTimersByTime(10_000);
    expect(socket.sentIds()).toEqual(['m1', 'm1']);
  });
});

describe('telling', () => {
  it('tells of each change, with the same array as long as nothing changes', () => {
    const { realtime, accept, outbox } = desk();
    const listener = vi.fn();
    const unsubscribe = outbox.subscribe(listener);
    write(outbox, 'm1', 'c1');
    write(outbox, 'm2', 'c2');
    expect(listener).toHaveBeenCalledTimes(2);
    expect(outbox.items()).toBe(outbox.items());
    expect(outbox.items('c1')).toBe(outbox.items('c1'));
    expect(outbox.items('c1').map((item) => item.id)).toEqual(['m1']);
    realtime.start();
    const before = outbox.items('c1');
    accept();
    expect(outbox.items('c1')).not.toBe(before);
    unsubscribe();
    listener.mockClear();
    outbox.discard('m1');
    expect(listener).not.toHaveBeenCalled();
  });

  it('drops a message that was seen stored elsewhere', () => {
    const { outbox, store } = desk();
    write(outbox, 'm1');
    outbox.confirm('m1');
    expect([outbox.items(), store.list()]).toEqual([[], []]);
  });

  it('does nothing any more after dispose, and keeps the words', () => {
    const { realtime, accept, outbox, store } = desk();
    realtime.start();
    const socket = accept();
    write(outbox, 'm1');
    outbox.dispose();
    vi.advanceTimersByTime(60_000);
    ack(socket, 'm1');
    expect(socket.sentIds()).toEqual(['m1']);
    expect(store.list()).toHaveLength(1);
  });
});
