import { afterEach, describe, expect, it } from 'vitest';
import { WebSocket } from 'ws';
import { createOutbox, type Outbox } from './outbox.ts';
import { memoryOutboxStore, type OutboxStore } from './outbox-store.ts';
import { createRealtime } from './realtime.ts';
import { FlakyServer } from './testing/flaky-server.ts';

const closers: (() => unknown)[] = [];
afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

/** A program of the author: a tab, say. */
function openTab(server: FlakyServer, store: OutboxStore) {
  const realtime = createRealtime({
    url: server.url,
    createSocket: (url) => new WebSocket(url),
    random: () => 0.02,
  });
  const outbox = createOutbox({ store, realtime, ackTimeoutMs: 100 });
  realtime.start();
  const close = () => {
    outbox.dispose();
    realtime.stop();
  };
  closers.push(close);
  return { outbox, close };
}

/** A store that tells the other tabs of each change, as a browser does. */
function sharedStore() {
  const store = memoryOutboxStore();
  const tabs = new Map<OutboxStore, () => void>();
  const share = (): { view: OutboxStore; onChange: (reload: () => void) => void } => {
    const tellOthers = () => {
      for (const [tab, reload] of tabs) if (tab !== view) reload();
    };
    const view: OutboxStore = {
      list: store.list,
      put: (item) => {
        store.put(item);
        tellOthers();
      },
      remove: (id) => {
        store.remove(id);
        tellOthers();
      },
    };
    return { view, onChange: (reload) => void tabs.set(view, reload) };
  };
  return { store, share };
}

async function until(isSo: () => boolean): Promise<void> {
  while (!isSo()) await pause(5);
}

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms));
const numbered = (count: number) => Array.from({ length: count }, (_, index) => String(index));
const write = (outbox: Outbox, conversationId: string, number: number) =>
  outbox.add({ conversationId, message: { kind: 'text', text: String(number) } });

const seeds = [1, 2, 3];

describe('over a network that cuts, refuses and forgets', () => {
  it.each(seeds)('every message arrives exactly once and in order (seed %i)', { timeout: 20_000 }, async (seed) => {
    const random = seededRandom(seed);
    const server = await FlakyServer.start(random);
    closers.push(() => server.stop());
    const perConversation = 60;
    const store = memoryOutboxStore();
    let tab = openTab(server, store);
    for (let number = 0; number < perConversation; number++) {
      for (const conversation of ['c1', 'c2', 'c3']) write(tab.outbox, conversation, number);
      if (number % 15 === 7) {
        tab.close();
        tab = openTab(server, store);
      }
      if (number % 20 === 11) server.cutAll();
      await pause(random() * 6);
    }
    await pause(500);
    server.calm();
    await until(() => tab.outbox.items().length === 0);

    expect(Object.fromEntries(server.stored)).toEqual({
      c1: numbered(perConversation),
      c2: numbered(perConversation),
      c3: numbered(perConversation),
    });
    expect(store.list()).toEqual([]);
    expect(Math.min(...Object.values(server.misfortunes))).toBeGreaterThan(0);
  });

  it.each(seeds)('two tabs of one author keep one order (seed %i)', { timeout: 20_000 }, async (seed) => {
    const random = seededRandom(seed);
    const server = await FlakyServer.start(random);
    closers.push(() => server.stop());
    const { store, share } = sharedStore();
    const tabs = [share(), share()].map(({ view, onChange }) => {
      const tab = openTab(server, view);
      onChange(tab.outbox.reload);
      return tab;
    });
    for (let number = 0; number < 120; number++) {
      const tab = tabs[Math.floor(random() * 2)];
      if (tab) write(tab.outbox, 'c1', number);
      await pause(random() * 6);
    }
    await pause(200);
    server.calm();
    await until(() => tabs.every((tab) => tab.outbox.items().length === 0));

    expect(server.stored.get('c1')).toEqual(numbered(120));
    expect(store.list()).toEqual([]);
  });
});

/** The same numbers in [0, 1) for the same seed (a linear congruential generator). */
function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}
