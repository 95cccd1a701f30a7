import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { memoryOutboxStore, type OutboxStore, webOutboxStore } from './outbox-store.ts';
import { ack, desk, refuse, states, write } from './testing/outbox-desk.ts';

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
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
