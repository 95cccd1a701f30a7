import type { ErrorCode } from '@cskefu/contract';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { createOutbox, type Outbox } from './outbox.ts';
import { memoryOutboxStore, type OutboxStore, webOutboxStore } from './outbox-store.ts';
import { type FakeSocket, scriptRealtime } from './testing/fake-socket.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

function desk({ store = memoryOutboxStore() }: { store?: OutboxStore } = {}) {
  const script = scriptRealtime();
  const outbox = createOutbox({ store, realtime: script.realtime });
  return { ...script, store, outbox };
}

const write = (outbox: Outbox, id: string, conversationId?: string) =>
  outbox.add({ id, message: { kind: 'text', text: id }, ...(conversationId !== undefined && { conversationId }) });

const ack = (socket: FakeSocket, id: string) =>
  socket.say({ type: 'ack', id, conversationId: 'c', seq: 1, at: '2026-01-01T00:00:00.000Z' });

const refuse = (socket: FakeSocket, id: string, code: ErrorCode, retryAfterMs?: number) =>
  socket.say({ type: 'error', id, code, ...(retryAfterMs !== undefined && { retryAfterMs }) });

const event = (socket: FakeSocket, id: string) =>
  socket.say({
    type: 'event',
    event: {
      type: 'message.created',
      conversationId: 'c',
      seq: 1,
      at: '2026-01-01T00:00:00.000Z',
      message: {
        id,
        conversationId: 'c',
        seq: 1,
        at: '2026-01-01T00:00:00.000Z',
        author: { kind: 'visitor', id: null, name: '' },
        kind: 'text',
        text: id,
        file: null,
      },
    },
  });

const states = (outbox: Outbox) => outbox.items().map((item) => `${item.id} ${item.state}`);

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

describe('surviving a reload', () => {
  it('finds everything unanswered again, in order, with what failed', () => {
    const before = desk();
    before.realtime.start();
    const socket = before.accept();
    for (const id of ['m1', 'm2', 'm3']) write(before.outbox, id);
    refuse(socket, 'm2', 'forbidden');
    before.outbox.dispose();

    const after = desk({ store: before.store });
    expect(states(after.outbox)).toEqual(['m1 waiting', 'm2 failed', 'm3 waiting']);
    after.realtime.start();
    expect(after.accept().sentIds()).toEqual(['m1', 'm3']);
  });

  it('keeps each message under a key of its own in web storage, and ignores what it cannot read', () => {
    const foreign = write(desk().outbox, 'm9');
    const storage = fakeStorage({ 'other:1': JSON.stringify(foreign), 'out:broken': '{', 'out:odd': '{"id":"odd"}' });
    const { outbox } = desk({ store: webOutboxStore(storage, 'out:') });
    expect(outbox.items()).toEqual([]);
    write(outbox, 'm1');
    expect([...storage.entries.keys()].sort()).toEqual(['other:1', 'out:broken', 'out:m1', 'out:odd']);
    const again = desk({ store: webOutboxStore(storage, 'out:') });
    expect(again.outbox.items()).toEqual(outbox.items());
    outbox.discard('m1');
    expect(storage.entries.has('out:m1')).toBe(false);
  });

  it('sends what could not be stored all the same, and a reload of the store does not lose it', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const full: OutboxStore = {
      ...memoryOutboxStore(),
      put() {
        throw new Error('the storage is full');
      },
    };
    const { realtime, accept, outbox } = desk({ store: full });
    write(outbox, 'm1');
    outbox.reload();
    realtime.start();
    expect(accept().sentIds()).toEqual(['m1']);
  });

  it('works without any storage', () => {
    vi.spyOn(console, 'error').mockImplementation(() => {});
    const forbidden = () => {
      throw new Error('forbidden');
    };
    const { realtime, accept, outbox } = desk({ store: { list: forbidden, put: forbidden, remove: forbidden } });
    realtime.start();
    const socket = accept();
    write(outbox, 'm1');
    outbox.reload();
    ack(socket, 'm1');
    expect([socket.sentIds(), outbox.items()]).toEqual([['m1'], []]);
  });
});

describe('two tabs', () => {
  function tabs() {
    const store = memoryOutboxStore();
    const [a, b] = [desk({ store }), desk({ store })];
    for (const tab of [a, b]) tab.realtime.start();
    return { store, a, b, socketA: a.accept(), socketB: b.accept() };
  }

  it('leave a message to the one that wrote it', () => {
    const { a, b, socketA, socketB } = tabs();
    write(a.outbox, 'm1');
    b.outbox.reload();
    expect(states(b.outbox)).toEqual(['m1 waiting']);
    ack(socketA, 'm1');
    b.outbox.reload();
    expect(b.outbox.items()).toEqual([]);
    vi.advanceTimersByTime(60_000);
    expect(socketB.sentIds()).toEqual([]);
  });

  it('send for each other when one has died', () => {
    const { a, b, socketB } = tabs();
    write(a.outbox, 'm1');
    b.outbox.reload();
    vi.advanceTimersByTime(9_999);
    expect(socketB.sentIds()).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(socketB.sentIds()).toEqual(['m1']);
  });

  it('never overtake each other', () => {
    const { a, b, socketB } = tabs();
    write(a.outbox, 'm1');
    b.outbox.reload();
    vi.advanceTimersByTime(1);
    write(b.outbox, 'm2');
    expect(socketB.sentIds()).toEqual(['m1', 'm2']);
  });

  it('do not overwrite what the other one wrote', () => {
    const { store, a, b } = tabs();
    write(a.outbox, 'm1');
    write(b.outbox, 'm2');
    expect(store.list().map((item) => item.id)).toEqual(['m1', 'm2']);
  });

  it('see what failed, was tried again, or was thrown away in the other', () => {
    const { a, b, socketA } = tabs();
    write(a.outbox, 'm1');
    b.outbox.reload();
    refuse(socketA, 'm1', 'forbidden');
    b.outbox.reload();
    expect(states(b.outbox)).toEqual(['m1 failed']);
    vi.advanceTimersByTime(1);
    a.outbox.retry('m1');
    b.outbox.reload();
    expect(states(b.outbox)).toEqual(['m1 waiting']);
    a.outbox.discard('m1');
    b.outbox.reload();
    expect(b.outbox.items()).toEqual([]);
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

function fakeStorage(initial: Record<string, string>) {
  const entries = new Map(Object.entries(initial));
  return {
    entries,
    get length() {
      return entries.size;
    },
    key: (index: number) => [...entries.keys()][index] ?? null,
    getItem: (key: string) => entries.get(key) ?? null,
    setItem: (key: string, value: string) => void entries.set(key, value),
    removeItem: (key: string) => void entries.delete(key),
  };
}
